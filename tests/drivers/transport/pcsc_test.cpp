// The two threads that talk to pcscd, and who goes first.
#include "drivers/transport/pcsc.h"

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <thread>

#include "tests/drivers/transport/fake_winscard.h"
#include "tests/drivers/transport/scripted_card.h"

namespace bianmin::tests {
namespace {

using namespace drivers;
using namespace std::chrono_literals;

Bytes says_done(ByteView) { return {0x90, 0x00}; }

template <typename Condition>
bool comes_true(Condition condition) {
  const Deadline limit{5s};
  while (!limit.passed()) {
    if (condition()) return true;
    std::this_thread::yield();
  }
  return false;
}

std::unique_ptr<PcscReader> opened(Pcsc& pcsc) {
  auto reader = pcsc.open({}, go_on);
  REQUIRE(reader);
  return std::move(*reader);
}

TEST_CASE("cards that come and go are told, and counted") {
  FakePcscd pcscd;
  Pcsc pcsc;
  const auto reader = opened(pcsc);
  CHECK(reader->name() == "Fake Reader 00 00");
  CHECK(reader->state() == SlotState{CardPresence::Absent, 0});
  pcscd.lay(says_done);
  CHECK(comes_true([&] { return reader->stirred(); }));
  CHECK(reader->state() == SlotState{CardPresence::Present, 1});
  pcscd.remove();
  CHECK(comes_true([&] { return reader->state() == SlotState{CardPresence::Absent, 2}; }));
}

TEST_CASE("a card that is changed before anybody saw the slot empty is another card") {
  FakePcscd pcscd;
  SlotState before;
  SECTION("one that came while pcscd ran") { pcscd.lay(says_done); }
  SECTION("one that lay there when pcscd started") { pcscd.lies_there(says_done); }
  Pcsc pcsc;
  const auto reader = opened(pcsc);
  before = *reader->state();
  pcscd.change(says_done);
  CHECK(comes_true([&] { return card_went(before, *reader->state()); }));
  CHECK(reader->state()->card == CardPresence::Present);
}

TEST_CASE("a card that has power says which one it is") {
  FakePcscd pcscd;
  pcscd.lay(says_done);
  Pcsc pcsc;
  const auto reader = opened(pcsc);
  pcscd.before_power([&] { pcscd.change(says_done); });
  const auto card = reader->connect(go_on);
  REQUIRE(card);
  CHECK(card->slot == SlotState{CardPresence::Present, 3});
  CHECK(card->channel->transmit(hex("00B0"), go_on) == hex("9000"));
  pcscd.change(says_done);
  CHECK(card->channel->transmit(hex("00B0"), go_on) == std::unexpected{CardLinkFault::Removed});
}

TEST_CASE("a mute card is tried again whenever it is asked for") {
  FakePcscd pcscd;
  pcscd.contacts(false);
  pcscd.lay(says_done);
  Pcsc pcsc;
  const auto reader = opened(pcsc);
  CHECK(reader->state()->card == CardPresence::Mute);
  CHECK(reader->connect(go_on).error() == CardLinkFault::Mute);
  pcscd.contacts(true);
  CHECK(reader->connect(go_on).has_value());
}

TEST_CASE("whoever goes first, all is given back") {
  FakePcscd pcscd;
  pcscd.lay(says_done);
  {
    std::optional<Pcsc> pcsc{std::in_place};
    auto reader = opened(*pcsc);
    auto card = reader->connect(go_on);
    REQUIRE(card);
    SECTION("the way to pcscd") { pcsc.reset(); }
    SECTION("the reader") { reader.reset(); }
    SECTION("the way to pcscd, then the reader") {
      pcsc.reset();
      reader.reset();
    }
    CHECK(card->channel->transmit(hex("00B0"), go_on) == hex("9000"));
  }
  CHECK(comes_true([&] { return pcscd.cards() == 0 && pcscd.contexts() == 0; }));
}

TEST_CASE("another card is powered only when the one before has lost its power") {
  FakePcscd pcscd;
  pcscd.lay(says_done);
  Pcsc pcsc;
  const auto reader = opened(pcsc);
  for (int time = 0; time < 20; ++time) CHECK(reader->connect(go_on).has_value());
}

TEST_CASE("a card that is laid while the one before is let go of is seen") {
  FakePcscd pcscd;
  pcscd.lay(says_done);
  Pcsc pcsc;
  const auto reader = opened(pcsc);
  auto card = reader->connect(go_on);
  REQUIRE(card);
  pcscd.change(says_done);
  card->channel.reset();
  CHECK(reader->connect(go_on).has_value());
  CHECK(comes_true([&] { return reader->state() == SlotState{CardPresence::Present, 3}; }));
}

TEST_CASE("everybody goes in the middle of a command, which comes back later") {
  FakePcscd pcscd;
  pcscd.lay(says_done);
  pcscd.hang(true);
  const Deadline limit{5s};
  {
    Pcsc pcsc;
    const auto reader = opened(pcsc);
    auto card = reader->connect(go_on);
    REQUIRE(card);
    CHECK(card->channel->transmit(hex("00B0"), [] { return false; }) == std::unexpected{CardLinkFault::Stopped});
  }
  CHECK(!limit.passed());
  pcscd.hang(false);
  CHECK(comes_true([&] { return pcscd.cards() == 0 && pcscd.contexts() == 0; }));
}

TEST_CASE("a reader is opened again at once, however often") {
  FakePcscd pcscd;
  Pcsc pcsc;
  const Deadline limit{5s};
  for (int time = 0; time < 20; ++time) opened(pcsc);
  // Without being told, each of them would wait for a whole round of its watch.
  CHECK(!limit.passed());
}

}  // namespace
}  // namespace bianmin::tests
