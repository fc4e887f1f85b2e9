#include "kiosk/base/utf8.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace bianmin {
namespace {

// Length of the sequence, and the range that RFC 3629 allows for its second byte.
struct Lead {
  std::uint8_t first, last;
  std::size_t length;
  std::uint8_t second_from, second_to;
};

constexpr Lead kLeads[] = {
    {0x00, 0x7F, 1, 0x00, 0x00}, {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF},  // shorter forms begin lower
    {0xE1, 0xEC, 3, 0x80, 0xBF}, {0xED, 0xED, 3, 0x80, 0x9F},                               // surrogates begin at A0
    {0xEE, 0xEF, 3, 0x80, 0xBF}, {0xF0, 0xF0, 4, 0x90, 0xBF}, {0xF1, 0xF3, 4, 0x80, 0xBF},
    {0xF4, 0xF4, 4, 0x80, 0x8F},  // U+10FFFF is the last
};

}  // namespace

bool is_utf8(std::string_view text) {
  const auto at = [text](std::size_t index) { return static_cast<std::uint8_t>(text[index]); };
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = std::ranges::find_if(
        kLeads, [byte = at(i)](const Lead& candidate) { return byte >= candidate.first && byte <= candidate.last; });
    if (lead == std::end(kLeads) || text.size() - i < lead->length) return false;
    for (std::size_t k = 1; k < lead->length; ++k) {
      const auto from = k == 1 ? lead->second_from : std::uint8_t{0x80};
      const auto to = k == 1 ? lead->second_to : std::uint8_t{0xBF};
      if (at(i + k) < from || at(i + k) > to) return false;
    }
    i += lead->length;
  }
  return true;
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<std::uint8_t>(c) < 0x20 || c == 0x7F; });
}

}  // namespace bianmin
