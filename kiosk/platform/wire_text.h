#pragma once
// Texts that go into requests and come out of replies. Pure. Internal to the client.
#include <array>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/bytes.h"

namespace bianmin::platform {

// A Structured Fields string, quotes included (RFC 8941, 3.3.3). Empty when a character is not printable ASCII.
[[nodiscard]] std::optional<std::string> structured_string(std::string_view text);

// Content-Digest's value (RFC 9530): sha-256=:<base64>:
[[nodiscard]] std::string content_digest(const std::array<std::uint8_t, 32>& digest);

// Percent-encoded as one segment of a path (RFC 3986, 2.3).
[[nodiscard]] std::string path_segment(std::string_view text);

// Whether it can follow the address: begins with a slash and has only a URI's characters.
[[nodiscard]] bool is_path(std::string_view text);
// Whether it can be a header's value: printable ASCII, not too long.
[[nodiscard]] bool is_header_value(std::string_view text);

// Retry-After: seconds, or a date seen from `date`, the reply's own Date. Empty when it is neither; at most a day.
[[nodiscard]] std::optional<std::chrono::seconds> retry_after(std::string_view value, std::string_view date);

// An HTTP date in seconds since 1970. Empty when it is none.
[[nodiscard]] std::optional<std::time_t> http_date(std::string_view value);

// Somebody else's words, fit to be shown: valid UTF-8 given, control characters and direction overrides are taken out,
// and it ends after `cap` bytes at a whole character.
[[nodiscard]] std::string shown(std::string_view text, std::size_t cap);

}  // namespace bianmin::platform
