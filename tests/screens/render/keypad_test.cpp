#include "screens/render/keypad.h"

#include <catch2/catch_test_macros.hpp>

using namespace bianmin;
using namespace bianmin::render;

namespace {

scene::Hit hit(std::string name, scene::Rect box, bool enabled = true, bool hold = false) {
  return {{.action = {name}, .label = name, .enabled = enabled, .hold = hold}, box, 0, {}};
}

// a b
// c d   with d not enabled
scene::Laid page(std::string name = "page") {
  scene::Laid laid;
  laid.scene = std::move(name);
  laid.hits = {hit("a", {0, 0, 100, 100}), hit("b", {200, 0, 100, 100}), hit("c", {0, 200, 100, 100}),
               hit("d", {200, 200, 100, 100}, false)};
  return laid;
}

std::vector<Acted> pressed(std::string action) { return {{{std::move(action)}, Acted::How::Pressed}}; }

}  // namespace

TEST_CASE("the first key only shows where one is") {
  KeypadFocus keypad;
  CHECK(keypad.shown().value.empty());
  CHECK(keypad.on(Key::Select, page()).empty());
  CHECK(keypad.shown().value == "a");
  CHECK(keypad.on(Key::Select, page()) == pressed("a"));
}

TEST_CASE("next and previous go round the page in its order") {
  KeypadFocus keypad;
  std::string path;
  for (int i = 0; i < 6; ++i) {
    CHECK(keypad.on(Key::Next, page()).empty());
    path += keypad.shown().value;
  }
  CHECK(path == "abcdab");
  static_cast<void>(keypad.on(Key::Previous, page()));
  static_cast<void>(keypad.on(Key::Previous, page()));
  CHECK(keypad.shown().value == "d");
}

TEST_CASE("arrows go to the neighbour, and nowhere where there is none") {
  KeypadFocus keypad;
  static_cast<void>(keypad.on(Key::Down, page()));
  const auto after = [&](Key key) {
    static_cast<void>(keypad.on(key, page()));
    return keypad.shown().value;
  };
  CHECK(after(Key::Down) == "c");
  CHECK(after(Key::Right) == "d");
  CHECK(after(Key::Up) == "b");
  CHECK(after(Key::Up) == "b");
  CHECK(after(Key::Left) == "a");
}

TEST_CASE("a target that is not enabled takes focus but does not act") {
  KeypadFocus keypad;
  for (int i = 0; i < 4; ++i) static_cast<void>(keypad.on(Key::Next, page()));
  REQUIRE(keypad.shown().value == "d");
  CHECK(keypad.on(Key::Select, page()).empty());
}

TEST_CASE("the ring goes with the first touch and returns with the next key, where it was") {
  KeypadFocus keypad;
  static_cast<void>(keypad.on(Key::Next, page()));
  static_cast<void>(keypad.on(Key::Next, page()));
  keypad.hide();
  CHECK(keypad.shown().value.empty());
  CHECK(keypad.on(Key::Select, page()).empty());
  CHECK(keypad.shown().value == "b");
}

TEST_CASE("the focus stays on a page that changes a little and starts anew on another") {
  KeypadFocus keypad;
  for (int i = 0; i < 3; ++i) static_cast<void>(keypad.on(Key::Next, page()));
  auto changed = page();
  changed.hits.erase(changed.hits.begin());
  static_cast<void>(keypad.page_changed(changed));
  CHECK(keypad.shown().value == "c");
  static_cast<void>(keypad.page_changed(page("other")));
  CHECK(keypad.shown().value == "a");
}

TEST_CASE("a target to hold is begun and ended by the same key, and ended by going away") {
  auto laid = page();
  laid.hits[0].target.hold = true;
  KeypadFocus keypad;
  static_cast<void>(keypad.on(Key::Next, laid));
  const std::vector<Acted> begun{{{"a"}, Acted::How::HoldBegan}};
  const std::vector<Acted> ended{{{"a"}, Acted::How::HoldEnded}};
  CHECK(keypad.on(Key::Select, laid) == begun);
  CHECK(keypad.on(Key::Select, laid) == ended);
  CHECK(keypad.on(Key::Select, laid) == begun);
  CHECK(keypad.on(Key::Next, laid) == ended);
  static_cast<void>(keypad.on(Key::Previous, laid));
  CHECK(keypad.on(Key::Select, laid) == begun);
  CHECK(keypad.page_changed(page("other")) == ended);
}

TEST_CASE("keys that mean the whole page are left to the caller") {
  KeypadFocus keypad;
  for (const auto key : {Key::Back, Key::Help, Key::Repeat}) CHECK(keypad.on(key, page()).empty());
  CHECK(keypad.shown().value.empty());
}
