#include <catch2/catch_test_macros.hpp>

#include "component_sheets.h"
#include "screens/render/painter.h"
#include "screens/render/pictures.h"
#include "screens/scene/kit.h"

using namespace bianmin;
using namespace std::chrono_literals;
using render::Painter;
using render::pose_at;

namespace {

scene::Laid lay(const scene::Scene& page, Painter& painter, bool still = false) {
  return scene::layout(page, {.reduced_motion = still}, {1080, 1920}, painter);
}

scene::Rect box_of_picture(const scene::Laid& laid, std::string_view name) {
  for (const auto& item : laid.items) {
    const auto* picture = std::get_if<scene::LaidPicture>(&item.shape);
    if (picture != nullptr && picture->name == name) return item.box;
  }
  return {};
}

}  // namespace

TEST_CASE("a page on which nothing moves asks for no frames") {
  Painter painter{render::Assets{}};
  static_cast<void>(painter.paint(lay(render::controls_sheet(), painter)));
  CHECK_FALSE(painter.next_frame_due());
  CHECK(painter.animate(std::chrono::steady_clock::now()).empty());
}

TEST_CASE("a moving picture is painted again at most twenty times a second, and only its box") {
  Painter painter{render::Assets{}};
  const auto laid = lay(render::card_sheet(), painter);
  static_cast<void>(painter.paint(laid));
  REQUIRE(painter.next_frame_due());
  const auto now = *painter.next_frame_due();
  CHECK(painter.animate(now) == std::vector<scene::Rect>{box_of_picture(laid, "card-on-reader")});
  CHECK(*painter.next_frame_due() == now + 50ms);
}

TEST_CASE("under reduced motion nothing moves") {
  Painter painter{render::Assets{}};
  static_cast<void>(painter.paint(lay(render::card_sheet(), painter, true)));
  CHECK_FALSE(painter.next_frame_due());
}

TEST_CASE("motion ends with its page and with the visit") {
  Painter painter{render::Assets{}};
  static_cast<void>(painter.paint(lay(render::card_sheet(), painter)));
  SECTION("another page") { static_cast<void>(painter.paint(lay(render::tiles_sheet(), painter))); }
  SECTION("forgotten") { painter.forget(); }
  CHECK_FALSE(painter.next_frame_due());
  CHECK(painter.animate(std::chrono::steady_clock::now()).empty());
}

TEST_CASE("a spinner turns") {
  Painter painter{render::Assets{}};
  scene::Scene page;
  page.main = scene::waiting("正在提交");
  static_cast<void>(painter.paint(lay(page, painter)));
  const auto begin = std::chrono::steady_clock::now();
  static_cast<void>(painter.animate(begin));
  const auto before = std::vector(painter.pixels().first, painter.pixels().first + 1080 * 1920);
  static_cast<void>(painter.animate(begin + 350ms));
  CHECK_FALSE(std::equal(before.begin(), before.end(), painter.pixels().first));
}

TEST_CASE("a press during motion keeps the motion going") {
  Painter painter{render::Assets{}};
  const auto laid = lay(render::card_sheet(), painter);
  static_cast<void>(painter.paint(laid));
  const auto due = painter.next_frame_due();
  static_cast<void>(painter.paint(scene::with_interaction(laid, {"back"}, {})));
  CHECK(painter.next_frame_due() == due);
}

TEST_CASE("a moving part begins in its place, leaves, and comes to it again slowly") {
  CHECK(pose_at(0ms, 3600ms).way == 1);
  CHECK(pose_at(0ms, 3600ms).alpha == 1);
  CHECK(pose_at(1619ms, 3600ms).alpha < 0.1);
  CHECK(pose_at(1700ms, 3600ms).way < 0.1);
  double way = 0;
  for (auto at = 1700ms; at < 3600ms; at += 50ms) {
    const auto next = pose_at(at, 3600ms).way;
    CHECK(next >= way);
    CHECK(next - way < 0.06);
    way = next;
  }
  CHECK(pose_at(3600ms, 3600ms).way == 1);
}
