#include "kiosk/platform/wire_text.h"

#include <curl/curl.h>
#include <openssl/evp.h>

#include <algorithm>
#include <charconv>

namespace bianmin::platform {
namespace {

constexpr std::size_t kHeaderValueCap = 256;
constexpr std::chrono::seconds kLongestRetryAfter = std::chrono::hours{24};

bool is_printable(char letter) { return letter >= 0x20 && letter <= 0x7e; }

bool is_unreserved(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         letter == '-' || letter == '.' || letter == '_' || letter == '~';
}

std::size_t length_of_character(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0x80U) return 1;
  if (byte < 0xe0U) return 2;
  return byte < 0xf0U ? 3 : 4;
}

// C0 and C1 controls, and the characters that turn the direction of what follows (Unicode TR 9, 2).
bool is_shown(std::string_view character) {
  if (character.size() == 1) return is_printable(character[0]);
  if (character.size() == 2) return character < "\xc2\x80" || character > "\xc2\x9f";
  const bool overrides = character >= "\xe2\x80\xaa" && character <= "\xe2\x80\xae";
  const bool isolates = character >= "\xe2\x81\xa6" && character <= "\xe2\x81\xa9";
  const bool marks = character == "\xe2\x80\x8e" || character == "\xe2\x80\x8f";
  const bool separators = character == "\xe2\x80\xa8" || character == "\xe2\x80\xa9";
  return !overrides && !isolates && !marks && !separators;
}

}  // namespace

std::optional<std::string> structured_string(std::string_view text) {
  std::string value = "\"";
  for (const char letter : text) {
    if (!is_printable(letter)) return std::nullopt;
    if (letter == '"' || letter == '\\') value += '\\';
    value += letter;
  }
  return value + '"';
}

std::string content_digest(const std::array<std::uint8_t, 32>& digest) {
  // 32 bytes are 44 characters, and EVP_EncodeBlock ends them with a zero.
  std::array<unsigned char, 45> base64{};
  const int size = EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(digest.size()));
  return "sha-256=:" + std::string(base64.begin(), base64.begin() + size) + ":";
}

std::string path_segment(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  // A segment of dots alone would walk up the path.
  const bool dots = text == "." || text == "..";
  std::string segment;
  for (const char letter : text) {
    if (is_unreserved(letter) && !dots) {
      segment += letter;
      continue;
    }
    const auto byte = static_cast<unsigned char>(letter);
    segment += '%';
    segment += kDigits[byte >> 4U];
    segment += kDigits[byte & 0xfU];
  }
  return segment;
}

bool is_path(std::string_view text) {
  constexpr std::string_view kAlso = "/?&=%:@!$'()*+,;";
  return text.starts_with('/') && std::ranges::all_of(text, [&](char letter) {
           return is_unreserved(letter) || kAlso.find(letter) != std::string_view::npos;
         });
}

bool is_header_value(std::string_view text) {
  return text.size() <= kHeaderValueCap && std::ranges::all_of(text, is_printable);
}

std::optional<std::chrono::seconds> retry_after(std::string_view value, std::string_view date) {
  std::uint64_t seconds = 0;
  const char* const end = value.data() + value.size();
  const auto parsed = std::from_chars(value.data(), end, seconds);
  if (!value.empty() && parsed.ptr == end) {
    const bool endless = parsed.ec != std::errc{} || seconds > static_cast<std::uint64_t>(kLongestRetryAfter.count());
    return endless ? kLongestRetryAfter : std::chrono::seconds{static_cast<std::int64_t>(seconds)};
  }
  const auto then = http_date(value);
  const auto now = http_date(date);
  if (!then || !now) return std::nullopt;
  return std::clamp(std::chrono::seconds{*then - *now}, std::chrono::seconds{0}, kLongestRetryAfter);
}

std::optional<std::time_t> http_date(std::string_view value) {
  if (value.empty() || value.size() > kHeaderValueCap) return std::nullopt;
  const std::time_t time = curl_getdate(std::string{value}.c_str(), nullptr);
  if (time < 0) return std::nullopt;
  return time;
}

std::string shown(std::string_view text, std::size_t cap) {
  std::string kept;
  while (!text.empty()) {
    const std::string_view character = text.substr(0, length_of_character(text.front()));
    text.remove_prefix(character.size());
    if (!is_shown(character)) continue;
    if (kept.size() + character.size() > cap) break;
    kept += character;
  }
  return kept;
}

}  // namespace bianmin::platform
