// The identity card: laid down, read, judged, confirmed.
#include "kiosk/flow/reactions.h"

namespace bianmin::flow {
namespace {

std::optional<CardRefusal> why_refused(const Terminal& terminal, const service::ServiceDefinition& service,
                                       const service::Holder& holder) {
  if (!service.takes(holder.document)) return CardRefusal::WrongDocument;
  if (!holder.number_check_ok) return CardRefusal::BadNumber;
  const auto& clock = terminal.clock;
  const std::chrono::year_month_day today{std::chrono::year{clock.year},
                                          std::chrono::month{static_cast<unsigned>(clock.month)},
                                          std::chrono::day{static_cast<unsigned>(clock.day)}};
  // A terminal that does not know the date turns nobody away for it; the platform judges again.
  if (clock.year == 0) return std::nullopt;
  switch (service::validity_on(holder, today)) {
    case service::Validity::Expired:
      return CardRefusal::Expired;
    case service::Validity::NotYet:
      return CardRefusal::NotYetValid;
    case service::Validity::Good:
      break;
  }
  return std::nullopt;
}

constexpr std::chrono::seconds kBeforeAnotherTry{3};

void look_again(Turn& turn, AwaitingCard state) {
  state.ticket = turn.ticket();
  state.reading = false;
  turn.wait_no_longer();
  turn.order(StartReading{state.ticket});
  turn.go(std::move(state));
}

}  // namespace

void await_card(Turn& turn, Visit visit) {
  visit.holder.reset();
  visit.answers.clear();
  const Ticket ticket = turn.ticket();
  turn.wait_no_longer();
  turn.go(AwaitingCard{std::move(visit), ticket});
  turn.order(StartReading{ticket});
}

void on(Turn& turn, const AwaitingCard& state, const Choice& pressed) {
  if (pressed.verb == Verb::Back) turn.go(Guide{state.visit, 0});
}

// The reader came back: what was asked of the one before is void.
void on(Turn& turn, const AwaitingCard& state, const DeviceReady& ready) {
  if (ready.device == Device::IdCardReader) await_card(turn, state.visit);
}

void on(Turn& turn, const AwaitingCard& state, const DeviceTroubled& troubled) {
  if (troubled.device != Device::IdCardReader) return;
  AwaitingCard next = state;
  next.reading = false;
  turn.go(std::move(next));
}

void on(Turn& turn, const AwaitingCard& state, const CardSeen& seen) {
  if (seen.ticket != state.ticket) return;
  AwaitingCard next = state;
  // One that lies there and could not be read is tried again without a word.
  next.reading = state.problem == CardProblem::None || !state.visit.card_on_reader;
  next.visit.card_on_reader = true;
  turn.go(std::move(next));
}

void on(Turn& turn, const AwaitingCard& state, const CardRead& read) {
  if (read.ticket != state.ticket) return;
  Visit visit = state.visit;
  visit.card_on_reader = true;
  if (const auto refusal = why_refused(turn.terminal, *visit.service, read.holder)) {
    turn.play(Sound::Attention);
    turn.go(CardRefused{std::move(visit), *refusal, read.holder.document,
                        read.holder.valid_until ? service::iso_date(*read.holder.valid_until) : std::string{}});
    return;
  }
  visit.holder = read.holder;
  turn.play(Sound::Done);
  turn.go(ConfirmingIdentity{std::move(visit)});
}

// The reader waits for another order. A card that was pulled away is looked for at once; one that lies there and cannot
// be read is tried again when it was lifted, or after a moment where the reader cannot tell.
void on(Turn& turn, const AwaitingCard& state, const CardUnreadable& unreadable) {
  if (unreadable.ticket != state.ticket) return;
  AwaitingCard next = state;
  next.reading = false;
  if (next.problem != unreadable.problem) turn.play(Sound::Attention);
  next.problem = unreadable.problem;
  if (unreadable.problem == CardProblem::Removed) {
    next.visit.card_on_reader = false;
    return look_again(turn, std::move(next));
  }
  turn.go(std::move(next));
  turn.wait_at_most(kBeforeAnotherTry);
}

void on(Turn& turn, const AwaitingCard& state, const CardLifted& /*lifted*/) {
  if (state.problem == CardProblem::None) return;
  AwaitingCard next = state;
  next.visit.card_on_reader = false;
  look_again(turn, std::move(next));
}

void on(Turn& turn, const AwaitingCard& state, const TimerFired& /*fired*/) { look_again(turn, state); }

void on(Turn& turn, const CardRefused& state, const Choice& pressed) {
  if (pressed.verb == Verb::TryAgain) await_card(turn, state.visit);
  if (pressed.verb == Verb::Back) turn.go(Guide{state.visit, 0});
}

void on(Turn& turn, const ConfirmingIdentity& state, const Choice& pressed) {
  ConfirmingIdentity next = state;
  switch (pressed.verb) {
    case Verb::Back:
      return await_card(turn, state.visit);
    case Verb::Next:
      return fill_form(turn, state.visit);
    case Verb::Reveal:
      next.revealed = true;
      break;
    case Verb::Conceal:
      next.revealed = false;
      break;
    default:
      return;
  }
  turn.go(std::move(next));
}

}  // namespace bianmin::flow
