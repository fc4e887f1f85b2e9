// What a screen offers, the mind understands: no target is dead, and none names a drawing that is not there.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

#include "kiosk/flow/action.h"
#include "kiosk/flow/transition.h"
#include "screens/citizen/scene_of.h"
#include "screens/render/painter.h"
#include "screens/scene/layout.h"
#include "tests/screens/samples.h"

namespace {

using namespace bianmin;

scene::Laid laid_out(const flow::Terminal& terminal, render::Painter& painter) {
  const screens::Words words{Language::English};
  return scene::layout(screens::scene_of(terminal, words), screens::comfort_of(terminal), {}, painter);
}

// Pressing what is chosen already, or revealing what is held open already, rightly changes nothing.
bool may_be_idle(const scene::Target& target) {
  const auto action = flow::parse(target.action);
  return (action && action->verb == flow::Verb::Reveal) || target.selected || target.role == scene::Role::Key ||
         target.role == scene::Role::Tab;
}

const flow::Submitted* submitted_in(const flow::State& state) {
  const auto* visit = flow::visit_of(state);
  if (visit != nullptr) return visit->submitted ? &*visit->submitted : nullptr;
  const auto* interrupted = std::get_if<flow::Interrupted>(&state);
  return interrupted != nullptr && interrupted->submitted ? &*interrupted->submitted : nullptr;
}

}  // namespace

TEST_CASE("every enabled target does something in the state that shows it") {
  render::Painter painter{render::Assets{}};
  for (const auto& sample : screens::samples::all()) {
    for (const auto& hit : laid_out(sample.terminal, painter).hits) {
      INFO(sample.name << " " << hit.target.action.value);
      REQUIRE(flow::parse(hit.target.action));
      if (!hit.target.enabled || may_be_idle(hit.target)) continue;
      const auto step = flow::transition(sample.terminal, flow::Pressed{hit.target.action});
      // The sound of the touch, and the patience with whoever touched, come whatever it does.
      const bool ordered = std::ranges::any_of(step.effects, [](const flow::Effect& effect) {
        const auto* timer = std::get_if<flow::StartTimer>(&effect);
        return effect != flow::Effect{flow::PlaySound{flow::Sound::Tick}} &&
               (timer == nullptr || timer->slot != flow::TimerSlot::Presence);
      });
      CHECK((ordered || step.terminal.state != sample.terminal.state ||
             step.terminal.overlay != sample.terminal.overlay));
    }
  }
}

TEST_CASE("there is a sample of every state and overlay") {
  std::set<std::size_t> states;
  std::set<std::size_t> overlays;
  for (const auto& sample : screens::samples::all()) {
    states.insert(sample.terminal.state.index());
    overlays.insert(sample.terminal.overlay.index());
  }
  CHECK(states.size() == std::variant_size_v<flow::State>);
  CHECK(overlays.size() == std::variant_size_v<flow::Overlay>);
}

TEST_CASE("samples have names of their own") {
  std::set<std::string> names;
  for (const auto& sample : screens::samples::all()) CHECK(names.insert(sample.name).second);
}

TEST_CASE("every drawing that a screen names is there") {
  render::Painter painter{render::Assets{}};
  const render::Assets assets;
  for (const auto& sample : screens::samples::all()) {
    for (const auto& item : laid_out(sample.terminal, painter).items) {
      const auto* picture = std::get_if<scene::LaidPicture>(&item.shape);
      if (picture == nullptr) continue;
      INFO(sample.name << " " << picture->name);
      CHECK_FALSE(assets.picture(picture->name).empty());
    }
  }
}

TEST_CASE("accepted is said only when the platform has it") {
  render::Painter painter{render::Assets{}};
  for (const auto& sample : screens::samples::all()) {
    const auto* submitted = submitted_in(sample.terminal.state);
    if (submitted == nullptr || submitted->delivery == flow::Delivery::Accepted) continue;
    for (const auto& item : laid_out(sample.terminal, painter).items) {
      const auto* words = std::get_if<scene::LaidText>(&item.shape);
      if (words == nullptr) continue;
      INFO(sample.name << " " << words->words);
      for (const char* lie : {"has been accepted", "Accepted by", "Application accepted", "Query answered"}) {
        CHECK(words->words.find(lie) == std::string::npos);
      }
    }
  }
}
