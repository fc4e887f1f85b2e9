#include "kiosk/devices/translate.h"

#include <catch2/catch_test_macros.hpp>
#include <utility>
#include <vector>

#include "tests/drivers/host/every_message.h"

using namespace bianmin;
using namespace bianmin::devices;
using namespace std::chrono;
using flow::Device;

namespace {

// The event that a message of the device becomes, which must be of this kind.
template <typename Event>
Event event(const device::FromDevice& message, Device device = Device::IdCardReader) {
  const auto made = event_of(device, message);
  REQUIRE(made);
  REQUIRE(std::holds_alternative<Event>(*made));
  return std::get<Event>(*made);
}

}  // namespace

TEST_CASE("a device's state is told with its name") {
  for (const auto device : {Device::IdCardReader, Device::CodeScanner, Device::ReceiptPrinter}) {
    CHECK(event<flow::DeviceReady>(device::Ready{"sam-v", "05.03"}, device) ==
          flow::DeviceReady{device, "sam-v", "05.03"});
    CHECK(event<flow::DeviceTroubled>(device::Unready{device::DeviceTrouble::Busy, "held"}, device) ==
          flow::DeviceTroubled{device, flow::DeviceTrouble::Busy, "held"});
  }
}

TEST_CASE("every trouble of a device has its own word") {
  using From = device::DeviceTrouble;
  using To = flow::DeviceTrouble;
  const std::pair<From, To> rows[] = {{From::Missing, To::Missing},
                                      {From::Forbidden, To::Forbidden},
                                      {From::Busy, To::Busy},
                                      {From::Unplugged, To::Unplugged},
                                      {From::NoAnswer, To::NoAnswer},
                                      {From::GarbledAnswer, To::GarbledAnswer},
                                      {From::NotAuthorised, To::NotAuthorised},
                                      {From::HardwareFault, To::HardwareFault}};
  for (const auto& [from, to] : rows) {
    INFO(device::to_string(from));
    CHECK(trouble_of(from) == to);
    CHECK(event<flow::DeviceTroubled>(device::Unready{from, ""}).trouble == to);
  }
}

TEST_CASE("what happens to a card keeps its ticket") {
  CHECK(event<flow::CardSeen>(device::CardSeen{{3}}) == flow::CardSeen{{3}});
  CHECK(event<flow::CardLifted>(device::CardLifted{}) == flow::CardLifted{});
  const auto card = tests::full_card();
  CHECK(event<flow::CardRead>(device::CardRead{{4}, card}) == flow::CardRead{{4}, holder_of(card)});
  using From = device::CardFault;
  using To = flow::IdentityProblem;
  const std::pair<From, To> rows[] = {{From::Removed, To::Removed},
                                      {From::Damaged, To::Damaged},
                                      {From::WrongKind, To::Unreadable},
                                      {From::Garbled, To::Unreadable}};
  for (const auto& [from, to] : rows) {
    INFO(device::to_string(from));
    CHECK(event<flow::CardUnreadable>(device::CardUnreadable{{5}, from}) == flow::CardUnreadable{{5}, to});
  }
}

TEST_CASE("a code keeps its ticket and text, and loses how it was printed") {
  CHECK(event<flow::CodeScanned>(device::CodeScanned{{6}, "qr", "受理号 A-1"}, Device::CodeScanner) ==
        flow::CodeScanned{{6}, "受理号 A-1"});
}

TEST_CASE("each of the printer's lamps is its own") {
  using From = device::PrinterState;
  using To = flow::PrinterSupplies;
  const auto seen = [](const From& state) { return event<flow::SuppliesSeen>(state, Device::ReceiptPrinter).supplies; };
  const std::pair<device::Paper, flow::Paper> papers[] = {{device::Paper::Enough, flow::Paper::Enough},
                                                          {device::Paper::NearEnd, flow::Paper::NearEnd},
                                                          {device::Paper::Out, flow::Paper::Out},
                                                          {device::Paper::Unknown, flow::Paper::Unknown}};
  for (const auto& [from, to] : papers) {
    INFO(device::to_string(from));
    CHECK(seen({.paper = from}) == To{.paper = to});
  }
  const auto enough = device::Paper::Enough;
  CHECK(seen({.paper = enough, .cover_open = true}) == To{.paper = flow::Paper::Enough, .cover_open = true});
  CHECK(seen({.paper = enough, .cutter_fault = true}) == To{.paper = flow::Paper::Enough, .cutter_fault = true});
  CHECK(seen({.paper = enough, .head_hot = true}) == To{.paper = flow::Paper::Enough, .head_hot = true});
  CHECK(seen({.paper = enough, .offline = true}) == To{.paper = flow::Paper::Enough, .offline = true});
  CHECK(seen({.paper = enough, .ticket_in_mouth = true}) == To{.paper = flow::Paper::Enough, .ticket_in_mouth = true});
}

