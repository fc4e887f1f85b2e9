#pragma once
// Byte strings: what devices, files and the network give and take.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bianmin {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

[[nodiscard]] inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline Bytes to_bytes(std::string_view text) { return {text.begin(), text.end()}; }
[[nodiscard]] inline std::string to_string(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

// Lower-case hexadecimal, two characters a byte.
[[nodiscard]] std::string to_hex(ByteView bytes);

}  // namespace bianmin
