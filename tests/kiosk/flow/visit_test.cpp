// Visits as incidents: what a person would see, step by step.
#include <catch2/catch_test_macros.hpp>

#include "kiosk/flow/offers.h"
#include "tests/kiosk/flow/visitor.h"

using namespace bianmin;
using namespace bianmin::flow;
using namespace std::chrono_literals;

TEST_CASE("an application goes from the first touch to a printed receipt and leaves nothing behind") {
  Hall hall;
  hall.to_submitting(hall::kApplication).accepted();
  const auto ticket = hall.at<Printing>().ticket;
  hall.happens(PrintFinished{ticket, PrintOutcome::Confirmed, ReceiptProblem::NotPrinted});
  CHECK(hall.at<Finished>().visit.submitted->delivery == Delivery::Accepted);
  hall.press(Verb::Next).press(Verb::Rate, "5");
  CHECK(hall.ordered<SendRating>().grade == 5);
  CHECK(hall.at<Goodbye>().belongings.receipt_in_slot);
  hall.ordered<EndVisit>();
  hall.happens(TimerFired{hall.terminal.state_timer});
  hall.at<Idle>();
  hall.ordered<ClearDevices>();
}

TEST_CASE("submit pressed twice seals once") {
  Hall hall;
  hall.to_review(hall::kApplication).press(Verb::Next).press(Verb::Agree).press(Verb::Submit);
  hall.ordered<SealApplication>();
  hall.press(Verb::Submit);
  CHECK(hall.not_ordered<SealApplication>());
}

TEST_CASE("nothing is submitted without the declaration") {
  Hall hall;
  hall.to_review(hall::kApplication).press(Verb::Next).press(Verb::Submit);
  hall.at<Declaring>();
  CHECK(hall.not_ordered<SealApplication>());
}

TEST_CASE("the platform stays silent: what can wait is stored, and is sent later") {
  Hall hall;
  hall.to_submitting(hall::kApplication);
  hall.happens(TimerFired{hall.terminal.state_timer});
  CHECK(hall.at<Printing>().visit.submitted->delivery == Delivery::StoredHere);
  CHECK(hall.terminal.health.backlog == 1);
  hall.happens(TimerFired{hall.terminal.sending_timer});
  hall.ordered<StepBacklog>();
}

TEST_CASE("the platform stays silent: a query is given up and says so, and may be tried again under the same key") {
  Hall hall;
  hall.to_submitting(hall::kQuery);
  hall.happens(TimerFired{hall.terminal.state_timer});
  CHECK(hall.at<NotSubmitted>().why == NotSubmittedWhy::Unreachable);
  CHECK(hall.terminal.health.backlog == 0);
  hall.press(Verb::TryAgain);
  CHECK(hall.ordered<SendApplication>().key.value == "key-1");
}

TEST_CASE("a query nobody waits for any longer is withdrawn when the visit ends") {
  Hall hall;
  hall.to_submitting(hall::kQuery);
  hall.happens(TimerFired{hall.terminal.state_timer}).press(Verb::Leave).press(Verb::LeaveAnyway);
  CHECK(hall.ordered<WithdrawApplication>().key.value == "key-1");
}

TEST_CASE("an application left while it is being sent goes on by itself") {
  Hall hall;
  hall.to_submitting(hall::kApplication).press(Verb::Leave).press(Verb::LeaveAnyway);
  CHECK(hall.not_ordered<WithdrawApplication>());
  CHECK(hall.terminal.health.backlog == 1);
  CHECK(hall.terminal.sending_timer.value != 0);
}

TEST_CASE("the disk answers after the screen gave up: what it sealed is withdrawn") {
  Hall hall;
  hall.to_review(hall::kApplication).press(Verb::Next).press(Verb::Agree).press(Verb::Submit);
  const auto ticket = hall.at<Sealing>().ticket;
  hall.happens(TimerFired{hall.terminal.state_timer});
  CHECK(hall.ordered<AbandonSeal>().ticket == ticket);
  CHECK(hall.at<NotSubmitted>().why == NotSubmittedWhy::NotSealed);
  hall.happens(ApplicationSealed{ticket, {"key-late"}, "n", "t"});
  CHECK(hall.ordered<WithdrawApplication>().key.value == "key-late");
  hall.at<NotSubmitted>();
}

