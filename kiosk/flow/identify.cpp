// Who stands here: a card laid down or a code shown, read, judged, confirmed.
#include <algorithm>

#include "kiosk/flow/offers.h"
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
    case service::Validity::EndNotKnown:  // the platform judges; see Expiry
    case service::Validity::Good:
      break;
  }
  return std::nullopt;
}

constexpr std::chrono::seconds kBeforeAnotherTry{3};

bool takes_way_of(const Visit& visit, Device device) {
  return std::ranges::any_of(ways_of(*visit.service), [&](Way way) { return device_of(way) == device; });
}

// What was asked for here, of a device that was asked.
bool awaits(const AwaitingCard& state, Ticket ticket, Device device) {
  return ticket == state.ticket && takes_way_of(state.visit, device);
}

bool card_was_left(const Health& health, Device device) {
  return (device == Device::IdCardReader && health.card_left_on_reader) ||
         (device == Device::SocialSecurityCardReader && health.card_left_in_slot);
}

void open_way(Turn& turn, const Visit& visit, Way way, Ticket ticket) {
  const auto& health = turn.terminal.health;
  if (!is_open(health, way)) return;
  if (way == Way::ElectronicId) return turn.order(StartScanning{ticket});
  const auto device = device_of(way);
  const bool fingerprints = way == Way::IdCard && visit.service->fingerprints;
  turn.order(StartReading{ticket, device, fingerprints, card_was_left(health, device)});
}

void open_way_of(Turn& turn, const AwaitingCard& state, Device device) {
  for (const auto way : ways_of(*state.visit.service)) {
    if (device_of(way) == device) open_way(turn, state.visit, way, state.ticket);
  }
}

void await_again(Turn& turn, Visit visit, IdentityProblem problem, std::optional<LocalText> reason = {}) {
  turn.play(Sound::Attention);
  await_card(turn, std::move(visit));
  auto& state = std::get<AwaitingCard>(turn.terminal.state);
  state.problem = problem;
  state.problem_at = Device::CodeScanner;
  state.reason = std::move(reason);
}

void judge(Turn& turn, Visit visit, const service::Holder& holder) {
  if (const auto refusal = why_refused(turn.terminal, *visit.service, holder)) {
    turn.play(Sound::Attention);
    const auto* last = std::get_if<std::chrono::year_month_day>(&holder.valid_until);
    turn.go(CardRefused{std::move(visit), *refusal, holder.document, last ? service::iso_date(*last) : std::string{}});
    return;
  }
  visit.holder = holder;
  turn.play(Sound::Done);
  turn.go(ConfirmingIdentity{std::move(visit)});
}

}  // namespace

void await_card(Turn& turn, Visit visit) {
  visit.holder.reset();
  visit.answers.clear();
  const Ticket ticket = turn.ticket();
  turn.wait_no_longer();
  for (const auto way : ways_of(*visit.service)) open_way(turn, visit, way, ticket);
  turn.go(AwaitingCard{std::move(visit), ticket});
}

void on(Turn& turn, const AwaitingCard& state, const Choice& pressed) {
  if (pressed.verb == Verb::Back) turn.go(Guide{state.visit, 0});
}

// It came back, and knows nothing of what was asked before.
void on(Turn& turn, const AwaitingCard& state, const DeviceReady& ready) {
  if (!takes_way_of(state.visit, ready.device)) return;
  AwaitingCard next = state;
  if (next.reading == ready.device) next.reading.reset();
  turn.go(std::move(next));
  open_way_of(turn, state, ready.device);
}

void on(Turn& turn, const AwaitingCard& state, const DeviceTroubled& troubled) {
  if (state.reading != troubled.device) return;
  AwaitingCard next = state;
  next.reading.reset();
  turn.go(std::move(next));
}

