// How a visit ends, whichever way.
#include "kiosk/flow/reactions.h"

namespace bianmin::flow {

void rest(Turn& turn) {
  const auto& catalogue = turn.terminal.catalogue;
  if (catalogue && !catalogue->services.empty()) return turn.go(Idle{});
  turn.go(OutOfService{});
}

void say_goodbye(Turn& turn, const Visit& visit, bool rated) {
  const bool given_up = std::holds_alternative<NotSubmitted>(turn.terminal.state) ||
                        (visit.service && visit.service->offline == service::WhenOffline::Refuse);
  const bool stored = visit.submitted && visit.submitted->delivery != Delivery::Accepted && !given_up;
  const Goodbye goodbye{visit.preferences, visit.card_on_reader, visit.receipt_in_slot, rated, stored};
  if (goodbye.card_on_reader || goodbye.receipt_in_slot) turn.play(Sound::Attention);
  turn.go(goodbye);
  turn.wait_at_most(turn.terminal.house.goodbye);
}

void end_visit(Turn& turn) {
  const Visit* here = visit_of(turn.terminal.state);
  if (here == nullptr) return rest(turn);
  const Visit visit = *here;
  // A query nobody waits for any longer need not be answered; an application goes on by itself.
  const bool unanswered = visit.submitted && visit.submitted->delivery != Delivery::Accepted;
  const bool told_so = std::holds_alternative<NotSubmitted>(turn.terminal.state);
  if (unanswered && (told_so || visit.service->offline == service::WhenOffline::Refuse)) {
    turn.order(WithdrawApplication{visit.submitted->key});
  } else if (unanswered) {
    send_later(turn);
  }
  if (visit.card_on_reader || visit.receipt_in_slot) return say_goodbye(turn, visit, false);
  rest(turn);
}

}  // namespace bianmin::flow
