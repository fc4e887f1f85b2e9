// Every screen fits: in each language, size, contrast, shape of panel and reach nothing is cut off, no target is too
// small, too close to another or out of reach.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>

#include "screens/citizen/scene_of.h"
#include "screens/render/painter.h"
#include "screens/scene/layout.h"
#include "tests/screens/samples.h"

namespace {

using namespace bianmin;

constexpr scene::Viewport kPortrait{1080, 1920};
constexpr scene::Viewport kLandscape{1920, 1080};

std::string what_is_wrong(render::Painter& painter, const flow::Preferences& preferences, scene::Viewport viewport) {
  const screens::Words words{preferences.language};
  std::string wrong;
  for (const auto& sample : screens::samples::all()) {
    const auto terminal = screens::samples::preferring(sample.terminal, preferences);
    const auto laid =
        scene::layout(screens::scene_of(terminal, words), screens::comfort_of(terminal), viewport, painter);
    for (const auto& problem : scene::problems(laid)) wrong += sample.name + ": " + scene::describe(problem) + "\n";
  }
  return wrong;
}

}  // namespace

TEST_CASE("every screen fits its panel, whatever was asked for") {
  render::Painter painter{render::Assets{}};
  const auto language = GENERATE(Language::Chinese, Language::English);
  const bool large = GENERATE(false, true);
  const bool contrast = GENERATE(false, true);
  const flow::Preferences preferences{.language = language, .large_text = large, .high_contrast = contrast};
  auto low = preferences;
  low.low_reach = true;
  CAPTURE(tag(language), large, contrast);
  CHECK(what_is_wrong(painter, preferences, kPortrait) == "");
  CHECK(what_is_wrong(painter, preferences, kLandscape) == "");
  CHECK(what_is_wrong(painter, low, kPortrait) == "");
}

TEST_CASE("a smaller panel shows the same, smaller") {
  render::Painter painter{render::Assets{}};
  CHECK(what_is_wrong(painter, {}, {768, 1366}) == "");
  CHECK(what_is_wrong(painter, {}, {1280, 800}) == "");
}
