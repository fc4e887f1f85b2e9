// The ways to say who one is as incidents: several at once, one broken, a code that is asked about, a card left behind.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "kiosk/flow/offers.h"
#include "tests/kiosk/flow/visitor.h"

using namespace bianmin;
using namespace bianmin::flow;

namespace {

service::Holder known_by(service::DocumentKind document) {
  auto made = hall::holder();
  made.document = document;
  return made;
}

// Each reader that was told to read, and whether the scanner scans.
struct Asked {
  bool pad = false, slot = false, scanner = false;
  friend bool operator==(const Asked&, const Asked&) = default;
};
Asked asked(const Hall& hall) {
  Asked all;
  for (const auto& effect : hall.effects) {
    if (const auto* reading = std::get_if<StartReading>(&effect)) {
      (reading->device == Device::IdCardReader ? all.pad : all.slot) = true;
    }
    if (std::holds_alternative<StartScanning>(effect)) all.scanner = true;
  }
  return all;
}

bool calls_for_attention(const Hall& hall) {
  return std::ranges::find(hall.effects, Effect{PlaySound{Sound::Attention}}) != hall.effects.end();
}

const Device kSlot = Device::SocialSecurityCardReader;

Hall showing_code() {
  Hall hall;
  hall.to_card(hall::kQuery);
  hall.happens(CodeScanned{hall.at<AwaitingCard>().ticket, "YSEID1.abc"});
  return hall;
}

}  // namespace

TEST_CASE("every way that a service takes is open at once, and only those") {
  Hall hall;
  hall.to_card(hall::kQuery);
  CHECK(asked(hall) == Asked{true, true, true});
  hall.press(Verb::Back);
  hall.ordered<StopReading>();
  hall.ordered<StopScanning>();
  Hall cards_only;
  cards_only.to_card(hall::kApplication);
  CHECK(asked(cards_only) == Asked{true, false, false});
}

TEST_CASE("fingerprints are read only for a service that asks for them") {
  Hall hall;
  hall.to_card(hall::kApplication);
  CHECK_FALSE(hall.ordered<StartReading>().fingerprints);
  auto catalogue = *hall::catalogue();
  for (auto& service : catalogue.services) service.fingerprints = true;
  Hall asking;
  asking.terminal.catalogue = std::make_shared<const service::Catalogue>(catalogue);
  asking.to_card(hall::kApplication);
  CHECK(asking.ordered<StartReading>().fingerprints);
}

TEST_CASE("a way that is broken is not opened, and is when its device is back") {
  Hall hall;
  hall.happens(DeviceTroubled{Device::IdCardReader, DeviceTrouble::Unplugged, ""});
  hall.to_card(hall::kQuery);
  CHECK(asked(hall) == Asked{false, true, true});
  hall.happens(DeviceReady{Device::IdCardReader, "", ""});
  CHECK(asked(hall) == Asked{true, false, false});
}

TEST_CASE("a service is offered while one of its ways works, and not without any") {
  Hall hall;
  const auto available = [&](const char* service) {
    return !why_unavailable(hall.terminal, *find_service(hall.terminal, service));
  };
  hall.happens(DeviceTroubled{Device::IdCardReader, DeviceTrouble::Unplugged, ""});
  CHECK_FALSE(available(hall::kApplication));
  CHECK(available(hall::kQuery));
  hall.happens(DeviceTroubled{kSlot, DeviceTrouble::Unplugged, ""});
  CHECK(available(hall::kQuery));
  hall.happens(DeviceTroubled{Device::CodeScanner, DeviceTrouble::Unplugged, ""});
  CHECK(why_unavailable(hall.terminal, *find_service(hall.terminal, hall::kQuery)) == Unavailable::NoReader);
}

