#include "drivers/id_card_reader/date.h"

#include <algorithm>
#include <cstdio>

namespace bianmin::drivers {
namespace {

unsigned number(std::string_view digits) {
  unsigned value = 0;
  for (const char digit : digits) value = value * 10 + static_cast<unsigned>(digit - '0');
  return value;
}

}  // namespace

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 8 || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  return from(static_cast<int>(number(text.substr(0, 4))), number(text.substr(4, 2)), number(text.substr(6, 2)));
}

std::string Date::compact() const {
  char text[16];
  const int length = std::snprintf(text, sizeof text, "%04d%02u%02u", year(), month(), day());
  return {text, static_cast<std::size_t>(length)};
}

std::string Date::iso() const {
  char text[16];
  const int length = std::snprintf(text, sizeof text, "%04d-%02u-%02u", year(), month(), day());
  return {text, static_cast<std::size_t>(length)};
}

}  // namespace bianmin::drivers
