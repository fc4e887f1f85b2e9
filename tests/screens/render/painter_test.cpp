#include "screens/render/painter.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>

#include "component_sheets.h"

using namespace bianmin;
using namespace bianmin::scene;
using render::Painter;

namespace {

// The first pixel that differs, or (-1, -1).
Point first_difference(const render::Pixels& one, const render::Pixels& other) {
  REQUIRE(one.width == other.width);
  REQUIRE(one.height == other.height);
  for (int y = 0; y < one.height; ++y) {
    const auto* a = one.first + y * one.stride / 4;
    const auto* b = other.first + y * other.stride / 4;
    for (int x = 0; x < one.width; ++x) {
      if (((a[x] ^ b[x]) & 0xffffffU) != 0) return {x, y};
    }
  }
  return {-1, -1};
}

}  // namespace

TEST_CASE("a page painted over another is the page painted afresh, to the pixel") {
  const Comfort comfort{.high_contrast = GENERATE(false, true), .reduced_motion = true};
  Painter over{render::Assets{}};
  for (const auto& first : render::all_sheets()) {
    for (const auto& second : render::all_sheets()) {
      CAPTURE(first.name, second.name);
      static_cast<void>(over.paint(layout(first, comfort, {540, 960}, over)));
      const auto laid = layout(second, comfort, {540, 960}, over);
      static_cast<void>(over.paint(laid));
      Painter fresh{render::Assets{}};
      static_cast<void>(fresh.paint(laid));
      CHECK(first_difference(over.pixels(), fresh.pixels()) == Point{-1, -1});
    }
  }
}

TEST_CASE("pressing, moving the focus and letting go leaves no trace") {
  Painter over{render::Assets{}};
  Painter fresh{render::Assets{}};
  const auto laid = layout(render::controls_sheet(), {.reduced_motion = true}, {1080, 1920}, over);
  for (const auto& hit : laid.hits) {
    static_cast<void>(over.paint(with_interaction(laid, hit.target.action, {})));
    static_cast<void>(over.paint(with_interaction(laid, {}, hit.target.action)));
  }
  static_cast<void>(over.paint(laid));
  static_cast<void>(fresh.paint(laid));
  CHECK(first_difference(over.pixels(), fresh.pixels()) == Point{-1, -1});
}

TEST_CASE("the same page again paints nothing") {
  Painter painter{render::Assets{}};
  const auto laid = layout(render::tiles_sheet(), {}, {1080, 1920}, painter);
  CHECK(painter.paint(laid) == std::vector<Rect>{{0, 0, 1080, 1920}});
  CHECK(painter.paint(laid).empty());
}

TEST_CASE("a box has its colour to its edges and its neighbours theirs") {
  Painter painter{render::Assets{}};
  Laid laid;
  laid.viewport = {100, 100};
  laid.background = rgb(0xF5F8FC);
  laid.items.push_back({{10, 20, 30, 40}, LaidBox{rgb(0x0B63CE), {}, 0, 0, false}});
  static_cast<void>(painter.paint(laid));
  const auto pixels = painter.pixels();
  const auto at = [&](int x, int y) { return pixels.first[y * pixels.stride / 4 + x] & 0xffffffU; };
  CHECK(at(10, 20) == 0x0B63CE);
  CHECK(at(39, 59) == 0x0B63CE);
  CHECK(at(9, 20) == 0xF5F8FC);
  CHECK(at(40, 59) == 0xF5F8FC);
}

TEST_CASE("a picture of the screen that cannot be written is reported") {
  Painter painter{render::Assets{}};
  static_cast<void>(painter.paint(layout(render::card_sheet(), {}, {540, 960}, painter)));
  CHECK_FALSE(painter.write_png("/no/such/folder/screen.png"));
}
