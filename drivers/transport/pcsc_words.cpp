// What pcscd says, in our words: pure.
#include <PCSC/winscard.h>

#include "drivers/transport/pcsc.h"

namespace bianmin::drivers {
namespace {

struct Row {
  long code;
  CardLinkFault fault;
};

// clang-format off
constexpr Row kRows[] = {
    {SCARD_W_REMOVED_CARD,          CardLinkFault::Removed},
    {SCARD_W_RESET_CARD,            CardLinkFault::Removed},    // lifted and laid again between two commands
    {SCARD_E_NO_SMARTCARD,          CardLinkFault::Removed},
    {SCARD_W_UNRESPONSIVE_CARD,     CardLinkFault::Mute},
    {SCARD_W_UNPOWERED_CARD,        CardLinkFault::Mute},
    {SCARD_W_UNSUPPORTED_CARD,      CardLinkFault::Mute},
    {SCARD_E_CARD_UNSUPPORTED,      CardLinkFault::Mute},
    {SCARD_E_PROTO_MISMATCH,        CardLinkFault::Mute},
    {SCARD_E_NOT_TRANSACTED,        CardLinkFault::Mute},       // drivers also say so of a card just taken away
    {SCARD_E_COMM_DATA_LOST,        CardLinkFault::Mute},
    {SCARD_E_INSUFFICIENT_BUFFER,   CardLinkFault::Mute},       // longer than any short response
    {SCARD_E_SHARING_VIOLATION,     CardLinkFault::InUse},
    {SCARD_E_UNKNOWN_READER,        CardLinkFault::NoReader},
    {SCARD_E_READER_UNAVAILABLE,    CardLinkFault::NoReader},
    {SCARD_E_NO_READERS_AVAILABLE,  CardLinkFault::NoReader},
    {SCARD_E_NO_SERVICE,            CardLinkFault::NoService},
    {SCARD_E_SERVICE_STOPPED,       CardLinkFault::NoService},
    {SCARD_F_COMM_ERROR,            CardLinkFault::NoService},  // the line to pcscd broke
    {SCARD_E_INVALID_HANDLE,        CardLinkFault::NoService},  // a new pcscd, which knows nothing of ours
    {SCARD_W_SECURITY_VIOLATION,    CardLinkFault::Forbidden},  // polkit's answer
    {SCARD_E_NO_ACCESS,             CardLinkFault::Forbidden},
};
// clang-format on

}  // namespace

CardLinkFault card_link_fault_of(long return_code) {
  for (const auto& row : kRows) {
    if (row.code == return_code) return row.fault;
  }
  // Whatever else pcscd may say, it is no use to us: a new start is.
  return CardLinkFault::NoService;
}

bool card_went(const SlotState& then, const SlotState& now) {
  // The counter goes round: the shorter way is the one it took.
  const auto steps = static_cast<std::int16_t>(static_cast<std::uint16_t>(now.changes - then.changes));
  // pcscd empties the slot a moment before it counts.
  return steps > 0 || (steps == 0 && now.card == CardPresence::Absent);
}

std::expected<SlotState, CardLinkFault> slot_state_of(std::uint32_t event_state) {
  if ((event_state & (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE | SCARD_STATE_IGNORE)) != 0) {
    return std::unexpected{CardLinkFault::NoReader};
  }
  SlotState state{CardPresence::Absent, static_cast<std::uint16_t>(event_state >> 16)};
  if ((event_state & SCARD_STATE_PRESENT) != 0) {
    state.card = (event_state & SCARD_STATE_MUTE) != 0 ? CardPresence::Mute : CardPresence::Present;
  }
  return state;
}

}  // namespace bianmin::drivers
