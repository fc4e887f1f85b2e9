#include "kiosk/platform/wire_text.h"

#include <catch2/catch_test_macros.hpp>

namespace bianmin::platform {

using namespace std::chrono_literals;

TEST_CASE("an Idempotency-Key is a quoted string of Structured Fields") {
  CHECK(structured_string("8e03978e-40d5") == "\"8e03978e-40d5\"");
  CHECK(structured_string("a\"b\\c") == R"("a\"b\\c")");
  CHECK(structured_string("") == "\"\"");
  CHECK_FALSE(structured_string("line\nbreak"));
  CHECK_FALSE(structured_string("满"));
}

TEST_CASE("Content-Digest is written as RFC 9530 shows it") {
  std::array<std::uint8_t, 32> zero{};
  CHECK(content_digest(zero) == "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:");
  // The SHA-256 of nothing.
  const std::array<std::uint8_t, 32> empty{0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4,
                                           0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b,
                                           0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55};
  CHECK(content_digest(empty) == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
}

TEST_CASE("what goes into a path cannot leave its segment") {
  CHECK(path_segment("f7d33db0-2809") == "f7d33db0-2809");
  CHECK(path_segment("a/../b?c#d e%") == "a%2F..%2Fb%3Fc%23d%20e%25");
  CHECK(path_segment("..") == "%2E%2E");
  CHECK(path_segment("满") == "%E6%BB%A1");
  CHECK(is_path("/services/x?name=a%20b"));
  CHECK_FALSE(is_path("services"));
  CHECK_FALSE(is_path("/a b"));
  CHECK_FALSE(is_path("/a\r\nHost: elsewhere"));
  CHECK_FALSE(is_path("/a#b"));
}

TEST_CASE("a header's value has no line break and an end") {
  CHECK(is_header_value("\"abc\""));
  CHECK_FALSE(is_header_value("a\r\nb"));
  CHECK_FALSE(is_header_value(std::string(257, 'a')));
}

TEST_CASE("Retry-After comes as seconds or as a date, and never as more than a day") {
  constexpr std::string_view now = "Sat, 01 Mar 2025 10:00:00 GMT";
  CHECK(retry_after("7", now) == 7s);
  CHECK(retry_after("0", "") == 0s);
  CHECK(retry_after("99999999", now) == 24h);
  CHECK(retry_after("99999999999999999999999999", now) == 24h);
  CHECK(retry_after("Sat, 01 Mar 2025 10:02:00 GMT", now) == 120s);
  CHECK(retry_after("Sat, 01 Mar 2025 09:00:00 GMT", now) == 0s);
  CHECK_FALSE(retry_after("Sat, 01 Mar 2025 10:02:00 GMT", ""));
  CHECK_FALSE(retry_after("-5", now));
  CHECK_FALSE(retry_after("soon", now));
  CHECK_FALSE(retry_after("", now));
}

TEST_CASE("somebody else's words lose what would deceive or never end") {
  CHECK(shown("请检查 address.", 100) == "请检查 address.");
  CHECK(shown("a\x1b[31m\nb\tc\x7f", 100) == "a[31mbc");
  CHECK(shown("a\u0085b\u202Ec\u2066d\u200Fe\u2028f", 100) == "abcdef");
  CHECK(shown("满满满", 7) == "满满");
  CHECK(shown("\U0001F600x", 3).empty());
  CHECK(shown("", 5).empty());
}

}  // namespace bianmin::platform