TEST_CASE("a social security card identifies, and is the one to be taken at the end") {
  Hall hall;
  hall.to_card(hall::kQuery);
  const auto ticket = hall.at<AwaitingCard>().ticket;
  hall.happens(CardSeen{ticket, kSlot});
  CHECK(hall.at<AwaitingCard>().reading == kSlot);
  hall.happens(CardRead{ticket, known_by(service::DocumentKind::SocialSecurityCard), kSlot, true});
  const auto& visit = hall.at<ConfirmingIdentity>().visit;
  CHECK(visit.belongings.card_in_slot);
  CHECK_FALSE(visit.belongings.card_on_reader);
}

TEST_CASE("what no way of this service is does not identify") {
  Hall hall;
  hall.to_card(hall::kApplication);
  const auto before = hall.terminal.state;
  const auto ticket = hall.at<AwaitingCard>().ticket;
  hall.happens(CardRead{ticket, known_by(service::DocumentKind::SocialSecurityCard), kSlot});
  hall.happens(CodeScanned{ticket, "YSEID1.abc"});
  CHECK(hall.terminal.state == before);
}

TEST_CASE("the platform is asked whose electronic ID it is, and vouches for it") {
  auto hall = showing_code();
  CHECK(hall.ordered<VerifyCode>().code == "YSEID1.abc");
  CHECK(hall.ordered<VerifyCode>().service.value == hall::kQuery);
  hall.ordered<StopReading>();
  const auto ticket = hall.at<CheckingCode>().ticket;
  hall.happens(CodeVerified{Ticket{ticket.value + 40}, known_by(service::DocumentKind::ElectronicId)});
  hall.at<CheckingCode>();
  hall.happens(CodeVerified{ticket, known_by(service::DocumentKind::ElectronicId)});
  CHECK_FALSE(hall.at<ConfirmingIdentity>().visit.belongings.card_on_reader);
}

TEST_CASE("an electronic ID that is not accepted says why, and every way is open again") {
  auto hall = showing_code();
  hall.happens(CodeRefused{hall.at<CheckingCode>().ticket, LocalText{"已过期", "It is out of date."}});
  CHECK(hall.at<AwaitingCard>().problem == IdentityProblem::CodeRefused);
  CHECK(hall.at<AwaitingCard>().reason->in(Language::English) == "It is out of date.");
  CHECK(asked(hall) == Asked{true, true, true});
}

TEST_CASE("a platform that is silent about an electronic ID leaves the cards") {
  auto silent = showing_code();
  silent.happens(PlatformSilent{silent.at<CheckingCode>().ticket, Link::Down});
  CHECK(silent.at<AwaitingCard>().problem == IdentityProblem::CodeUnchecked);
  CHECK(asked(silent) == Asked{true, true, false});
  silent.happens(TimerFired{silent.terminal.fetching_timer});
  silent.happens(CatalogueArrived{silent.ordered<FetchCatalogue>().ticket, hall::catalogue()});
  CHECK(asked(silent).scanner);

  auto slow = showing_code();
  const auto late = slow.at<CheckingCode>().ticket;
  slow.happens(TimerFired{slow.terminal.state_timer});
  CHECK(slow.at<AwaitingCard>().problem == IdentityProblem::CodeUnchecked);
  slow.happens(CodeVerified{late, known_by(service::DocumentKind::ElectronicId)});
  slow.at<AwaitingCard>();
}

TEST_CASE("a card that lies there at the end is called again, then left to the staff and not read for the next") {
  Hall hall;
  hall.to_card(hall::kApplication);
  hall.happens(CardRead{hall.at<AwaitingCard>().ticket, hall::holder(), Device::IdCardReader, true});
  hall.press(Verb::Leave).press(Verb::LeaveAnyway);
  int calls = 0;
  while (std::holds_alternative<Goodbye>(hall.terminal.state)) {
    REQUIRE(++calls < 20);
    CHECK(calls_for_attention(hall));
    hall.happens(TimerFired{hall.terminal.state_timer});
  }
  CHECK(calls > 3);
  hall.at<Idle>();
  CHECK(hall.terminal.health.card_left_on_reader);
  hall.to_card(hall::kApplication);
  CHECK(hall.ordered<StartReading>().only_new);
  hall.happens(CardLifted{});
  CHECK_FALSE(hall.terminal.health.card_left_on_reader);
  CHECK_FALSE(hall.ordered<StartReading>().only_new);
}

