#include "kiosk/service/item_code.h"

#include <algorithm>
#include <cstddef>

namespace bianmin::service {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // GB 32100: no I, O, S, V, Z
constexpr std::size_t kCreditCode = 18;
constexpr std::size_t kItemCode = 31;

// GB 32100: weights 3^i mod 31, check (31 - sum mod 31) mod 31.
bool is_credit_code(std::string_view code) {
  std::size_t sum = 0;
  std::size_t weight = 1;
  for (const char letter : code.substr(0, kCreditCode - 1)) {
    const std::size_t value = kAlphabet.find(letter);
    if (value == std::string_view::npos) return false;
    sum += value * weight;
    weight = weight * 3 % 31;
  }
  return kAlphabet.find(code.back()) == (31 - sum % 31) % 31;
}

}  // namespace

bool is_item_code(std::string_view code) {
  return code.size() == kItemCode && is_credit_code(code.substr(0, kCreditCode)) &&
         std::ranges::all_of(code.substr(kCreditCode), [](char digit) { return digit >= '0' && digit <= '9'; });
}

}  // namespace bianmin::service
