// What a code scanner sends: no line may be longer than the cap, hold a control, or be other than UTF-8.
#include "drivers/code_scanner/code_lines.h"

#include <cstdlib>

#include "kiosk/base/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  bianmin::drivers::CodeLines lines;
  const std::size_t half = size / 2;
  for (const auto piece : {bianmin::ByteView{data, half}, bianmin::ByteView{data + half, size - half}}) {
    lines.feed(piece);
    while (const auto line = lines.next()) {
      if (line->empty() || line->size() > bianmin::drivers::CodeLines::kLongestLine) std::abort();
      if (!bianmin::is_utf8(*line) || bianmin::has_control(*line)) std::abort();
    }
  }
  return 0;
}