TEST_CASE("how a print ended is told with its ticket and reason") {
  const std::pair<device::PrintOutcome, flow::PrintOutcome> outcomes[] = {
      {device::PrintOutcome::Confirmed, flow::PrintOutcome::Confirmed},
      {device::PrintOutcome::Failed, flow::PrintOutcome::Failed},
      {device::PrintOutcome::Unknown, flow::PrintOutcome::Unknown}};
  for (const auto& [from, to] : outcomes) {
    INFO(device::to_string(from));
    CHECK(event<flow::PrintFinished>(device::PrintFinished{{8}, from, 2, device::PrinterFault::CoverOpen}) ==
          flow::PrintFinished{{8}, to, flow::ReceiptProblem::CoverOpen});
  }
  using From = device::PrinterFault;
  using To = flow::ReceiptProblem;
  const std::pair<From, To> faults[] = {{From::None, To::NotPrinted},     {From::NoPaper, To::NoPaper},
                                        {From::CoverOpen, To::CoverOpen}, {From::CutterJam, To::Jammed},
                                        {From::HeadHot, To::NotPrinted},  {From::Offline, To::NotPrinted},
                                        {From::NoAnswer, To::NotPrinted}, {From::Disconnected, To::PrinterNotReady},
                                        {From::Cancelled, To::NotPrinted}};
  for (const auto& [from, to] : faults) {
    INFO(device::to_string(from));
    CHECK(problem_of(from) == to);
  }
}

TEST_CASE("the flow need not know of heartbeats and progress, and of everything else it must") {
  CHECK_FALSE(event_of(Device::IdCardReader, device::Heartbeat{}));
  CHECK_FALSE(event_of(Device::ReceiptPrinter, device::PrintProgress{{6}}));
  std::size_t told = 0;
  for (const auto& message : tests::every_report()) told += event_of(Device::IdCardReader, message) ? 1U : 0U;
  CHECK(told == tests::every_report().size() - 2);
}

TEST_CASE("a card becomes its holder") {
  const auto card = tests::full_card();
  service::Holder expected;
  expected.document = service::DocumentKind::ForeignPermanent2023;
  expected.name = "莫梅里𠮷";
  expected.english_name = "MERRY MO";
  expected.sex = service::Sex::NotStated;
  expected.birth = 1985y / January / 2;
  expected.address = "广州市";  // where the holder moved to last
  expected.number = "932682198501010017";
  expected.valid_from = 2023y / December / 1;
  expected.valid_until = 2033y / December / 1;
  expected.number_check_ok = false;
  expected.fingerprints = card.fingerprints;
  REQUIRE_FALSE(expected.fingerprints.empty());
  REQUIRE(card.photo);
  expected.photo = service::Photo{card.photo->width, card.photo->height, card.photo->rgb};
  CHECK(holder_of(card) == expected);

  auto settled = card;
  settled.newer_addresses.clear();
  settled.valid_until.reset();
  settled.number_check_right = true;
  expected.address = "北京市朝阳区";
  expected.valid_until = service::WithoutEnd{};
  expected.number_check_ok = true;
  settled.photo.reset();
  expected.photo.reset();
  CHECK(holder_of(settled) == expected);
}

TEST_CASE("a social security card becomes its holder") {
  const auto card = tests::full_social_security_card();
  service::Holder expected;
  expected.document = service::DocumentKind::SocialSecurityCard;
  expected.name = "龚䶮𠮷";
  expected.sex = service::Sex::Female;
  expected.birth = 1985y / March / 12;
  expected.number = "44980119850312001X";
  expected.valid_from = 2018y / April / 20;
  expected.valid_until = 2038y / April / 20;
  expected.number_check_ok = false;
  CHECK(holder_of(card) == expected);
  auto other = card;
  other.valid_until = drivers::WithoutEnd{};
  CHECK(holder_of(other).valid_until == service::Expiry{service::WithoutEnd{}});
  other.valid_until = drivers::NotKnown{};
  CHECK(holder_of(other).valid_until == service::Expiry{service::NotKnown{}});
  const auto slot = Device::SocialSecurityCardReader;
  CHECK(event<flow::CardRead>(device::SocialSecurityCardRead{{3}, card}, slot) ==
        flow::CardRead{{3}, expected, slot, true});
  CHECK(event<flow::CardLifted>(device::CardLifted{}, slot) == flow::CardLifted{slot});
}

TEST_CASE("every kind of card and every sex is its own") {
  const std::pair<drivers::IdCardKind, service::DocumentKind> kinds[] = {
      {drivers::IdCardKind::Citizen, service::DocumentKind::Citizen},
      {drivers::IdCardKind::HmtPermit, service::DocumentKind::HmtPermit},
      {drivers::IdCardKind::ForeignPermanent2017, service::DocumentKind::ForeignPermanent2017},
      {drivers::IdCardKind::ForeignPermanent2023, service::DocumentKind::ForeignPermanent2023}};
  for (const auto& [from, to] : kinds) {
    auto card = tests::full_card();
    card.kind = from;
    CHECK(holder_of(card).document == to);
  }
  const std::pair<drivers::Sex, service::Sex> sexes[] = {{drivers::Sex::Unknown, service::Sex::Unknown},
                                                         {drivers::Sex::Male, service::Sex::Male},
                                                         {drivers::Sex::Female, service::Sex::Female},
                                                         {drivers::Sex::NotStated, service::Sex::NotStated}};
  for (const auto& [from, to] : sexes) {
    auto card = tests::full_card();
    card.sex = from;
    CHECK(holder_of(card).sex == to);
  }
}