TEST_CASE("a card left behind is told until another is laid, whatever its reader does meanwhile") {
  Hall hall;
  hall.terminal.health.card_left_on_reader = true;
  hall.happens(DeviceTroubled{Device::IdCardReader, DeviceTrouble::Unplugged, ""});
  hall.happens(DeviceReady{Device::IdCardReader, "", ""});
  hall.to_card(hall::kApplication);
  CHECK(hall.ordered<StartReading>().only_new);
  hall.happens(CardSeen{hall.at<AwaitingCard>().ticket});
  CHECK_FALSE(hall.terminal.health.card_left_on_reader);
}

TEST_CASE("a card that was only half read is left behind like one that was read") {
  Hall hall;
  hall.to_card(hall::kApplication);
  hall.happens(CardSeen{hall.at<AwaitingCard>().ticket, Device::IdCardReader, true});
  hall.press(Verb::Leave).press(Verb::LeaveAnyway);
  for (int calls = 0; std::holds_alternative<Goodbye>(hall.terminal.state); ++calls) {
    REQUIRE(calls < 20);
    hall.happens(TimerFired{hall.terminal.state_timer});
  }
  CHECK(hall.terminal.health.card_left_on_reader);
}

TEST_CASE("a reader that went away can no longer tell, and its card is called once") {
  Hall hall;
  hall.to_card(hall::kApplication);
  hall.happens(CardRead{hall.at<AwaitingCard>().ticket, hall::holder(), Device::IdCardReader, true});
  hall.happens(DeviceTroubled{Device::IdCardReader, DeviceTrouble::Unplugged, ""});
  hall.press(Verb::Leave).press(Verb::LeaveAnyway);
  CHECK(calls_for_attention(hall));
  hall.happens(TimerFired{hall.terminal.state_timer});
  hall.at<Idle>();
  CHECK_FALSE(hall.terminal.health.card_left_on_reader);
}

TEST_CASE("a code shown while a card is read is not lost for good") {
  Hall hall;
  hall.to_card(hall::kQuery);
  const auto ticket = hall.at<AwaitingCard>().ticket;
  hall.happens(CardSeen{ticket}).happens(CodeScanned{ticket, "YSEID1.abc"});
  hall.at<AwaitingCard>();
  CHECK(asked(hall).scanner);
}

TEST_CASE("one reader's trouble does not hide what another reads") {
  Hall hall;
  hall.to_card(hall::kQuery);
  const auto ticket = hall.at<AwaitingCard>().ticket;
  hall.happens(CardSeen{ticket, Device::IdCardReader}).happens(CardSeen{ticket, kSlot});
  hall.happens(CardUnreadable{ticket, IdentityProblem::Damaged, kSlot});
  CHECK(hall.at<AwaitingCard>().reading == Device::IdCardReader);
  hall.happens(TimerFired{hall.terminal.state_timer});
  CHECK(asked(hall) == Asked{false, true, false});
}

TEST_CASE("a card whose taking nobody can see is called once") {
  Hall hall;
  hall.to_card(hall::kApplication);
  hall.happens(CardRead{hall.at<AwaitingCard>().ticket, hall::holder(), Device::IdCardReader, false});
  hall.press(Verb::Leave).press(Verb::LeaveAnyway);
  CHECK(calls_for_attention(hall));
  hall.happens(TimerFired{hall.terminal.state_timer});
  hall.at<Idle>();
  CHECK_FALSE(hall.terminal.health.card_left_on_reader);
}
