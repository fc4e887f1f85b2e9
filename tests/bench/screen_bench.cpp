// How long the processor needs for a page of 1080×1920: every sample screen, by the terminal's own path.
//
// bench_screens: a line for each screen and one for all of them: measure, screen, median (ms), p99 (ms), runs; tabs
// between. "redraw" is scene_of, layout, painting all of the page, presenting. "touch" is a finger down and up on one
// target of the screen, with every event that follows through flow to the page presented: each enabled target in turn.
// Pages are presented into memory: an X server's or a panel's part is not in it.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "kiosk/flow/transition.h"
#include "kiosk/terminal/stage.h"
#include "screens/citizen/scene_of.h"
#include "screens/render/memory_presenter.h"
#include "screens/render/painter.h"
#include "tests/screens/samples.h"

namespace {

using namespace bianmin;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;
using Times = std::vector<double>;

constexpr scene::Viewport kPanel{1080, 1920};
constexpr int kWarmUp = 3;
constexpr int kRuns = 200;  // of each screen

void print(const char* measure, const std::string& screen, Times times) {
  std::ranges::sort(times);
  std::printf("%s\t%s\t%.3f\t%.3f\t%zu\n", measure, screen.c_str(), times[times.size() / 2],
              times[times.size() * 99 / 100], times.size());
}

void append(Times& all, std::span<const double> some) { all.insert(all.end(), some.begin(), some.end()); }

// A page with nothing on it and another background, after which all of the next one is painted.
scene::Laid blank() {
  scene::Laid laid;
  laid.viewport = kPanel;
  laid.background = {1, 2, 3, 255};
  return laid;
}

Times redraws(const flow::Terminal& terminal, render::Painter& painter, render::MemoryPresenter& presenter) {
  Times times;
  for (int run = -kWarmUp; run < kRuns; ++run) {
    (void)painter.paint(blank());
    const auto begun = Clock::now();
    const screens::Words words{flow::preferences_of(terminal.state).language};
    const auto laid = scene::layout(screens::scene_of(terminal, words), screens::comfort_of(terminal), kPanel, painter);
    presenter.present(painter.pixels(), painter.paint(laid));
    const Milliseconds taken = Clock::now() - begun;
    if (run >= 0) times.push_back(taken.count());
  }
  return times;
}

// As the terminal's loop does it, but for what it asks of disk, network and devices afterwards.
void happen(terminal::Stage& stage, flow::Terminal& terminal, const flow::Event& event) {
  auto step = flow::transition(std::move(terminal), event);
  terminal = std::move(step.terminal);
  const auto ends_visit = [](const flow::Effect& effect) { return std::holds_alternative<flow::EndVisit>(effect); };
  if (std::ranges::any_of(step.effects, ends_visit)) stage.forget();
  for (const auto& owed : stage.show(terminal)) happen(stage, terminal, owed);
}

void finger(terminal::Stage& stage, flow::Terminal& terminal, render::FingerMotion motion,
            const std::pair<double, double>& place) {
  const render::Finger finger{motion, 0, place.first, place.second};
  for (const auto& event : stage.take(finger, terminal)) happen(stage, terminal, event);
}

// Targets that are held are not pressed by a tap.
std::vector<std::pair<double, double>> places_of_targets(const terminal::Stage& stage) {
  std::vector<std::pair<double, double>> places;
  for (const auto& hit : stage.laid().hits) {
    if (!hit.target.enabled || hit.target.hold) continue;
    if (const auto place = stage.place_of(hit.target.action)) places.push_back(*place);
  }
  return places;
}

Times touches(const flow::Terminal& sample, render::Painter& painter, render::MemoryPresenter& presenter) {
  terminal::Stage stage{presenter, painter, {}};
  (void)stage.show(sample);  // no finger is down: nothing is owed
  const auto places = places_of_targets(stage);
  Times times;
  if (places.empty()) return times;
  const int rounds = (kRuns + static_cast<int>(places.size()) - 1) / static_cast<int>(places.size());
  for (int round = -1; round < rounds; ++round) {
    for (const auto& place : places) {
      auto terminal = sample;
      (void)stage.show(terminal);
      const auto begun = Clock::now();
      finger(stage, terminal, render::FingerMotion::Down, place);
      finger(stage, terminal, render::FingerMotion::Up, place);
      const Milliseconds taken = Clock::now() - begun;
      if (round >= 0) times.push_back(taken.count());
    }
  }
  return times;
}

}  // namespace

int main() {
  render::MemoryPresenter presenter{{kPanel.width, kPanel.height}};
  render::Painter painter{render::Assets{}};
  Times all_redraws;
  Times all_touches;
  for (const auto& sample : screens::samples::all()) {
    const auto drawn = redraws(sample.terminal, painter, presenter);
    print("redraw", sample.name, drawn);
    append(all_redraws, drawn);
    const auto touched = touches(sample.terminal, painter, presenter);
    if (touched.empty()) continue;  // a screen that only waits
    print("touch", sample.name, touched);
    append(all_touches, touched);
  }
  print("redraw", "all", std::move(all_redraws));
  print("touch", "all", std::move(all_touches));
}
