#pragma once
// The technician's PIN, kept as a salted hash: "pbkdf2-sha256$<rounds>$<salt, hex>$<hash, hex>" (RFC 8018).
#include <string>
#include <string_view>

#include "kiosk/base/bytes.h"

namespace bianmin::settings {

inline constexpr int kLeastPinRounds = 100'000;
inline constexpr int kPinRounds = 200'000;  // some tenths of a second on a terminal's processor

[[nodiscard]] bool is_pin_hash(std::string_view text);
// False for every PIN when `pin_hash` is empty or no hash.
[[nodiscard]] bool pin_matches(std::string_view pin_hash, std::string_view pin);
// `salt`: 16 random bytes.
[[nodiscard]] std::string make_pin_hash(std::string_view pin, ByteView salt, int rounds = kPinRounds);

}  // namespace bianmin::settings
