#pragma once
// How bytes reach a device and come back: serial line, TCP, USB, or a script in a test.
#include <chrono>
#include <cstddef>
#include <expected>
#include <string_view>

#include "drivers/transport/presence.h"
#include "kiosk/base/bytes.h"

namespace bianmin::drivers {

enum class TransportFault {
  Missing,    // there is no such device or address
  Forbidden,  // it is there, and this user may not open it
  Busy,       // another program holds it
  Broken,     // it went away or hung up; the object is spent
  Stalled,    // USB: the device refused a transfer, or it was spoilt; what was under way is lost, the object is not
};

[[nodiscard]] std::string_view to_string(TransportFault fault);

// Thread: one, the device process's. After Broken destroy the object and open a new one.
class Transport : public Presence {
 public:
  // Waits at most `limit` for the first bytes, then gives what is there, at most `most`. Empty means nothing came in
  // time, which is no fault.
  [[nodiscard]] virtual std::expected<Bytes, TransportFault> read(std::size_t most,
                                                                  std::chrono::milliseconds limit) = 0;

  // Gives how many bytes the other side took within `limit`; fewer than all means time ran out, and the rest was not
  // sent.
  [[nodiscard]] virtual std::expected<std::size_t, TransportFault> write(ByteView bytes,
                                                                         std::chrono::milliseconds limit) = 0;

  // Throws away what has arrived and was not read.
  virtual void discard_input() = 0;

  // A line that cannot tell is there until a transfer fails.
  [[nodiscard]] std::vector<pollfd> wakes() const override { return {}; }
  [[nodiscard]] bool gone() override { return false; }
};

}  // namespace bianmin::drivers
