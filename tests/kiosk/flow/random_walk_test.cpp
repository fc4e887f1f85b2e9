// Whatever happens in whatever order, these hold.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "tests/kiosk/flow/people.h"

using namespace bianmin;
using namespace bianmin::flow;

namespace {

// What the world around the terminal owes it: answers carry the ticket of the last order of their kind.
struct Debts {
  Ticket card, scan, code, candidates, seal, send, print, sending, fetching, pin;
  std::vector<Ticket> timers;
  int sealed = 0;
  int withdrawn = 0;

  void take(const Effects& effects) {
    for (const auto& effect : effects) {
      if (const auto* order = std::get_if<StartReading>(&effect)) card = order->ticket;
      if (const auto* order = std::get_if<StartScanning>(&effect)) scan = order->ticket;
      if (const auto* order = std::get_if<VerifyCode>(&effect)) code = order->ticket;
      if (const auto* order = std::get_if<FindCandidates>(&effect)) candidates = order->ticket;
      if (const auto* order = std::get_if<SealApplication>(&effect)) seal = order->ticket;
      if (const auto* order = std::get_if<SendApplication>(&effect)) send = order->ticket;
      if (const auto* order = std::get_if<PrintReceipt>(&effect)) print = order->ticket;
      if (const auto* order = std::get_if<StepBacklog>(&effect)) sending = order->ticket;
      if (const auto* order = std::get_if<FetchCatalogue>(&effect)) fetching = order->ticket;
      if (const auto* order = std::get_if<CheckPin>(&effect)) pin = order->ticket;
      if (const auto* order = std::get_if<StartTimer>(&effect)) timers.push_back(order->ticket);
    }
    if (timers.size() > 6) timers.erase(timers.begin());
  }

  [[nodiscard]] Ticket of(const Event& event, std::mt19937& random) const {
    switch (random() % 8) {
      case 0:
        return Ticket{random() % 50};  // stale
      default:
        break;
    }
    if (std::holds_alternative<CardSeen>(event) || std::holds_alternative<CardRead>(event) ||
        std::holds_alternative<CardUnreadable>(event)) {
      return card;
    }
    if (std::holds_alternative<CodeScanned>(event)) return scan;
    if (std::holds_alternative<CodeVerified>(event) || std::holds_alternative<CodeRefused>(event)) return code;
    if (std::holds_alternative<CandidatesFound>(event)) return candidates;
    if (std::holds_alternative<ApplicationSealed>(event) || std::holds_alternative<SealFailed>(event)) return seal;
    if (std::holds_alternative<PlatformAccepted>(event) || std::holds_alternative<PlatformRefused>(event) ||
        std::holds_alternative<PlatformSilent>(event)) {
      return send;
    }
    if (std::holds_alternative<PrintFinished>(event)) return print;
    if (std::holds_alternative<BacklogStepped>(event)) return sending;
    if (std::holds_alternative<CatalogueArrived>(event) || std::holds_alternative<CatalogueFailed>(event))
      return fetching;
    if (std::holds_alternative<PinChecked>(event)) return pin;
    if (timers.empty()) return {};
    return timers[random() % timers.size()];
  }
};

Event with_ticket(Event event, Ticket ticket) {
  std::visit(
      [ticket](auto& happened) {
        if constexpr (requires { happened.ticket = ticket; }) happened.ticket = ticket;
      },
      event);
  return event;
}

// What leads on from here, as far as one event can.
Event onward(const Terminal& terminal, std::mt19937& random) {
  const bool one = random() % 2 == 0;
  const auto& state = terminal.state;
  if (std::holds_alternative<Idle>(state) && random() % 40 == 0) return JournalOpened{true, 1, {}, true, {}};
  if (std::holds_alternative<Idle>(state)) return hall::press(random() % 9 == 0 ? Verb::OpenTechnician : Verb::Begin);
  if (std::holds_alternative<OutOfService>(state)) return CatalogueArrived{{}, hall::catalogue()};
  if (std::holds_alternative<ChoosingLanguage>(state)) return hall::press(Verb::ChooseLanguage, "en");
  if (std::holds_alternative<Home>(state))
    return hall::press(Verb::OpenService, one ? hall::kApplication : hall::kQuery);
  if (std::holds_alternative<Guide>(state)) return hall::press(Verb::Start);
  if (std::holds_alternative<AwaitingCard>(state)) {
    auto holder = hall::holder();
    if (random() % 5 == 0) holder.number_check_ok = false;
    if (random() % 5 == 0) return CodeScanned{{}, "YSEID1.abc"};
    return CardRead{{}, holder, one ? Device::IdCardReader : Device::SocialSecurityCardReader, one};
  }
  if (std::holds_alternative<CheckingCode>(state)) {
    if (one) return CodeRefused{{}, {}};
    auto holder = hall::holder();
    holder.document = service::DocumentKind::ElectronicId;
    return CodeVerified{{}, holder};
  }
  if (std::holds_alternative<FillingForm>(state) && random() % 9 == 0) return hall::press(Verb::EditField, "phone");
  if (std::holds_alternative<Declaring>(state)) return hall::press(one ? Verb::Agree : Verb::Submit);
  if (std::holds_alternative<Sealing>(state)) return ApplicationSealed{{}, {"key-1"}, "261122-7K3QF", "09:30"};
  if (std::holds_alternative<Submitting>(state)) {
    if (!one) return PlatformSilent{{}, Link::Down};
    service::PlatformReceipt receipt;
    receipt.result = service::PlatformResult{};
    return PlatformAccepted{{}, {"key-1"}, receipt};
  }
  if (std::holds_alternative<Printing>(state)) {
    return PrintFinished{{}, static_cast<PrintOutcome>(random() % 3), ReceiptProblem::NoPaper};
  }
  if (std::holds_alternative<ReceiptTrouble>(state)) return hall::press(one ? Verb::ShowCode : Verb::HaveReceipt);
  if (std::holds_alternative<Rating>(state)) return hall::press(Verb::Rate, "4");
  if (std::holds_alternative<EnteringPin>(state)) {
    if (std::get<EnteringPin>(state).ticket.value != 0) return PinChecked{{}, one};
    return one ? hall::press(Verb::Key, "1") : hall::press(Verb::Next);
  }
  return hall::press(Verb::Next);
}

bool waits_with_a_limit(const Terminal& terminal) {
  const auto& state = terminal.state;
  if (std::holds_alternative<Idle>(state) || std::holds_alternative<OutOfService>(state)) return true;
  return terminal.idle_timer.value != 0 || terminal.state_timer.value != 0;
}

void check_promises(const Terminal& before, const Step& step, const Event& event) {
  const auto& state = step.terminal.state;
  INFO(name_of(before.state) << " --" << name_of(event) << "--> " << name_of(state));
  // Every wait has a limit.
  REQUIRE(waits_with_a_limit(step.terminal));
  // "Accepted" is said only of what the platform has said it of.
  if (const Visit* visit = visit_of(state)) {
    const bool says_accepted = visit->submitted && visit->submitted->delivery == Delivery::Accepted;
    const Visit* was = visit_of(before.state);
    const bool said_before = was != nullptr && was->submitted && was->submitted->delivery == Delivery::Accepted;
    if (says_accepted && !said_before) {
      REQUIRE((std::holds_alternative<PlatformAccepted>(event) || std::holds_alternative<BacklogStepped>(event)));
    }
    // A receipt lies in the slot only after the printer or the citizen said so.
    if (visit->belongings.receipt_in_slot && was != nullptr && !was->belongings.receipt_in_slot) {
      const auto* finished = std::get_if<PrintFinished>(&event);
      REQUIRE(((finished != nullptr && finished->outcome == PrintOutcome::Confirmed) ||
               std::holds_alternative<Pressed>(event)));
    }
  }
  // Nothing is submitted before it is sealed, and only then.
  if (hall::find<SendApplication>(step.effects) != nullptr) {
    REQUIRE(std::holds_alternative<Submitting>(state));
    REQUIRE(visit_of(state)->submitted.has_value());
  }
  if (hall::find<PrintReceipt>(step.effects) != nullptr) {
    const Visit* visit = visit_of(state);
    REQUIRE(visit != nullptr);
    REQUIRE(visit->submitted.has_value());
    REQUIRE(visit->submitted->delivery.has_value());
    REQUIRE(visit->copies <= 1);
  }
  // A visit begins and ends with its effects, whichever way.
  const bool was_visit = visit_of(before.state) != nullptr;
  const bool is_visit = visit_of(state) != nullptr;
  REQUIRE((hall::find<BeginVisit>(step.effects) != nullptr) == (!was_visit && is_visit));
  const bool was_interrupted = std::holds_alternative<Interrupted>(before.state);
  const bool is_interrupted = std::holds_alternative<Interrupted>(state);
  REQUIRE((hall::find<EndVisit>(step.effects) != nullptr) ==
          ((was_visit && !is_visit) || (was_interrupted && !is_interrupted)));
  // The reader reads only while its screen is shown.
  if (std::holds_alternative<AwaitingCard>(before.state) && !std::holds_alternative<AwaitingCard>(state)) {
    REQUIRE(hall::find<StopReading>(step.effects) != nullptr);
  }
}

}  // namespace