TEST_CASE("a refused application can be mended and is sealed anew") {
  Hall hall;
  hall.to_submitting(hall::kApplication);
  hall.happens(PlatformRefused{hall.at<Submitting>().ticket, {"key-1"}, LocalText{"电话有误", "wrong number"}});
  CHECK(hall.at<NotSubmitted>().reason->english == "wrong number");
  hall.press(Verb::Back);
  CHECK_FALSE(hall.at<FillingForm>().visit.submitted.has_value());
  CHECK(hall.ordered<WithdrawApplication>().key.value == "key-1");
}

TEST_CASE("paper runs out in mid-receipt: it is never called printed, and a code is offered") {
  Hall hall;
  hall.to_submitting(hall::kApplication).accepted();
  hall.happens(PrintFinished{hall.at<Printing>().ticket, PrintOutcome::Failed, ReceiptProblem::NoPaper});
  CHECK(hall.at<ReceiptTrouble>().problem == ReceiptProblem::NoPaper);
  hall.press(Verb::ShowCode).press(Verb::Next);
  CHECK_FALSE(hall.at<Finished>().visit.belongings.receipt_in_slot);
}

TEST_CASE("a doubtful receipt is printed again once, marked as a copy, and then never more") {
  Hall hall;
  hall.to_submitting(hall::kApplication).accepted();
  hall.happens(PrintFinished{hall.at<Printing>().ticket, PrintOutcome::Unknown, ReceiptProblem::NotPrinted});
  hall.press(Verb::PrintAgain);
  CHECK(hall.at<ReceiptTrouble>().problem == ReceiptProblem::Unknown);  // first somebody must look
  hall.press(Verb::MissingReceipt);
  CHECK(hall.ordered<PrintReceipt>().document == receipt_of(hall.terminal.house, hall.at<Printing>().visit, true));
  hall.happens(PrintFinished{hall.at<Printing>().ticket, PrintOutcome::Unknown, ReceiptProblem::NotPrinted});
  hall.press(Verb::MissingReceipt);
  hall.at<ReceiptOnScreen>();
}

TEST_CASE("the printer's process dies with the receipt in its hands") {
  Hall hall;
  hall.to_submitting(hall::kApplication).accepted();
  hall.happens(DeviceTroubled{Device::ReceiptPrinter, DeviceTrouble::ProcessDied, ""});
  CHECK(hall.at<ReceiptTrouble>().problem == ReceiptProblem::Unknown);
}

TEST_CASE("services whose devices are out of order cannot be opened") {
  Hall hall;
  hall.press(Verb::Begin).press(Verb::ChooseLanguage, "en");
  hall.happens(SuppliesSeen{{Paper::Out, false, false, false, false, false}});
  hall.press(Verb::OpenService, hall::kQuery);
  hall.at<Home>();
  hall.press(Verb::OpenService, hall::kApplication);  // a receipt is wanted, not required
  hall.at<Guide>();
}

TEST_CASE("a visit left alone warns, counts down, and ends") {
  Hall hall;
  hall.press(Verb::Begin).press(Verb::ChooseLanguage, "en").press(Verb::OpenService, hall::kApplication);
  hall.happens(TimerFired{hall.terminal.idle_timer});
  REQUIRE(std::holds_alternative<StillThere>(hall.terminal.overlay));
  CHECK(hall.ordered<PlaySound>().sound == Sound::Attention);
  int seconds = 0;
  while (visit_of(hall.terminal.state) != nullptr) {
    REQUIRE(++seconds <= 60);
    hall.happens(TimerFired{hall.terminal.idle_timer});
  }
  CHECK(seconds == hall.terminal.house.idle_countdown.count());
  hall.at<Idle>();
}

