#include "kiosk/runner/fresh.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <random>

namespace bianmin::runner {
namespace {

// The system's own source every time: a generator's state in memory would tell later keys.
std::uint32_t random_word() {
  std::random_device source;
  return source();
}

std::tm local(std::chrono::system_clock::time_point now) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm parts{};
  localtime_r(&seconds, &parts);
  return parts;
}

std::string put(const std::tm& parts, const char* format) {
  std::array<char, 64> text{};
  const auto length = std::strftime(text.data(), text.size(), format, &parts);
  return {text.data(), length};
}

}  // namespace

SubmissionKey fresh_key() {
  std::array<char, 37> text{};
  const auto a = random_word();
  const auto b = random_word();
  const auto c = random_word();
  const auto d = random_word();
  std::snprintf(text.data(), text.size(), "%08x-%04x-4%03x-%04x-%04x%08x", a, b >> 16U, b & 0x0fffU,
                ((c >> 16U) & 0x3fffU) | 0x8000U, c & 0xffffU, d);
  return {std::string{text.data()}};
}

std::string fresh_local_number(const flow::Clock& clock) {
  constexpr std::string_view kLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";  // no 0 O 1 I L U
  std::array<char, 40> date{};  // GCC counts the digits that any int could have
  std::snprintf(date.data(), date.size(), "%02d%02d%02d", clock.year % 100, clock.month % 100, clock.day % 100);
  std::string number{date.data()};
  number += '-';
  for (int place = 0; place < 5; ++place) number += kLetters[random_word() % kLetters.size()];
  return number;
}

double chance() { return static_cast<double>(random_word()) / 4294967296.0; }

flow::Clock local_clock(std::chrono::system_clock::time_point now) {
  const auto parts = local(now);
  return {parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min};
}

std::string rfc3339(std::chrono::system_clock::time_point now) {
  auto text = put(local(now), "%Y-%m-%dT%H:%M:%S%z");
  if (text.size() > 2) text.insert(text.size() - 2, 1, ':');
  return text;
}

std::string shown_time(std::chrono::system_clock::time_point now) { return put(local(now), "%Y-%m-%d %H:%M"); }

}  // namespace bianmin::runner
