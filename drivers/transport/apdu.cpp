#include "drivers/transport/apdu.h"

#include <cassert>

namespace bianmin::drivers {

Bytes encode(const CommandApdu& command) {
  assert(command.data.size() <= 255 && command.expected.value_or(0) <= 256);
  Bytes bytes{command.instruction_class, command.instruction, command.p1, command.p2};
  if (!command.data.empty()) {
    bytes.push_back(static_cast<std::uint8_t>(command.data.size()));
    bytes.insert(bytes.end(), command.data.begin(), command.data.end());
  }
  // 256 is coded as 00.
  if (command.expected) bytes.push_back(static_cast<std::uint8_t>(*command.expected));
  return bytes;
}

std::optional<ResponseApdu> parse_response(ByteView bytes) {
  if (bytes.size() < 2 || bytes.size() > kLargestResponse) return std::nullopt;
  const auto status = bytes.last(2);
  return ResponseApdu{Bytes{bytes.begin(), bytes.end() - 2}, static_cast<std::uint16_t>(status[0] << 8 | status[1])};
}

}  // namespace bianmin::drivers
