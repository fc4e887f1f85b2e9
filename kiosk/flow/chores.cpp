// What goes on apart from any visit: sending the outbox, fetching the catalogue.
#include <algorithm>
#include <cmath>

#include "kiosk/flow/reactions.h"

namespace bianmin::flow {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kFirstRetry{2'000};
constexpr milliseconds kLongestRetry{300'000};
constexpr milliseconds kLongestCatalogueRetry{30'000};
constexpr milliseconds kShortestRetry{500};
constexpr seconds kForbiddenRetry{300};
constexpr seconds kAfterSilence{5};
constexpr std::size_t kMostNotices = 20;

// Full jitter: anything between nothing and a bound that doubles with every failure.
milliseconds jittered(unsigned failures, double chance, milliseconds longest) {
  const double bound = std::min(static_cast<double>(longest.count()),
                                static_cast<double>(kFirstRetry.count()) * std::exp2(std::min(failures, 16U)));
  return std::max(kShortestRetry, milliseconds{static_cast<milliseconds::rep>(bound * chance)});
}

void retry_sending(Turn& turn, milliseconds after) {
  turn.terminal.sending_timer = turn.ticket();
  turn.order(StartTimer{TimerSlot::Sending, turn.terminal.sending_timer, after});
}

void retry_fetching(Turn& turn, milliseconds after) {
  turn.terminal.fetching_timer = turn.ticket();
  turn.order(StartTimer{TimerSlot::Fetching, turn.terminal.fetching_timer, after});
}

}  // namespace

void tell_who_waits(Terminal& terminal, const SubmissionKey& key, const service::PlatformReceipt& receipt) {
  const auto learn = [&](std::optional<Submitted>& submitted) {
    if (!submitted || submitted->key != key) return;
    submitted->delivery = Delivery::Accepted;
    submitted->answer = receipt;
  };
  if (auto* interrupted = std::get_if<Interrupted>(&terminal.state)) learn(interrupted->submitted);
  if (auto* finished = std::get_if<Finished>(&terminal.state)) learn(finished->visit.submitted);
  if (auto* on_screen = std::get_if<ReceiptOnScreen>(&terminal.state)) learn(on_screen->visit.submitted);
  if (auto* trouble = std::get_if<ReceiptTrouble>(&terminal.state)) learn(trouble->visit.submitted);
  // The slip that is coming out says "stored"; the screen after it says what is true by then.
  if (auto* printing = std::get_if<Printing>(&terminal.state)) learn(printing->visit.submitted);
}

void tell_refused(Turn& turn, const SubmissionKey& key, const std::optional<LocalText>& reason) {
  auto* interrupted = std::get_if<Interrupted>(&turn.terminal.state);
  if (interrupted != nullptr && interrupted->submitted && interrupted->submitted->key == key) {
    interrupted->refused = true;
    return turn.play(Sound::Attention);
  }
  const bool shown = std::holds_alternative<Printing>(turn.terminal.state) ||
                     std::holds_alternative<ReceiptTrouble>(turn.terminal.state) ||
                     std::holds_alternative<ReceiptOnScreen>(turn.terminal.state) ||
                     std::holds_alternative<Finished>(turn.terminal.state);
  const Visit* visit = visit_of(turn.terminal.state);
  if (!shown || !visit->submitted || visit->submitted->key != key) return;
  turn.play(Sound::Attention);
  // The slip says that it will be sent.
  if (std::holds_alternative<Printing>(turn.terminal.state)) turn.order(CancelPrint{});
  turn.note("application.refused " + visit->submitted->local_number);
  turn.go(NotSubmitted{*visit, NotSubmittedWhy::Refused, reason});
}

void step_sending(Turn& turn) {
  if (turn.terminal.sending.in_flight.value != 0) return;
  turn.terminal.sending.in_flight = turn.ticket();
  turn.terminal.sending_timer = {};
  turn.order(StepBacklog{turn.terminal.sending.in_flight});
}

void send_later(Turn& turn) {
  ++turn.terminal.health.backlog;
  if (turn.terminal.sending.in_flight.value == 0 && turn.terminal.sending_timer.value == 0) {
    retry_sending(turn, kAfterSilence);
  }
}

void hear_of_sending(Turn& turn, const BacklogStepped& stepped) {
  auto& sending = turn.terminal.sending;
  if (stepped.ticket != sending.in_flight || stepped.ticket.value == 0) return;
  sending.in_flight = {};
  turn.terminal.health.backlog = stepped.left;
  switch (stepped.step) {
    case BacklogStep::Empty:
      sending.failures = 0;
      return;
    case BacklogStep::Sent:
      sending.failures = 0;
      turn.terminal.health.link = Link::Up;
      turn.note("application.sent-later " + stepped.local_number);
      if (stepped.receipt) tell_who_waits(turn.terminal, stepped.key, *stepped.receipt);
      if (stepped.left > 0) step_sending(turn);
      return;
    case BacklogStep::Refused:
      sending.failures = 0;
      turn.terminal.health.link = Link::Up;
      turn.note("application.refused-later " + stepped.local_number);
      turn.terminal.health.notices.push_back("the platform refused application " + stepped.local_number +
                                             " after its citizen had gone");
      if (turn.terminal.health.notices.size() > kMostNotices) {
        turn.terminal.health.notices.erase(turn.terminal.health.notices.begin());
      }
      tell_refused(turn, stepped.key, {});
      if (stepped.left > 0) step_sending(turn);
      return;
    case BacklogStep::Passed:
      return step_sending(turn);
    case BacklogStep::Deferred:
      retry_sending(
          turn, std::max<milliseconds>(stepped.not_before, jittered(sending.failures, stepped.chance, kLongestRetry)));
      ++sending.failures;
      return;
    case BacklogStep::Halted:
      turn.terminal.health.link = Link::Forbidden;
      retry_sending(turn, kForbiddenRetry);
      return;
  }
}

void fetch_catalogue(Turn& turn) {
  if (turn.terminal.fetching.in_flight.value != 0) return;
  turn.terminal.fetching.in_flight = turn.ticket();
  turn.terminal.fetching_timer = {};
  turn.order(FetchCatalogue{turn.terminal.fetching.in_flight});
}

void look_for_the_platform(Turn& turn) {
  if (turn.terminal.fetching.in_flight.value == 0) retry_fetching(turn, kFirstRetry);
}

void hear_of_catalogue(Turn& turn, const CatalogueArrived& arrived) {
  if (arrived.ticket != turn.terminal.fetching.in_flight || arrived.ticket.value == 0) return;
  turn.terminal.fetching = {};
  turn.terminal.catalogue = arrived.catalogue;
  turn.terminal.health.link = Link::Up;
  turn.terminal.health.catalogue_problem.clear();
  retry_fetching(turn, turn.terminal.house.catalogue_every);
  if (std::holds_alternative<OutOfService>(turn.terminal.state) || std::holds_alternative<Idle>(turn.terminal.state)) {
    rest(turn);
  }
  if (turn.terminal.health.backlog > 0) step_sending(turn);
}

void hear_of_catalogue(Turn& turn, const CatalogueFailed& failed) {
  auto& fetching = turn.terminal.fetching;
  if (failed.ticket != fetching.in_flight || failed.ticket.value == 0) return;
  fetching.in_flight = {};
  turn.terminal.health.link = failed.link;
  turn.terminal.health.catalogue_problem = failed.problem;
  retry_fetching(turn, jittered(fetching.failures, failed.chance, kLongestCatalogueRetry));
  ++fetching.failures;
}

}  // namespace bianmin::flow
