// The card as incidents: pulled away, damaged, not to be taken.
#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/flow/visitor.h"

using namespace bianmin;
using namespace bianmin::flow;
using namespace std::chrono_literals;

TEST_CASE("the reader's process dies while a card is awaited, and the card is read after it is back") {
  Hall hall;
  hall.to_card(hall::kApplication);
  const auto first = hall.at<AwaitingCard>().ticket;
  hall.happens(CardSeen{first});
  hall.happens(DeviceTroubled{Device::IdCardReader, DeviceTrouble::ProcessDied, ""});
  CHECK_FALSE(hall.at<AwaitingCard>().reading);
  hall.happens(DeviceReady{Device::IdCardReader, "", ""});
  CHECK(hall.ordered<StartReading>().ticket == first);
  hall.happens(CardRead{Ticket{first.value - 1}, hall::holder()});
  hall.at<AwaitingCard>();
  hall.happens(CardRead{first, hall::holder()});
  hall.at<ConfirmingIdentity>();
}

TEST_CASE("a card pulled away too soon is looked for again at once") {
  Hall hall;
  hall.to_card(hall::kApplication);
  hall.happens(CardUnreadable{hall.at<AwaitingCard>().ticket, IdentityProblem::Removed});
  CHECK(hall.at<AwaitingCard>().problem == IdentityProblem::Removed);
  hall.happens(CardRead{hall.ordered<StartReading>().ticket, hall::holder()});
  hall.at<ConfirmingIdentity>();
}

TEST_CASE("a damaged card is tried again when it was lifted, or after a moment, and sounds only once") {
  Hall hall;
  hall.to_card(hall::kApplication);
  hall.happens(CardUnreadable{hall.at<AwaitingCard>().ticket, IdentityProblem::Damaged});
  CHECK(hall.ordered<PlaySound>().sound == Sound::Attention);
  CHECK(hall.not_ordered<StartReading>());
  Hall lifted = hall;
  lifted.happens(CardLifted{});
  lifted.ordered<StartReading>();
  hall.happens(TimerFired{hall.terminal.state_timer});
  const auto again = hall.ordered<StartReading>().ticket;
  hall.happens(CardSeen{again}).happens(CardUnreadable{again, IdentityProblem::Damaged});
  CHECK(hall.not_ordered<PlaySound>());
}

TEST_CASE("a damaged card that is forgotten on the reader keeps no visit open") {
  Hall hall;
  hall.to_card(hall::kApplication);
  hall.happens(CardSeen{hall.at<AwaitingCard>().ticket});
  CHECK(hall.at<AwaitingCard>().reading);
  const auto patience = hall.terminal.idle_timer;
  hall.happens(CardUnreadable{hall.at<AwaitingCard>().ticket, IdentityProblem::Damaged});
  for (int tries = 0; tries < 3; ++tries) {
    hall.happens(TimerFired{hall.terminal.state_timer});
    hall.happens(CardSeen{hall.at<AwaitingCard>().ticket});
    CHECK_FALSE(hall.at<AwaitingCard>().reading);  // what is wrong stays on the screen
    hall.happens(CardUnreadable{hall.at<AwaitingCard>().ticket, IdentityProblem::Damaged});
  }
  CHECK(hall.terminal.idle_timer == patience);
  // Another card is somebody's doing.
  hall.happens(CardLifted{}).happens(CardSeen{hall.at<AwaitingCard>().ticket});
  CHECK(hall.at<AwaitingCard>().reading);
  CHECK(hall.terminal.idle_timer != patience);
}

TEST_CASE("cards that cannot be taken say why") {
  Hall hall;
  hall.to_card(hall::kApplication);
  const auto refused = [&hall](const service::Holder& holder) {
    Hall other = hall;
    other.happens(CardRead{other.at<AwaitingCard>().ticket, holder});
    CHECK_FALSE(other.at<CardRefused>().visit.holder.has_value());
    return other.at<CardRefused>().reason;
  };
  auto holder = hall::holder();
  holder.valid_until = 2026y / 11 / 21;
  CHECK(refused(holder) == CardRefusal::Expired);
  holder = hall::holder();
  holder.valid_from = 2026y / 11 / 23;
  CHECK(refused(holder) == CardRefusal::NotYetValid);
  holder = hall::holder();
  holder.number_check_ok = false;
  CHECK(refused(holder) == CardRefusal::BadNumber);
  holder = hall::holder();
  holder.document = service::DocumentKind::HmtPermit;
  CHECK(refused(holder) == CardRefusal::WrongDocument);
  holder = hall::holder();
  holder.valid_until = 2026y / 11 / 22;  // the last day counts
  hall.happens(CardRead{hall.at<AwaitingCard>().ticket, holder});
  hall.at<ConfirmingIdentity>();
}

TEST_CASE("a card that does not say how long it is valid is taken, and stays what it is for the platform to judge") {
  Hall hall;
  hall.to_card(hall::kQuery);
  auto holder = hall::holder();
  holder.document = service::DocumentKind::SocialSecurityCard;
  holder.valid_until = service::NotKnown{};
  hall.happens(CardRead{hall.at<AwaitingCard>().ticket, holder, Device::SocialSecurityCardReader, true});
  CHECK(hall.at<ConfirmingIdentity>().visit.holder->valid_until == service::Expiry{service::NotKnown{}});
}
