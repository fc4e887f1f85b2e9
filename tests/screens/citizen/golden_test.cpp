// Every screen as it looked when somebody last looked and found it right. BIANMIN_UPDATE_GOLDENS=1 writes them anew.
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

#include "screens/citizen/scene_of.h"
#include "screens/render/painter.h"
#include "screens/scene/dump.h"
#include "screens/scene/layout.h"
#include "tests/screens/samples.h"
#include "tests/support/golden.h"

namespace {

using namespace bianmin;

constexpr scene::Viewport kPortrait{1080, 1920};
constexpr scene::Viewport kLandscape{1920, 1080};

scene::Laid laid_out(const screens::samples::Sample& sample, const flow::Preferences& preferences,
                     scene::Viewport viewport, render::Painter& painter) {
  const auto terminal = screens::samples::preferring(sample.terminal, preferences);
  const screens::Words words{preferences.language};
  return scene::layout(screens::scene_of(terminal, words), screens::comfort_of(terminal), viewport, painter);
}

// What is said and what can be touched, without places: it outlives another version of a font.
std::string content_of(const scene::Laid& laid) {
  std::string all = "scene " + laid.scene + "\n";
  for (const auto& said : laid.spoken) all += (said.personal ? "personal " : "says ") + said.words + "\n";
  return all + scene::dump_targets(laid);
}

void compare_pictures(const flow::Preferences& preferences, scene::Viewport viewport, const std::string& folder,
                      bool one_of_each_state) {
  render::Painter painter{render::Assets{}};
  std::set<std::size_t> seen;
  for (const auto& sample : screens::samples::all()) {
    const bool another = seen.insert(sample.terminal.state.index()).second;
    if (one_of_each_state && !another) continue;
    static_cast<void>(painter.paint(laid_out(sample, preferences, viewport, painter)));
    CHECK(testing::picture_difference(painter.pixels(), "screens/" + folder + "/" + sample.name) == "");
  }
}

}  // namespace

TEST_CASE("every screen says and offers what it did") {
  render::Painter painter{render::Assets{}};
  for (const auto language : kLanguages) {
    const flow::Preferences preferences{.language = language};
    for (const auto& sample : screens::samples::all()) {
      const auto name = "screens/" + std::string{tag(language)} + "/" + sample.name;
      CHECK(testing::text_difference(content_of(laid_out(sample, preferences, kPortrait, painter)), name) == "");
    }
  }
}

TEST_CASE("every screen looks as it did, in Chinese") { compare_pictures({}, kPortrait, "zh-CN", false); }

TEST_CASE("every screen looks as it did, in English") {
  compare_pictures({.language = Language::English}, kPortrait, "en", false);
}

TEST_CASE("every situation looks as it did in larger text") {
  compare_pictures({.large_text = true}, kPortrait, "larger", true);
}

TEST_CASE("every situation looks as it did in high contrast") {
  compare_pictures({.high_contrast = true}, kPortrait, "contrast", true);
}

TEST_CASE("every situation looks as it did in low reach") {
  compare_pictures({.low_reach = true}, kPortrait, "low-reach", true);
}

TEST_CASE("every situation looks as it did on a wide panel") { compare_pictures({}, kLandscape, "landscape", true); }
