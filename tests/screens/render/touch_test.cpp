#include "screens/render/touch.h"

#include <catch2/catch_test_macros.hpp>

using namespace bianmin;
using namespace bianmin::render;

namespace {

scene::Hit hit(std::string name, scene::Rect box, bool enabled = true, bool hold = false) {
  return {{.action = {name}, .label = name, .enabled = enabled, .hold = hold}, box, 0, {}};
}

// A panel of 1000×1000: submit above left, off (not enabled) above right, eye (to hold) below left.
scene::Laid page() {
  scene::Laid laid;
  laid.scene = "page";
  laid.viewport = {1000, 1000};
  laid.hits = {hit("submit", {0, 0, 200, 200}), hit("off", {800, 0, 200, 200}, false),
               hit("eye", {0, 800, 200, 200}, true, true)};
  return laid;
}

Finger down(double x, double y, std::int64_t id = 1) { return {FingerMotion::Down, id, x, y}; }
Finger move(double x, double y, std::int64_t id = 1) { return {FingerMotion::Move, id, x, y}; }
Finger up(double x, double y, std::int64_t id = 1) { return {FingerMotion::Up, id, x, y}; }

const std::vector<Acted> kNothing;
const std::vector<Acted> kSubmitted{{{"submit"}, Acted::How::Pressed}};
const std::vector<Acted> kRevealed{{{"eye"}, Acted::How::HoldBegan}};
const std::vector<Acted> kHidden{{{"eye"}, Acted::How::HoldEnded}};

}  // namespace

TEST_CASE("a touch that starts and ends in a target presses it, at its end") {
  TouchTracker touch;
  CHECK(touch.on(down(0.1, 0.1), page()) == kNothing);
  CHECK(touch.pressed().value == "submit");
  CHECK(touch.on(move(0.15, 0.12), page()) == kNothing);
  CHECK(touch.on(up(0.15, 0.12), page()) == kSubmitted);
  CHECK(touch.pressed().value.empty());
  CHECK_FALSE(touch.touching());
}

TEST_CASE("a touch that starts in a target and ends beside it does nothing") {
  TouchTracker touch;
  static_cast<void>(touch.on(down(0.1, 0.1), page()));
  CHECK(touch.on(move(0.5, 0.5), page()) == kNothing);
  CHECK(touch.pressed().value.empty());
  CHECK(touch.on(up(0.5, 0.5), page()) == kNothing);
}

TEST_CASE("a touch that starts beside a target and ends in it does nothing") {
  TouchTracker touch;
  CHECK(touch.on(down(0.5, 0.5), page()) == kNothing);
  CHECK(touch.on(move(0.1, 0.1), page()) == kNothing);
  CHECK(touch.pressed().value.empty());
  CHECK(touch.on(up(0.1, 0.1), page()) == kNothing);
}

TEST_CASE("a finger that slides off and comes back presses what it started in") {
  TouchTracker touch;
  static_cast<void>(touch.on(down(0.1, 0.1), page()));
  static_cast<void>(touch.on(move(0.5, 0.5), page()));
  static_cast<void>(touch.on(move(0.1, 0.1), page()));
  CHECK(touch.pressed().value == "submit");
  CHECK(touch.on(up(0.1, 0.1), page()) == kSubmitted);
}

TEST_CASE("a hand laid on the panel counts as its first finger alone") {
  TouchTracker touch;
  static_cast<void>(touch.on(down(0.1, 0.1, 1), page()));
  CHECK(touch.on(down(0.1, 0.9, 2), page()) == kNothing);
  CHECK(touch.on(up(0.1, 0.9, 2), page()) == kNothing);
  CHECK(touch.on(up(0.1, 0.1, 1), page()) == kSubmitted);
}

TEST_CASE("a second finger that stays does not act when the first is gone") {
  TouchTracker touch;
  static_cast<void>(touch.on(down(0.5, 0.5, 1), page()));
  static_cast<void>(touch.on(down(0.1, 0.1, 2), page()));
  static_cast<void>(touch.on(up(0.5, 0.5, 1), page()));
  CHECK(touch.on(up(0.1, 0.1, 2), page()) == kNothing);
}

