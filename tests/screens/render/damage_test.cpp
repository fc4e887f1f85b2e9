#include <catch2/catch_test_macros.hpp>

#include "component_sheets.h"
#include "screens/render/painter.h"
#include "screens/scene/kit.h"

using namespace bianmin;
using namespace bianmin::scene;
using render::damage_between;

namespace {

Scene two_buttons(std::string second) {
  Scene scene;
  scene.name = "two";
  scene.main = column({.gap = 48}, quiet_button({"first"}, "第一"), quiet_button({"second"}, std::move(second)));
  return scene;
}

}  // namespace

TEST_CASE("between equal pages nothing is damaged") {
  render::Painter painter{render::Assets{}};
  for (const auto& sheet : render::all_sheets()) {
    const auto laid = layout(sheet, {}, {1080, 1920}, painter);
    CHECK(damage_between(laid, laid).empty());
  }
}

TEST_CASE("a button with other words damages no more than itself") {
  render::Painter painter{render::Assets{}};
  const auto before = layout(two_buttons("第二"), {}, {1080, 1920}, painter);
  const auto after = layout(two_buttons("另外"), {}, {1080, 1920}, painter);
  const auto damage = damage_between(before, after);
  REQUIRE(damage.size() == 1);
  CHECK(after.hit_of({"second"})->box.contains(damage[0]));
}

TEST_CASE("a press damages the target alone, and letting go the same again") {
  render::Painter painter{render::Assets{}};
  const auto laid = layout(render::controls_sheet(), {}, {1080, 1920}, painter);
  const auto pressed = with_interaction(laid, {"own"}, {});
  const auto box = laid.hit_of({"own"})->box;
  CHECK(damage_between(laid, pressed) == std::vector<Rect>{box});
  CHECK(damage_between(pressed, laid) == std::vector<Rect>{box});
}

TEST_CASE("focus that moves damages both rings and not the page") {
  render::Painter painter{render::Assets{}};
  const auto laid = layout(render::controls_sheet(), {}, {1080, 1920}, painter);
  const auto damage = damage_between(with_interaction(laid, {}, {"back"}), with_interaction(laid, {}, {"agree"}));
  int area = 0;
  for (const auto& rect : damage) area += rect.width * rect.height;
  CHECK(damage.size() == 2);
  CHECK(area < 1080 * 1920 / 6);
}

TEST_CASE("another size or another background damages everything") {
  render::Painter painter{render::Assets{}};
  const auto scene = two_buttons("第二");
  const auto laid = layout(scene, {}, {1080, 1920}, painter);
  CHECK(damage_between(laid, layout(scene, {}, {540, 960}, painter)) == std::vector<Rect>{{0, 0, 540, 960}});
  CHECK(damage_between(laid, layout(scene, {.high_contrast = true}, {1080, 1920}, painter)) ==
        std::vector<Rect>{{0, 0, 1080, 1920}});
}

TEST_CASE("two parts that change places in the order of drawing are damaged") {
  render::Painter painter{render::Assets{}};
  auto laid = layout(two_buttons("第二"), {}, {1080, 1920}, painter);
  auto swapped = laid;
  std::swap(swapped.items.front(), swapped.items.back());
  CHECK_FALSE(damage_between(laid, swapped).empty());
}