TEST_CASE("a random visit keeps every promise") {
  constexpr int kWalks = 150;
  constexpr int kSteps = 400;
  std::array<int, std::variant_size_v<State>> visited{};
  for (unsigned seed = 1; seed <= kWalks; ++seed) {
    std::mt19937 random{seed};
    Debts debts;
    Terminal fresh = hall::terminal();
    if (seed % 3 == 0) {
      fresh.catalogue = nullptr;
      fresh.state = OutOfService{};
    }
    Step step = start(std::move(fresh));
    debts.take(step.effects);
    const auto happenings = hall::every_happening({});
    for (int count = 0; count < kSteps; ++count) {
      Event event = happenings[random() % happenings.size()].event;
      if (random() % 4 != 0) event = onward(step.terminal, random);
      if (auto* filling = std::get_if<FillingForm>(&step.terminal.state); filling != nullptr && random() % 2 == 0) {
        filling->visit.answers = hall::answered(filling->visit.service->id.value.c_str()).answers;
      }
      event = with_ticket(std::move(event), debts.of(event, random));
      const Terminal before = step.terminal;
      step = transition(step.terminal, event);
      debts.take(step.effects);
      ++visited.at(step.terminal.state.index());
      INFO("seed " << seed << ", step " << count);
      check_promises(before, step, event);
      if (visit_of(step.terminal.state) == nullptr && std::holds_alternative<Idle>(step.terminal.state)) {
        // Nothing of a citizen is left in the mind.
        REQUIRE(step.terminal.idle_timer.value == 0);
        REQUIRE(step.terminal.state_timer.value == 0);
      }
    }
  }
  // The walk has been everywhere that the table knows, or it proves little.
  for (std::size_t state = 0; state < visited.size(); ++state) {
    INFO("state " << state);
    CHECK(visited.at(state) > 0);
  }
}
