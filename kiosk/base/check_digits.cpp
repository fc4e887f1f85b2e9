#include "kiosk/base/check_digits.h"

#include <array>
#include <cstddef>

namespace bianmin {
namespace {

constexpr std::size_t kWeighted = 17;
constexpr std::array<unsigned, kWeighted> kGb11643Weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::string_view kGb11643Checks = "10X98765432";
constexpr std::string_view kGb32100Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

using Check = std::optional<char> (*)(std::string_view);

bool ends_with_its_check(std::string_view number, Check check) {
  return number.size() == kWeighted + 1 && check(number.substr(0, kWeighted)) == number.back();
}

}  // namespace

std::optional<char> gb11643_check(std::string_view first17) {
  if (first17.size() != kWeighted) return std::nullopt;
  unsigned sum = 0;
  for (std::size_t i = 0; i < kWeighted; ++i) {
    if (first17[i] < '0' || first17[i] > '9') return std::nullopt;
    sum += kGb11643Weights[i] * static_cast<unsigned>(first17[i] - '0');
  }
  return kGb11643Checks[sum % kGb11643Checks.size()];
}

bool is_gb11643(std::string_view number) { return ends_with_its_check(number, gb11643_check); }

bool looks_like_gb11643(std::string_view number) {
  return number.size() == kWeighted + 1 && gb11643_check(number.substr(0, kWeighted)) &&
         kGb11643Checks.contains(number.back());
}

std::optional<char> gb32100_check(std::string_view first17) {
  if (first17.size() != kWeighted) return std::nullopt;
  std::size_t sum = 0;
  std::size_t weight = 1;
  for (const char character : first17) {
    const auto value = kGb32100Alphabet.find(character);
    if (value == std::string_view::npos) return std::nullopt;
    sum += value * weight;
    weight = weight * 3 % kGb32100Alphabet.size();
  }
  return kGb32100Alphabet[(kGb32100Alphabet.size() - sum % kGb32100Alphabet.size()) % kGb32100Alphabet.size()];
}

bool is_gb32100(std::string_view code) { return ends_with_its_check(code, gb32100_check); }

}  // namespace bianmin
