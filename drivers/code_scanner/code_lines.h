#pragma once
// Assembles what a serial scanner sends into codes. Pure.
//
// A scanner passes on whatever stands in a code, and anybody may hold one up: so a line that is too long, holds a C0
// control or is not UTF-8 is refused whole, never mended.
#include <cstddef>
#include <optional>
#include <string>

#include "kiosk/base/bytes.h"

namespace bianmin::drivers {

class CodeLines {
 public:
  // A QR code holds at most 2,953 bytes; longer ones are digits only, which no service here uses.
  static constexpr std::size_t kLongestLine = 4096;

  void feed(ByteView bytes);
  // The next good text; empty when more bytes must come first. A line ends with CR, LF or both.
  [[nodiscard]] std::optional<std::string> next();
  void reset();

  // Lines thrown away since the start.
  [[nodiscard]] std::size_t refused() const { return refused_; }

 private:
  std::string pending_;
  std::size_t line_length_ = 0;  // of the line still open
  bool overlong_ = false;        // what comes until the next line end belongs to a line already refused
  std::size_t refused_ = 0;
};

}  // namespace bianmin::drivers
