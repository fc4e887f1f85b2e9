// How a visit ends, whichever way.
#include "kiosk/flow/reactions.h"

namespace bianmin::flow {

namespace {

// It goes out by itself after the visit. What its citizen was told is not submitted does not, nor a query.
bool will_be_sent(const State& state, const Visit& visit) {
  return visit.submitted && visit.submitted->delivery != Delivery::Accepted &&
         !std::holds_alternative<NotSubmitted>(state) && visit.service->offline == service::WhenOffline::Store;
}

}  // namespace

void rest(Turn& turn) {
  const auto& catalogue = turn.terminal.catalogue;
  if (catalogue && !catalogue->services.empty()) return turn.go(Idle{});
  turn.go(OutOfService{});
}

void say_goodbye(Turn& turn, const Visit& visit, bool rated) {
  if (visit.belongings.any()) turn.play(Sound::Attention);
  turn.go(Goodbye{visit.preferences, visit.belongings, rated, will_be_sent(turn.terminal.state, visit)});
  turn.wait_at_most(turn.terminal.house.goodbye);
}

void end_visit(Turn& turn) {
  const Visit* here = visit_of(turn.terminal.state);
  if (here == nullptr) return rest(turn);
  const Visit visit = *here;
  if (will_be_sent(turn.terminal.state, visit)) {
    // What is stored waits in the backlog already.
    if (!visit.submitted->delivery) send_later(turn);
  } else if (visit.submitted && visit.submitted->delivery != Delivery::Accepted) {
    turn.order(WithdrawApplication{visit.submitted->key});
  }
  if (visit.belongings.any()) return say_goodbye(turn, visit, false);
  rest(turn);
}

}  // namespace bianmin::flow