TEST_CASE("a touch anywhere takes the visit up again, as often as one likes") {
  Hall hall;
  hall.press(Verb::Begin).press(Verb::ChooseLanguage, "en");
  for (int time = 0; time < 20; ++time) {
    hall.happens(TimerFired{hall.terminal.idle_timer});
    REQUIRE(std::holds_alternative<StillThere>(hall.terminal.overlay));
    hall.happens(Touched{});
    REQUIRE(std::holds_alternative<std::monostate>(hall.terminal.overlay));
    CHECK(hall.ordered<StartTimer>().after >= hall.terminal.house.idle_warning);
    hall.at<Home>();
  }
}

TEST_CASE(
    "the platform's answer comes after the screen gave up waiting: the citizen who still stands there learns it") {
  Hall hall;
  hall.to_submitting(hall::kApplication);
  const auto ticket = hall.at<Submitting>().ticket;
  hall.happens(TimerFired{hall.terminal.state_timer});
  hall.happens(PrintFinished{hall.at<Printing>().ticket, PrintOutcome::Confirmed, ReceiptProblem::NotPrinted});
  CHECK(hall.at<Finished>().visit.submitted->delivery == Delivery::StoredHere);
  service::PlatformReceipt receipt;
  receipt.number = "YS-1";
  hall.happens(PlatformAccepted{ticket, {"key-of-another"}, receipt});
  CHECK(hall.at<Finished>().visit.submitted->delivery == Delivery::StoredHere);
  hall.happens(PlatformAccepted{ticket, {"key-1"}, receipt});
  CHECK(hall.at<Finished>().visit.submitted->delivery == Delivery::Accepted);
}

TEST_CASE("an answer after the screen gave up a query is taken all the same") {
  Hall hall;
  hall.to_submitting(hall::kQuery);
  const auto ticket = hall.at<Submitting>().ticket;
  hall.happens(TimerFired{hall.terminal.state_timer});
  hall.at<NotSubmitted>();
  service::PlatformReceipt receipt;
  receipt.result = service::PlatformResult{};
  hall.happens(PlatformAccepted{ticket, {"key-1"}, receipt});
  hall.at<ShowingResult>();
}

TEST_CASE("refused after it was called stored: whoever still stands there is told") {
  Hall hall;
  hall.to_submitting(hall::kApplication);
  const auto ticket = hall.at<Submitting>().ticket;
  hall.happens(TimerFired{hall.terminal.state_timer});
  hall.happens(PrintFinished{hall.at<Printing>().ticket, PrintOutcome::Confirmed, ReceiptProblem::NotPrinted});
  hall.happens(PlatformRefused{ticket, {"key-1"}, LocalText{"不", "no"}});
  CHECK(hall.at<NotSubmitted>().why == NotSubmittedWhy::Refused);
}

TEST_CASE("refused after everybody had gone: the technician is told by its number") {
  Hall hall;
  hall.to_submitting(hall::kApplication).press(Verb::Leave).press(Verb::LeaveAnyway);
  hall.happens(TimerFired{hall.terminal.sending_timer});
  const auto ticket = hall.ordered<StepBacklog>().ticket;
  hall.happens(BacklogStepped{ticket, BacklogStep::Refused, 0, {"key-1"}, "261122-7K3QF", {}, 0.5, {}});
  REQUIRE(hall.terminal.health.notices.size() == 1);
  CHECK(hall.terminal.health.notices.front().contains("261122-7K3QF"));
}

TEST_CASE("the receipt leaves the mouth: the goodbye no longer asks for it") {
  Hall hall;
  Goodbye goodbye;
  goodbye.belongings.receipt_in_slot = true;
  hall.terminal.state = goodbye;
  hall.happens(SuppliesSeen{{Paper::Enough, false, false, false, false, true}});
  CHECK(hall.at<Goodbye>().belongings.receipt_in_slot);
  hall.happens(SuppliesSeen{{Paper::Enough, false, false, false, false, false}});
  CHECK_FALSE(hall.at<Goodbye>().belongings.receipt_in_slot);
}

