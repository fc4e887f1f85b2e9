#pragma once
// How APDUs reach a smart card: PC/SC, or a script in a test.
#include <expected>
#include <string_view>

#include "drivers/transport/apdu.h"
#include "drivers/transport/keep_going.h"

namespace bianmin::drivers {

enum class CardLinkFault {
  Removed,    // the card was taken away; also when another lies there already
  Mute,       // the card does not answer, or what it says is no answer
  InUse,      // another program holds the card
  NoReader,   // there is none, or it was unplugged
  NoService,  // pcscd does not run, or ended
  Forbidden,  // pcscd does not admit this user
  NoAnswer,   // pcscd or the reader's driver said nothing within the limit
  Stopped,    // the caller's KeepGoing said so
};

[[nodiscard]] std::string_view to_string(CardLinkFault fault);

// A card that is powered and listens. Thread: one, the device process's. After a fault it is spent: connect anew.
class CardChannel {
 public:
  virtual ~CardChannel() = default;

  // One command and its answer, as they are on the wire. Waits as long as the implementation's limit.
  [[nodiscard]] virtual std::expected<Bytes, CardLinkFault> transmit(ByteView command, const KeepGoing& keep_going) = 0;
};

// The whole answer: asks again with the length the card wants (SW 6Cxx), and fetches what it keeps ready (SW 61xx, GET
// RESPONSE). A card that goes on so for longer than any answer can be is Mute.
[[nodiscard]] std::expected<ResponseApdu, CardLinkFault> exchange(CardChannel& card, CommandApdu command,
                                                                  const KeepGoing& keep_going);

}  // namespace bianmin::drivers
