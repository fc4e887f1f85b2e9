#include "screens/render/qr_code.h"

#include <catch2/catch_test_macros.hpp>

#include "screens/render/painter.h"
#include "screens/scene/kit.h"

using namespace bianmin;

TEST_CASE("a code is as small as its words allow and has its three finders") {
  const auto modules = render::qr_modules("https://example.org/r/1");
  REQUIRE(modules);
  CHECK(modules->side == 25);  // version 2 holds 26 bytes at level M
  const auto dark = [&](int x, int y) {
    return static_cast<bool>(modules->dark[static_cast<std::size_t>(y * 25 + x)]);
  };
  for (const auto& [x, y] : {std::pair{0, 0}, {18, 0}, {0, 18}}) {
    for (int i = 0; i < 7; ++i) {
      CHECK(dark(x + i, y));
      CHECK(dark(x, y + i));
    }
    CHECK_FALSE(dark(x + 1, y + 1));
    CHECK(dark(x + 3, y + 3));
  }
}

TEST_CASE("what no code can hold is refused") {
  CHECK_FALSE(render::qr_modules(std::string(2332, 'x')));
  CHECK(render::qr_modules(std::string(2331, 'x')));
  CHECK_FALSE(render::qr_modules(""));
}

TEST_CASE("a code on the page has whole pixels and a quiet zone, black on white in every theme") {
  render::Painter painter{render::Assets{}};
  scene::Scene page;
  page.main = scene::column({.align = scene::Align::Start}, scene::code("https://example.org/r/1", 360));
  const auto laid = scene::layout(page, {.high_contrast = true}, {1080, 1920}, painter);
  static_cast<void>(painter.paint(laid));
  scene::Rect box;
  for (const auto& item : laid.items) {
    if (std::holds_alternative<scene::LaidCode>(item.shape)) box = item.box;
  }
  REQUIRE(box.width == 360);
  const auto pixels = painter.pixels();
  const auto at = [&](int x, int y) { return pixels.first[(box.y + y) * pixels.stride / 4 + box.x + x] & 0xffffffU; };
  // 25 modules and 8 of quiet in 360 pixels: 10 each, 55 at either side.
  const auto modules = render::qr_modules("https://example.org/r/1");
  for (int y = 0; y < 360; ++y) {
    for (int x = 0; x < 360; ++x) {
      const int column = (x - 55 + 1000) / 10 - 100;
      const int row = (y - 55 + 1000) / 10 - 100;
      const bool inside = column >= 0 && column < 25 && row >= 0 && row < 25;
      const bool dark = inside && modules->dark[static_cast<std::size_t>(row * 25 + column)];
      if (at(x, y) != (dark ? 0x000000U : 0xffffffU)) FAIL("at " << x << "," << y);
    }
  }
}
