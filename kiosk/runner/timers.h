#pragma once
// The flow's timers: one a slot, on the monotonic clock. Pure apart from what it remembers.
#include <array>
#include <chrono>
#include <optional>
#include <vector>

#include "kiosk/flow/effect.h"

namespace bianmin::runner {

// Thread: the main one.
class Timers {
 public:
  using Time = std::chrono::steady_clock::time_point;

  void start(const flow::StartTimer& order, Time now) { at(order.slot) = Pending{order.ticket, now + order.after}; }
  void stop(flow::TimerSlot slot) { at(slot).reset(); }

  // Empty while none runs.
  [[nodiscard]] std::optional<Time> next_due() const {
    std::optional<Time> next;
    for (const auto& pending : slots_) {
      if (pending && (!next || pending->due < *next)) next = pending->due;
    }
    return next;
  }

  // Those whose time has come; each fires once.
  [[nodiscard]] std::vector<flow::TimerFired> take_due(Time now) {
    std::vector<flow::TimerFired> fired;
    for (auto& pending : slots_) {
      if (!pending || pending->due > now) continue;
      fired.push_back({pending->ticket});
      pending.reset();
    }
    return fired;
  }

 private:
  struct Pending {
    Ticket ticket;
    Time due;
  };
  std::optional<Pending>& at(flow::TimerSlot slot) { return slots_.at(static_cast<std::size_t>(slot)); }

  std::array<std::optional<Pending>, 4> slots_;
};

}  // namespace bianmin::runner
