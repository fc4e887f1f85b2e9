#pragma once
// Document -> dots, at the printer's own resolution: crisp black and white, nothing cut off.
#include <cstdint>
#include <expected>
#include <string_view>
#include <vector>

#include "kiosk/base/bitmap.h"
#include "screens/receipt/document.h"

namespace bianmin::receipt {

enum class LayoutFault {
  TooNarrow,    // fewer than kNarrowest dots
  TooLong,      // longer than kLongest dots
  CodeTooLarge  // a QR code does not fit the width with dots large enough to be read
};

[[nodiscard]] std::string_view to_string(LayoutFault fault);

inline constexpr std::uint32_t kNarrowest = 384;   // 58 mm paper at 203 dpi
inline constexpr std::uint32_t kLongest = 16'000;  // two metres

struct Paper {
  std::uint32_t width = 576;  // dots: 80 mm paper at 203 dpi
  bool large_print = false;
  friend bool operator==(const Paper&, const Paper&) = default;
};

struct LaidOut {
  MonoBitmap bitmap;
  // Characters that no installed font can draw, each once. In the picture the printers' mark for a missing sort (〓)
  // stands for each, so that nobody takes a gap for nothing.
  std::vector<char32_t> missing;
};

// Thread: any, one at a time. Text that is not UTF-8 is set with U+FFFD where it is broken.
[[nodiscard]] std::expected<LaidOut, LayoutFault> lay_out(const Document& document, const Paper& paper);

}  // namespace bianmin::receipt
