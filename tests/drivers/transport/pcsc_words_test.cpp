#include <PCSC/winscard.h>

#include <catch2/catch_test_macros.hpp>

#include "drivers/transport/pcsc.h"

namespace bianmin::tests {
namespace {

using namespace drivers;

constexpr std::uint32_t counted(std::uint32_t flags, std::uint32_t changes) { return changes << 16 | flags; }

TEST_CASE("a slot's state says whether a card lies there, and how often that has changed") {
  CHECK(slot_state_of(counted(SCARD_STATE_CHANGED | SCARD_STATE_EMPTY, 0)) == SlotState{CardPresence::Absent, 0});
  CHECK(slot_state_of(counted(SCARD_STATE_PRESENT | SCARD_STATE_UNPOWERED, 1)) == SlotState{CardPresence::Present, 1});
  CHECK(slot_state_of(counted(SCARD_STATE_PRESENT | SCARD_STATE_EXCLUSIVE | SCARD_STATE_INUSE, 3)) ==
        SlotState{CardPresence::Present, 3});
  CHECK(slot_state_of(counted(SCARD_STATE_PRESENT | SCARD_STATE_MUTE, 0xFFFF)) ==
        SlotState{CardPresence::Mute, 0xFFFF});
}

TEST_CASE("the counter alone tells that a card went") {
  const SlotState lies{CardPresence::Present, 7};
  CHECK(!card_went(lies, lies));
  CHECK(!card_went(lies, {CardPresence::Mute, 7}));
  CHECK(card_went(lies, {CardPresence::Absent, 8}));
  CHECK(card_went(lies, {CardPresence::Present, 9}));
  CHECK(card_went(lies, {CardPresence::Absent, 7}));  // emptied, and counted in a moment
  // What is older says nothing.
  CHECK(!card_went(lies, {CardPresence::Absent, 6}));
  CHECK(!card_went(lies, {CardPresence::Present, 5}));
  // The counter begins again.
  CHECK(card_went({CardPresence::Present, 0xFFFF}, {CardPresence::Present, 1}));
  CHECK(!card_went({CardPresence::Present, 1}, {CardPresence::Present, 0xFFFF}));
}

TEST_CASE("a reader that was unplugged is no empty reader") {
  CHECK(slot_state_of(SCARD_STATE_CHANGED | SCARD_STATE_UNKNOWN) == std::unexpected{CardLinkFault::NoReader});
  CHECK(slot_state_of(SCARD_STATE_CHANGED | SCARD_STATE_UNAVAILABLE | SCARD_STATE_EMPTY) ==
        std::unexpected{CardLinkFault::NoReader});
}

TEST_CASE("each word of pcscd says whose fault it is") {
  CHECK(card_link_fault_of(SCARD_W_REMOVED_CARD) == CardLinkFault::Removed);
  CHECK(card_link_fault_of(SCARD_W_RESET_CARD) == CardLinkFault::Removed);
  CHECK(card_link_fault_of(SCARD_E_NO_SMARTCARD) == CardLinkFault::Removed);
  CHECK(card_link_fault_of(SCARD_W_UNRESPONSIVE_CARD) == CardLinkFault::Mute);
  CHECK(card_link_fault_of(SCARD_E_NOT_TRANSACTED) == CardLinkFault::Mute);
  CHECK(card_link_fault_of(SCARD_E_SHARING_VIOLATION) == CardLinkFault::InUse);
  CHECK(card_link_fault_of(SCARD_E_READER_UNAVAILABLE) == CardLinkFault::NoReader);
  CHECK(card_link_fault_of(SCARD_E_NO_SERVICE) == CardLinkFault::NoService);
  CHECK(card_link_fault_of(SCARD_E_INVALID_HANDLE) == CardLinkFault::NoService);
  CHECK(card_link_fault_of(SCARD_W_SECURITY_VIOLATION) == CardLinkFault::Forbidden);
}

TEST_CASE("a word that nobody knows asks for a new start, and is never taken for a card's") {
  CHECK(card_link_fault_of(0x1234) == CardLinkFault::NoService);
}

}  // namespace
}  // namespace bianmin::tests
