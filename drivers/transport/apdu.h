#pragma once
// Commands to a smart card and its answers as bytes: short APDUs of ISO/IEC 7816-4.
#include <cstdint>
#include <optional>

#include "kiosk/base/bytes.h"

namespace bianmin::drivers {

struct CommandApdu {
  std::uint8_t instruction_class = 0;  // CLA
  std::uint8_t instruction = 0;        // INS
  std::uint8_t p1 = 0;
  std::uint8_t p2 = 0;
  Bytes data;                             // at most 255 bytes; empty: no Lc either
  std::optional<std::uint16_t> expected;  // Le, at most 256, "as much as there is"; empty: the command asks for no data
};

[[nodiscard]] Bytes encode(const CommandApdu& command);

struct ResponseApdu {
  Bytes data;
  std::uint16_t status = 0;  // SW1 SW2

  [[nodiscard]] std::uint8_t sw1() const { return static_cast<std::uint8_t>(status >> 8); }
  [[nodiscard]] std::uint8_t sw2() const { return static_cast<std::uint8_t>(status); }
  friend bool operator==(const ResponseApdu&, const ResponseApdu&) = default;
};

inline constexpr std::size_t kLargestResponse = 256 + 2;  // bytes, status word and all

// Empty when the bytes are no short response: too few for a status word, or too many.
[[nodiscard]] std::optional<ResponseApdu> parse_response(ByteView bytes);

}  // namespace bianmin::drivers