void on(Turn& turn, const AwaitingCard& state, const CardSeen& seen) {
  if (!awaits(state, seen.ticket, seen.device)) return;
  AwaitingCard next = state;
  bool& lies = next.visit.belongings.card_at(seen.device);
  // One that lies there and could not be read is tried again without a word.
  const bool known = lies && state.problem != IdentityProblem::None && state.problem_at == seen.device;
  if (!known && !next.reading) next.reading = seen.device;
  lies = true;
  if (seen.device == Device::IdCardReader) next.visit.belongings.card_watched = seen.watched;
  turn.go(std::move(next));
}

void on(Turn& turn, const AwaitingCard& state, const CardRead& read) {
  if (!awaits(state, read.ticket, read.device)) return;
  Visit visit = state.visit;
  visit.belongings.card_at(read.device) = true;
  if (read.device == Device::IdCardReader) visit.belongings.card_watched = read.watched;
  judge(turn, std::move(visit), read.holder);
}

// The reader waits for another order. A card that was pulled away is looked for at once; one that lies there and cannot
// be read is tried again when it was lifted, or after a moment where the reader cannot tell.
void on(Turn& turn, const AwaitingCard& state, const CardUnreadable& unreadable) {
  if (!awaits(state, unreadable.ticket, unreadable.device)) return;
  AwaitingCard next = state;
  if (next.reading == unreadable.device) next.reading.reset();
  if (next.problem != unreadable.problem) turn.play(Sound::Attention);
  next.problem = unreadable.problem;
  next.problem_at = unreadable.device;
  const bool removed = unreadable.problem == IdentityProblem::Removed;
  if (removed) next.visit.belongings.card_at(unreadable.device) = false;
  turn.go(std::move(next));
  if (removed) return open_way_of(turn, state, unreadable.device);
  turn.wait_at_most(kBeforeAnotherTry);
}

void on(Turn& turn, const AwaitingCard& state, const CardLifted& lifted) {
  if (!takes_way_of(state.visit, lifted.device)) return;
  AwaitingCard next = state;
  if (next.reading == lifted.device) next.reading.reset();
  turn.go(std::move(next));
  open_way_of(turn, state, lifted.device);
}

void on(Turn& turn, const AwaitingCard& state, const TimerFired& /*fired*/) {
  if (state.reading != state.problem_at) open_way_of(turn, state, state.problem_at);
}

void on(Turn& turn, const AwaitingCard& state, const CodeScanned& scanned) {
  if (!awaits(state, scanned.ticket, Device::CodeScanner)) return;
  // A scanner stops after each code: one that is not taken now may be shown again.
  if (state.reading) return open_way_of(turn, state, Device::CodeScanner);
  const Ticket ticket = turn.ticket();
  turn.play(Sound::Tick);
  turn.go(CheckingCode{state.visit, ticket});
  turn.order(VerifyCode{ticket, state.visit.service->id, scanned.text});
  turn.wait_at_most(turn.terminal.house.platform_patience);
}

void on(Turn& turn, const CheckingCode& state, const Choice& pressed) {
  if (pressed.verb == Verb::Back) await_card(turn, state.visit);
}

void on(Turn& turn, const CheckingCode& state, const CodeVerified& verified) {
  if (verified.ticket == state.ticket) judge(turn, state.visit, verified.holder);
}

void on(Turn& turn, const CheckingCode& state, const CodeRefused& refused) {
  if (refused.ticket == state.ticket) {
    await_again(turn, state.visit, IdentityProblem::CodeRefused, refused.reason);
  }
}

void on(Turn& turn, const CheckingCode& state, const PlatformSilent& silent) {
  if (silent.ticket == state.ticket) await_again(turn, state.visit, IdentityProblem::CodeUnchecked);
}

void on(Turn& turn, const CheckingCode& state, const TimerFired& /*fired*/) {
  await_again(turn, state.visit, IdentityProblem::CodeUnchecked);
}

// The platform, which alone knows an electronic ID, answers again.
void open_what_came_back(Turn& turn, const Health& before) {
  const auto* state = std::get_if<AwaitingCard>(&turn.terminal.state);
  if (state == nullptr || is_open(before, Way::ElectronicId)) return;
  const AwaitingCard awaiting = *state;
  open_way_of(turn, awaiting, Device::CodeScanner);
}

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
