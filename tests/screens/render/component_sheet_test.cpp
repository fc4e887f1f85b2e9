// What the kit looks like: looked at by a person once, kept by goldens since.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "component_sheets.h"
#include "screens/render/painter.h"
#include "tests/support/golden.h"

using namespace bianmin;

namespace {

struct Variant {
  const char* name;
  scene::Comfort comfort;
  scene::Viewport viewport;
};

}  // namespace

TEST_CASE("every part of the kit looks as it did, and fits") {
  const auto variant =
      GENERATE(Variant{"normal", {}, {1080, 1920}}, Variant{"contrast", {.high_contrast = true}, {1080, 1920}},
               Variant{"larger", {.larger_text = true}, {1080, 1920}},
               Variant{"low-reach", {.low_reach = true}, {1080, 1920}}, Variant{"landscape", {}, {1920, 1080}});
  for (const auto& sheet : render::all_sheets()) {
    // The controls are many; a screen cuts such a form into pages.
    if (sheet.name == "controls" && variant.comfort.low_reach) continue;
    render::Painter painter{render::Assets{}};
    auto comfort = variant.comfort;
    comfort.reduced_motion = true;
    const auto laid = scene::layout(sheet, comfort, variant.viewport, painter);
    CAPTURE(sheet.name, variant.name);
    for (const auto& problem : scene::problems(laid)) FAIL_CHECK(scene::describe(problem));
    static_cast<void>(painter.paint(laid));
    CHECK(testing::picture_difference(painter.pixels(), "render/" + sheet.name + "-" + variant.name) == "");
  }
}

TEST_CASE("a pressed button and a focused one look it") {
  render::Painter painter{render::Assets{}};
  const auto laid = scene::layout(render::dialog_sheet(), {}, {1080, 1920}, painter);
  static_cast<void>(painter.paint(scene::with_interaction(laid, {"stay"}, {"end"})));
  CHECK(testing::picture_difference(painter.pixels(), "render/pressed-and-focused") == "");
}
