#include "kiosk/service/item_code.h"

#include <algorithm>
#include <cstddef>

#include "kiosk/base/check_digits.h"

namespace bianmin::service {
namespace {

constexpr std::size_t kCreditCode = 18;
constexpr std::size_t kItemCode = 31;

}  // namespace

bool is_item_code(std::string_view code) {
  return code.size() == kItemCode && is_gb32100(code.substr(0, kCreditCode)) &&
         std::ranges::all_of(code.substr(kCreditCode), [](char digit) { return digit >= '0' && digit <= '9'; });
}

}  // namespace bianmin::service
