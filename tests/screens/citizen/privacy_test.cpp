// A hall has eyes: who somebody is, is not on the screen unless a finger asks for it.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "screens/citizen/scene_of.h"
#include "screens/render/painter.h"
#include "screens/scene/layout.h"
#include "tests/screens/samples.h"

namespace {

using namespace bianmin;

std::string everything_on(const flow::Terminal& terminal) {
  static render::Painter painter{render::Assets{}};
  const screens::Words words{Language::Chinese};
  const auto laid = scene::layout(screens::scene_of(terminal, words), screens::comfort_of(terminal), {}, painter);
  std::string all;
  for (const auto& item : laid.items) {
    if (const auto* text = std::get_if<scene::LaidText>(&item.shape)) all += text->words + "\n";
  }
  for (const auto& said : laid.spoken) all += said.words + "\n";
  for (const auto& hit : laid.hits) all += hit.target.label + hit.target.action.value + "\n";
  return all;
}

bool shows(const std::string& all, const std::string& what) { return all.find(what) != std::string::npos; }

const flow::Terminal& sample(const std::string& name) {
  for (const auto& each : screens::samples::all()) {
    if (each.name == name) return each.terminal;
  }
  throw std::runtime_error{"no sample " + name};
}

}  // namespace

TEST_CASE("no screen shows a name or number in full that nobody asked to see") {
  for (const auto& each : screens::samples::all()) {
    if (each.name.find("revealed") != std::string::npos || each.name.find("foreign") != std::string::npos) continue;
    const auto all = everything_on(each.terminal);
    INFO(each.name);
    CHECK_FALSE(shows(all, "张晓明"));
    CHECK_FALSE(shows(all, "44980119850312001X"));
    CHECK_FALSE(shows(all, "13800138000"));
  }
}

TEST_CASE("a finger on the eye shows them") {
  CHECK(shows(everything_on(sample("confirming-identity-revealed")), "44980119850312001X"));
  CHECK(shows(everything_on(sample("reviewing-revealed")), "13800138000"));
}

TEST_CASE("the technician's PIN is shown as dots") {
  const auto all = everything_on(sample("entering-pin"));
  CHECK(shows(all, "●●●●"));
  CHECK_FALSE(shows(all, "4711"));
}

TEST_CASE("personal words are marked, so that they are said through headphones only") {
  static render::Painter painter{render::Assets{}};
  const screens::Words words{Language::Chinese};
  const auto laid = scene::layout(screens::scene_of(sample("confirming-identity-revealed"), words), {}, {}, painter);
  bool found = false;
  for (const auto& said : laid.spoken) {
    if (said.words != "44980119850312001X") continue;
    found = true;
    CHECK(said.personal);
  }
  CHECK(found);
}
