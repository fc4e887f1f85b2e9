#pragma once
// QR codes as modules.
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace bianmin::receipt {

struct QrCode {
  std::size_t side = 0;     // modules, without the quiet zone
  std::vector<bool> black;  // side * side, row by row
};

inline constexpr int kQuietModules = 4;  // ISO/IEC 18004

// Error correction M, 8-bit mode. Empty when the text is longer than any QR code holds, or is empty.
[[nodiscard]] std::optional<QrCode> encode_qr(const std::string& text);

}  // namespace bianmin::receipt
