#include "kiosk/service/masking.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "kiosk/base/utf8.h"
#include "kiosk/service/characters.h"

namespace bianmin::service {
namespace {

constexpr std::size_t kKeptOfNumber = 4;       // at each end
constexpr std::size_t kLongEnoughNumber = 12;  // shorter ones keep a quarter at each end
constexpr std::size_t kAddressHead = 6;        // kept where no district is named
constexpr std::size_t kAddressSearch = 15;     // a district is named this early
constexpr std::array<std::string_view, 7> kDivisions{"省", "市", "区", "县", "州", "旗", "盟"};

// Keeps `head` and `tail` characters and turns the rest into stars, one each; broken bytes are stars always.
std::string mask_middle(std::string_view text, std::size_t head, std::size_t tail) {
  const auto pieces = characters(text);
  std::string masked;
  for (std::size_t index = 0; index < pieces.size(); ++index) {
    const bool kept = index < head || index + tail >= pieces.size();
    masked += kept && is_utf8(pieces[index]) ? pieces[index] : "*";
  }
  return masked;
}

bool is_latin(std::string_view name) {
  return std::ranges::all_of(name, [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

}  // namespace

std::string mask_number(std::string_view number) {
  const std::size_t length = count_characters(number);
  const std::size_t kept = length >= kLongEnoughNumber ? kKeptOfNumber : length / 4;
  return mask_middle(number, kept, kept);
}

std::string mask_name(std::string_view name) {
  if (is_latin(name)) {
    std::string masked;
    bool begins_word = true;
    for (const char letter : name) {
      masked += letter == ' ' || begins_word ? letter : '*';
      begins_word = letter == ' ';
    }
    return masked;
  }
  const std::size_t length = count_characters(name);
  if (length == 1) return "*";
  return mask_middle(name, 1, length == 2 ? 0 : 1);
}

std::string mask_phone(std::string_view phone) {
  if (count_characters(phone) < 11) return mask_number(phone);
  return mask_middle(phone, 3, 4);
}

std::string mask_address(std::string_view address) {
  const auto pieces = characters(address);
  if (pieces.empty()) return {};
  std::size_t kept = std::min(kAddressHead, pieces.size() / 3);
  for (std::size_t index = 0; index < std::min(pieces.size(), kAddressSearch); ++index) {
    if (std::ranges::find(kDivisions, pieces[index]) != kDivisions.end()) kept = index + 1;
  }
  if (kept == pieces.size()) kept = pieces.size() / 2;
  std::string masked;
  for (std::size_t index = 0; index < kept; ++index) masked += is_utf8(pieces[index]) ? pieces[index] : "*";
  // A fixed number of stars: the length of an address tells something too.
  return masked + "******";
}

std::string mask_text(std::string_view text) { return mask_middle(text, count_characters(text) > 1 ? 1 : 0, 0); }

}  // namespace bianmin::service
