// The technician's way in, and the status of the terminal.
#include "kiosk/flow/reactions.h"

namespace bianmin::flow {
namespace {

constexpr std::size_t kLongestPin = 12;
constexpr int kTries = 3;

}  // namespace

void on(Turn& turn, const EnteringPin& state, const Choice& pressed) {
  if (pressed.verb == Verb::Back) return rest(turn);
  if (state.ticket.value != 0) return;  // one is being checked
  EnteringPin next = state;
  if (pressed.verb == Verb::Key && pressed.argument == "backspace") {
    if (!next.typed.empty()) next.typed.pop_back();
  } else if (pressed.verb == Verb::Key && pressed.argument.size() == 1) {
    if (next.typed.size() < kLongestPin) next.typed += pressed.argument;
  } else if (pressed.verb == Verb::Next && !next.typed.empty()) {
    next.ticket = turn.ticket();
    turn.order(CheckPin{next.ticket, next.typed});
    next.typed.clear();
  } else {
    return;
  }
  turn.go(std::move(next));
}

void on(Turn& turn, const EnteringPin& state, const PinChecked& checked) {
  if (checked.ticket != state.ticket || checked.ticket.value == 0) return;
  turn.note(checked.right ? "technician.entered" : "technician.wrong-pin");
  if (checked.right) return turn.go(TechnicianStatus{0, state.preferences});
  EnteringPin next = state;
  next.ticket = {};
  if (++next.wrong >= kTries) return rest(turn);
  turn.play(Sound::Attention);
  turn.go(std::move(next));
}

void on(Turn& turn, const TechnicianStatus& state, const Choice& pressed) {
  switch (pressed.verb) {
    case Verb::Finish:
    case Verb::Back:
      return rest(turn);
    case Verb::Page: {
      TechnicianStatus next = state;
      next.page = page_number(pressed.argument);
      return turn.go(next);
    }
    case Verb::Retry:
      turn.order(RetryDevices{});
      fetch_catalogue(turn);
      step_sending(turn);
      return;
    default:
      return;
  }
}

}  // namespace bianmin::flow