TEST_CASE("a target that is not enabled neither looks pressed nor acts") {
  TouchTracker touch;
  static_cast<void>(touch.on(down(0.9, 0.1), page()));
  CHECK(touch.pressed().value.empty());
  CHECK(touch.touching());
  CHECK(touch.on(up(0.9, 0.1), page()) == kNothing);
}

TEST_CASE("another page comes under the finger") {
  auto other = page();
  TouchTracker touch;
  static_cast<void>(touch.on(down(0.1, 0.1), page()));
  SECTION("with another target in the same place") { other.hits[0].target.action = {"pay"}; }
  SECTION("with the same target elsewhere") { other.hits[0].box.x = 50; }
  SECTION("with the target no longer enabled") { other.hits[0].target.enabled = false; }
  SECTION("without targets") { other.hits.clear(); }
  CHECK(touch.page_changed(other) == kNothing);
  CHECK(touch.pressed().value.empty());
  CHECK(touch.on(up(0.1, 0.1), other) == kNothing);
}

TEST_CASE("the page changes under the finger without being told of it") {
  auto other = page();
  other.hits[0].target.action = {"pay"};
  TouchTracker touch;
  static_cast<void>(touch.on(down(0.1, 0.1), page()));
  CHECK(touch.on(up(0.1, 0.1), other) == kNothing);
}

TEST_CASE("the page changes elsewhere while a finger is down") {
  auto other = page();
  other.hits.pop_back();
  TouchTracker touch;
  static_cast<void>(touch.on(down(0.1, 0.1), page()));
  CHECK(touch.page_changed(other) == kNothing);
  CHECK(touch.on(up(0.1, 0.1), other) == kSubmitted);
}

TEST_CASE("the page goes away and comes back while the finger stays") {
  TouchTracker touch;
  auto other = page();
  other.hits.clear();
  static_cast<void>(touch.on(down(0.1, 0.1), page()));
  static_cast<void>(touch.page_changed(other));
  static_cast<void>(touch.page_changed(page()));
  CHECK(touch.on(up(0.1, 0.1), page()) == kNothing);
}

TEST_CASE("the panel takes a touch back") {
  TouchTracker touch;
  static_cast<void>(touch.on(down(0.1, 0.1), page()));
  CHECK(touch.on({FingerMotion::Cancelled, 1, 0.1, 0.1}, page()) == kNothing);
  CHECK_FALSE(touch.touching());
}

TEST_CASE("the eye reveals while it is held") {
  TouchTracker touch;
  CHECK(touch.on(down(0.1, 0.9), page()) == kRevealed);
  SECTION("until the finger is lifted") { CHECK(touch.on(up(0.1, 0.9), page()) == kHidden); }
  SECTION("until the finger slides off, and not again when it returns") {
    CHECK(touch.on(move(0.5, 0.5), page()) == kHidden);
    CHECK(touch.on(move(0.1, 0.9), page()) == kNothing);
    CHECK(touch.on(up(0.1, 0.9), page()) == kNothing);
  }
  SECTION("until the page is another") {
    auto other = page();
    other.hits.pop_back();
    CHECK(touch.page_changed(other) == kHidden);
    CHECK(touch.on(up(0.1, 0.9), other) == kNothing);
  }
  SECTION("also when the panel takes the touch back") {
    CHECK(touch.on({FingerMotion::Cancelled, 1, 0.1, 0.9}, page()) == kHidden);
  }
}

TEST_CASE("touches at the very edge and beyond it") {
  TouchTracker touch;
  static_cast<void>(touch.on(down(0.0, 0.0), page()));
  CHECK(touch.on(up(0.0, 0.0), page()) == kSubmitted);
  CHECK(touch.on(down(-0.1, 0.0), page()) == kNothing);
  CHECK(touch.on(up(1.0, 1.0), page()) == kNothing);
}