TEST_CASE("a handling that the platform does not have yet is not rated") {
  Hall hall;
  hall.to_submitting(hall::kApplication);
  hall.happens(TimerFired{hall.terminal.state_timer});
  hall.happens(PrintFinished{hall.at<Printing>().ticket, PrintOutcome::Confirmed, ReceiptProblem::NotPrinted});
  hall.press(Verb::Next);
  hall.at<Goodbye>();
}

TEST_CASE("a crash in mid-visit is told, with what became of the application") {
  Terminal fresh = hall::terminal();
  fresh.state = OutOfService{};
  Hall hall{fresh};
  Submitted sealed{{"key-1"}, "261122-7K3QF", "2026-11-22 09:30", Delivery::StoredHere, {}};
  hall.happens(JournalOpened{true, 1, {}, true, sealed});
  CHECK(hall.at<Interrupted>().submitted == sealed);
  const auto ticket = hall.ordered<StepBacklog>().ticket;
  service::PlatformReceipt receipt;
  receipt.number = "YS-1";
  hall.happens(BacklogStepped{ticket, BacklogStep::Sent, 0, {"key-1"}, "n", receipt, 0.5, {}});
  CHECK(hall.at<Interrupted>().submitted->delivery == Delivery::Accepted);
}

TEST_CASE("retries are spread at random, wait longer each time, and keep the platform's own wish") {
  Hall hall;
  hall.to_submitting(hall::kApplication);
  hall.happens(PlatformSilent{hall.at<Submitting>().ticket, Link::Down});
  std::chrono::milliseconds before{0};
  for (int failures = 0; failures < 12; ++failures) {
    hall.happens(TimerFired{hall.terminal.sending_timer});
    const auto ticket = hall.ordered<StepBacklog>().ticket;
    hall.happens(BacklogStepped{ticket, BacklogStep::Deferred, 1, {}, "", {}, 0.999, {}});
    const auto after = hall.ordered<StartTimer>().after;
    CHECK(after >= before);
    CHECK(after <= 300s);
    before = after;
  }
  hall.happens(TimerFired{hall.terminal.sending_timer});
  hall.happens(BacklogStepped{hall.ordered<StepBacklog>().ticket, BacklogStep::Deferred, 1, {}, "", {}, 0.0, 77s});
  CHECK(hall.ordered<StartTimer>().after == 77s);
}

TEST_CASE("one silence of the platform withholds queries only until it answers again") {
  Hall hall;
  hall.to_submitting(hall::kQuery);
  hall.happens(PlatformSilent{hall.at<Submitting>().ticket, Link::Down});
  CHECK(why_unavailable(hall.terminal, *find_service(hall.terminal, hall::kQuery)) == Unavailable::NoPlatform);
  hall.happens(TimerFired{hall.terminal.fetching_timer});
  hall.happens(CatalogueArrived{hall.ordered<FetchCatalogue>().ticket, hall::catalogue()});
  CHECK_FALSE(why_unavailable(hall.terminal, *find_service(hall.terminal, hall::kQuery)).has_value());
}

TEST_CASE("the screen after a crash can be read in the other language too") {
  Hall hall;
  hall.happens(JournalOpened{true, 0, {}, true, {}}).press(Verb::SwitchLanguage);
  CHECK(hall.at<Interrupted>().preferences.language == Language::English);
}

TEST_CASE("three wrong PINs lead back to the idle screen") {
  Hall hall;
  hall.press(Verb::OpenTechnician);
  for (int attempt = 0; attempt < 3; ++attempt) {
    hall.press(Verb::Key, "1").press(Verb::Next);
    hall.happens(PinChecked{hall.ordered<CheckPin>().ticket, false});
  }
  hall.at<Idle>();
}
