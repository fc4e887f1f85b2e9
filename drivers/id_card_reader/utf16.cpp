#include "drivers/id_card_reader/utf16.h"

#include <cstddef>
#include <cstdint>

namespace bianmin::drivers {
namespace {

bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

void append(std::string& text, std::uint32_t code_point) {
  const auto put = [&text](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
    return;
  }
  if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
  } else {
    if (code_point < 0x10000) {
      put(0xE0 | code_point >> 12);
    } else {
      put(0xF0 | code_point >> 18);
      put(0x80 | (code_point >> 12 & 0x3F));
    }
    put(0x80 | (code_point >> 6 & 0x3F));
  }
  put(0x80 | (code_point & 0x3F));
}

}  // namespace

std::optional<std::string> utf8_of_utf16le(ByteView bytes) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [bytes](std::size_t i) { return std::uint32_t{bytes[i]} | std::uint32_t{bytes[i + 1]} << 8; };
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    auto code_point = unit(i);
    if (is_high_surrogate(code_point)) {
      if (i + 2 >= bytes.size() || !is_low_surrogate(unit(i + 2))) return std::nullopt;
      code_point = 0x10000 + ((code_point - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
      i += 2;
    } else if (is_low_surrogate(code_point)) {
      return std::nullopt;
    }
    append(text, code_point);
  }
  return text;
}

}  // namespace bianmin::drivers
