#pragma once
// The mind of the terminal: pure, no clock, no I/O.
#include "kiosk/flow/effect.h"
#include "kiosk/flow/event.h"
#include "kiosk/flow/state.h"

namespace bianmin::flow {

struct Step {
  Terminal terminal;
  Effects effects;
};

// What follows from an event. Every State × Event pair has an answer; an event that means nothing in a state, or whose
// ticket is stale, leaves it unchanged with no effects.
[[nodiscard]] Step transition(Terminal terminal, const Event& event);

// The first effects of a terminal that has just started in `terminal`.
[[nodiscard]] Step start(Terminal terminal);

}  // namespace bianmin::flow
