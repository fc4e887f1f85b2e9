#include "kiosk/service/characters.h"

#include <algorithm>
#include <array>

#include "kiosk/base/utf8.h"

namespace bianmin::service {
namespace {

std::size_t length_of(unsigned char lead) {
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  if (lead >= 0xE0) return lead <= 0xEF ? 3 : 1;
  if (lead >= 0xC2) return 2;
  return 1;
}

// U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069 (Unicode UAX #9).
constexpr std::array<std::string_view, 11> kDirectionMarks{"\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d",
                                                           "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"};

}  // namespace

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    std::size_t length = length_of(static_cast<unsigned char>(text.front()));
    if (length > text.size() || !is_utf8(text.substr(0, length))) length = 1;
    found.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return found;
}

std::size_t count_characters(std::string_view text) { return characters(text).size(); }

bool is_plain_text(std::string_view text) {
  if (!is_utf8(text) || has_control(text)) return false;
  return std::ranges::none_of(kDirectionMarks, [text](std::string_view mark) { return text.contains(mark); });
}

}  // namespace bianmin::service
