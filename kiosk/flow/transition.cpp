#include "kiosk/flow/transition.h"

#include <algorithm>
#include <charconv>
#include <type_traits>

#include "kiosk/flow/reactions.h"

namespace bianmin::flow {
namespace {

// ---- what every state has in common ----

template <typename SomeEvent>
void learn(Turn& /*turn*/, const SomeEvent& /*event*/) {}

void learn(Turn& turn, const ClockRead& read) { turn.terminal.clock = read.clock; }
void learn(Turn& turn, const PlatformAccepted& accepted) {
  turn.terminal.health.link = Link::Up;
  tell_who_waits(turn.terminal, accepted.key, accepted.receipt);
}
void learn(Turn& turn, const PlatformRefused& refused) {
  turn.terminal.health.link = Link::Up;
  tell_refused(turn, refused.key, refused.reason);
}
void learn(Turn& turn, const PlatformSilent& silent) {
  turn.terminal.health.link = silent.link;
  if (silent.link != Link::Up) look_for_the_platform(turn);
}
void learn(Turn& turn, const CatalogueArrived& arrived) { hear_of_catalogue(turn, arrived); }
void learn(Turn& turn, const CatalogueFailed& failed) { hear_of_catalogue(turn, failed); }
void learn(Turn& turn, const BacklogStepped& stepped) { hear_of_sending(turn, stepped); }
void learn(Turn& turn, const SuppliesSeen& seen) {
  const bool taken = turn.terminal.health.supplies.ticket_in_mouth && !seen.supplies.ticket_in_mouth;
  turn.terminal.health.supplies = seen.supplies;
  if (!taken) return;
  if (auto* belongings = belongings_of(turn.terminal.state)) belongings->receipt_in_slot = false;
}
void learn(Turn& turn, const DeviceReady& ready) {
  turn.terminal.health.of(ready.device) = {DeviceState::Ready, DeviceTrouble::None, ready.model, ready.detail};
}
void learn(Turn& turn, const DeviceTroubled& troubled) {
  auto& health = turn.terminal.health.of(troubled.device);
  health.state = DeviceState::Troubled;
  health.trouble = troubled.trouble;
  health.detail = troubled.detail;
  if (troubled.device != Device::IdCardReader) return;
  // Nobody will say any more that it is taken.
  if (auto* belongings = belongings_of(turn.terminal.state)) belongings->card_watched = false;
}
// A reader that was told of a card left behind sees another only after that is gone.
void learn(Turn& turn, const CardSeen& seen) {
  auto& health = turn.terminal.health;
  (seen.device == Device::IdCardReader ? health.card_left_on_reader : health.card_left_in_slot) = false;
}
void learn(Turn& turn, const CardLifted& lifted) {
  auto& health = turn.terminal.health;
  (lifted.device == Device::IdCardReader ? health.card_left_on_reader : health.card_left_in_slot) = false;
  if (auto* belongings = belongings_of(turn.terminal.state)) belongings->card_at(lifted.device) = false;
}

// Sealed after the screen gave up waiting for the disk: nobody was told that it exists, so it must not be sent.
void learn(Turn& turn, const ApplicationSealed& sealed) {
  const auto* sealing = std::get_if<Sealing>(&turn.terminal.state);
  if (sealing == nullptr || sealing->ticket != sealed.ticket) turn.order(WithdrawApplication{sealed.key});
}

void learn(Turn& turn, const JournalOpened& opened) {
  turn.terminal.health.storage = opened.usable;
  turn.terminal.health.backlog = opened.backlog;
  turn.terminal.health.notices.insert(turn.terminal.health.notices.end(), opened.notices.begin(), opened.notices.end());
  if (opened.backlog > 0) step_sending(turn);
  const bool nobody =
      std::holds_alternative<OutOfService>(turn.terminal.state) || std::holds_alternative<Idle>(turn.terminal.state);
  if (!opened.interrupted || !nobody) return;
  constexpr std::chrono::seconds kLongEnoughToRead{60};
  turn.note("visit.interrupted");
  turn.go(Interrupted{{}, opened.submitted, opened.refused});
  turn.wait_at_most(kLongEnoughToRead);
}

// ---- dispatch ----

template <typename SomeEvent>
void react(Turn& turn, const SomeEvent& event) {
  const State before = turn.terminal.state;
  std::visit([&](const auto& state) { on(turn, state, event); }, before);
}

void react(Turn& turn, const Pressed& pressed) {
  const auto action = parse(pressed.action);
  if (!action) return;
  turn.play(Sound::Tick);
  const Choice choice{action->verb, action->argument};
  if (over_the_screen(turn, choice)) return;
  const State before = turn.terminal.state;
  std::visit([&](const auto& state) { on(turn, state, choice); }, before);
}

void react(Turn& turn, const Touched& /*touched*/) {
  if (std::holds_alternative<StillThere>(turn.terminal.overlay)) turn.terminal.overlay = std::monostate{};
}

void react(Turn& turn, const TimerFired& fired) {
  auto& terminal = turn.terminal;
  if (fired.ticket.value == 0) return;
  if (fired.ticket == terminal.idle_timer) {
    terminal.idle_timer = {};
    return count_down(turn);
  }
  if (fired.ticket == terminal.sending_timer) return step_sending(turn);
  if (fired.ticket == terminal.fetching_timer) return fetch_catalogue(turn);
  if (fired.ticket != terminal.state_timer) return;
  terminal.state_timer = {};
  const State before = terminal.state;
  std::visit([&](const auto& state) { on(turn, state, fired); }, before);
}

// ---- what leaving a state undoes, whichever way it is left ----

bool scans(const State& state) {
  if (const auto* awaiting = std::get_if<AwaitingCard>(&state)) {
    return awaiting->visit.service->takes(service::DocumentKind::ElectronicId);
  }
  const auto* editing = std::get_if<EditingField>(&state);
  return editing != nullptr && editing->scan.value != 0;
}

// A card that is seen again where it lay is nobody's doing.
bool somebody_acts(const State& before, const Event& event) {
  const Visit* visit = visit_of(before);
  const auto* seen = std::get_if<CardSeen>(&event);
  const bool known = visit != nullptr && seen != nullptr && visit->belongings.card_at(seen->device);
  const bool laid = seen != nullptr && !known;
  return laid || std::holds_alternative<Pressed>(event) || std::holds_alternative<Touched>(event) ||
         std::holds_alternative<CardRead>(event) || std::holds_alternative<CodeScanned>(event);
}

bool much_to_read(const State& state) {
  return std::holds_alternative<Guide>(state) || std::holds_alternative<Reviewing>(state) ||
         std::holds_alternative<Declaring>(state) || std::holds_alternative<ShowingResult>(state);
}

void settle_timers(Turn& turn, const Terminal& before, const Event& event) {
  auto& terminal = turn.terminal;
  const bool moved = before.state.index() != terminal.state.index();
  if (moved && !turn.state_timer_set()) turn.wait_no_longer();
  if (!times_out(terminal.state)) {
    if (terminal.idle_timer.value != 0) turn.order(StopTimer{TimerSlot::Presence});
    terminal.idle_timer = {};
    return;
  }
  const bool warned = std::holds_alternative<StillThere>(terminal.overlay);
  if ((somebody_acts(before.state, event) && !warned) || moved) {
    terminal.idle_timer = turn.ticket();
    const auto& house = terminal.house;
    const auto patience = much_to_read(terminal.state) ? house.idle_reading : house.idle_warning;
    turn.order(StartTimer{TimerSlot::Presence, terminal.idle_timer, patience});
  }
}

void settle(Turn& turn, const Terminal& before, const Event& event) {
  const State& was = before.state;
  const State& is = turn.terminal.state;
  if (was.index() != is.index()) turn.terminal.overlay = std::monostate{};
  if (std::holds_alternative<AwaitingCard>(was) && !std::holds_alternative<AwaitingCard>(is)) turn.order(StopReading{});
  if (scans(was) && !scans(is)) turn.order(StopScanning{});
  const bool awaited = std::holds_alternative<AwaitingCard>(was) && std::holds_alternative<AwaitingCard>(is);
  if (awaited && !std::holds_alternative<DeviceReady>(event)) open_what_came_back(turn, before.health);
  if (visit_of(was) == nullptr && visit_of(is) != nullptr) {
    turn.order(BeginVisit{});
    turn.note("visit.begun");
  }
  if (visit_of(was) != nullptr && visit_of(is) == nullptr) {
    turn.order(EndVisit{});
    turn.note("visit.ended");
  }
  // Only now is the interrupted visit over: a second crash before would have been told again.
  const bool told = std::holds_alternative<Interrupted>(was) && !std::holds_alternative<Interrupted>(is);
  if (told) turn.order(EndVisit{});
  const bool resting = std::holds_alternative<Idle>(is) || std::holds_alternative<OutOfService>(is);
  if (resting && (visit_of(was) != nullptr || std::holds_alternative<Goodbye>(was) || told)) {
    turn.order(ClearDevices{});
  }
  settle_timers(turn, before, event);
}

}  // namespace

std::size_t page_number(const std::string& argument) {
  std::size_t page = 0;
  const auto [end, error] = std::from_chars(argument.data(), argument.data() + argument.size(), page);
  return error == std::errc{} && end == argument.data() + argument.size() ? page : 0;
}

Step transition(Terminal terminal, const Event& event) {
  const Terminal before = terminal;
  Turn turn{std::move(terminal)};
  std::visit([&](const auto& happened) { learn(turn, happened); }, event);
  std::visit([&](const auto& happened) { react(turn, happened); }, event);
  settle(turn, before, event);
  return {std::move(turn.terminal), std::move(turn.effects)};
}

Step start(Terminal terminal) {
  Turn turn{std::move(terminal)};
  fetch_catalogue(turn);
  return {std::move(turn.terminal), std::move(turn.effects)};
}

}  // namespace bianmin::flow
