#pragma once
// One-bit pictures: what a receipt printer prints.
#include <cstddef>
#include <cstdint>

#include "kiosk/base/bytes.h"

namespace bianmin {

// Rows of packed bits, the most significant bit leftmost, 1 = black; each row begins on a byte (stride() bytes).
struct MonoBitmap {
  std::uint32_t width = 0;   // dots
  std::uint32_t height = 0;  // dots
  Bytes bits;                // stride() * height bytes

  [[nodiscard]] std::size_t stride() const { return (width + 7U) / 8U; }
  [[nodiscard]] bool black(std::uint32_t x, std::uint32_t y) const {
    return ((static_cast<unsigned>(bits[y * stride() + x / 8U]) >> (7U - x % 8U)) & 1U) != 0;
  }
  friend bool operator==(const MonoBitmap&, const MonoBitmap&) = default;
};

}  // namespace bianmin
