#pragma once
// A stage on a panel that nobody sees, with a clock that a test turns.
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/flow/action.h"
#include "kiosk/flow/transition.h"
#include "kiosk/terminal/stage.h"
#include "screens/render/memory_presenter.h"
#include "tests/screens/sample_world.h"

namespace bianmin::terminal {

using Events = std::vector<flow::Event>;

inline render::Finger down(double x, double y, std::int64_t id = 0) { return {render::FingerMotion::Down, id, x, y}; }
inline render::Finger move(double x, double y, std::int64_t id = 0) { return {render::FingerMotion::Move, id, x, y}; }
inline render::Finger up(double x, double y, std::int64_t id = 0) { return {render::FingerMotion::Up, id, x, y}; }

class ShownStage {
 public:
  explicit ShownStage(flow::State state) {
    now_ = {};
    terminal.state = std::move(state);
    owed = stage.show(terminal);
  }

  void let_pass(std::chrono::milliseconds time) { now_ += time; }

  // As the main loop does it: the events go through the mind, and what they change is shown.
  Events take(const render::RawInput& input) {
    auto events = stage.take(input, terminal);
    for (const auto& event : events) happen(event);
    return events;
  }
  void happen(const flow::Event& event) {
    terminal = flow::transition(std::move(terminal), event).terminal;
    owed = stage.show(terminal);
    for (const auto& more : Events{owed}) happen(more);
  }

  // A place in a target, as fingers come.
  std::pair<double, double> place(flow::Verb verb) const { return stage.place_of(flow::action_id(verb)).value(); }

  render::MemoryPresenter presenter{{540, 960}};
  render::Painter painter{render::Assets{}};
  flow::Terminal terminal = screens::samples::terminal();
  Stage stage{presenter, painter, {.reduced_motion = true, .high_contrast = false, .now = [] { return now_; }}};
  Events owed;  // by the last change of page

 private:
  static inline std::chrono::steady_clock::time_point now_{};
};

}  // namespace bianmin::terminal
