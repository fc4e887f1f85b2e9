#pragma once
// One transition in the making. Inside flow only.
#include <chrono>
#include <utility>

#include "kiosk/flow/effect.h"
#include "kiosk/flow/state.h"

namespace bianmin::flow {

class Turn {
 public:
  explicit Turn(Terminal before) : terminal{std::move(before)} {}

  Terminal terminal;
  Effects effects;

  void order(Effect effect) { effects.push_back(std::move(effect)); }

  // A number never used before in this terminal's life.
  [[nodiscard]] Ticket ticket() { return Ticket{++terminal.last_ticket}; }

  void go(State next) { terminal.state = std::move(next); }

  // How long the state that is entered in this turn will wait for what it waits for.
  void wait_at_most(std::chrono::milliseconds limit) {
    terminal.state_timer = ticket();
    order(StartTimer{TimerSlot::Patience, terminal.state_timer, limit});
    state_timer_set_ = true;
  }
  void wait_no_longer() {
    if (terminal.state_timer.value != 0) order(StopTimer{TimerSlot::Patience});
    terminal.state_timer = {};
  }
  [[nodiscard]] bool state_timer_set() const { return state_timer_set_; }

  void note(std::string what) { order(NoteAudit{std::move(what)}); }
  void play(Sound sound) { order(PlaySound{sound}); }

 private:
  bool state_timer_set_ = false;
};

}  // namespace bianmin::flow
