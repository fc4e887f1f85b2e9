#include "kiosk/settings/pin.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <charconv>
#include <optional>
#include <stdexcept>

namespace bianmin::settings {
namespace {

constexpr std::string_view kScheme = "pbkdf2-sha256$";
constexpr int kMostRounds = 10'000'000;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;

struct Parts {
  int rounds = 0;
  Bytes salt;
  Bytes hash;
};

std::optional<Bytes> from_hex(std::string_view text, std::size_t count) {
  if (text.size() != count * 2) return std::nullopt;
  Bytes bytes;
  for (std::size_t at = 0; at < text.size(); at += 2) {
    std::uint8_t value = 0;
    const auto [end, fault] = std::from_chars(text.data() + at, text.data() + at + 2, value, 16);
    if (fault != std::errc{} || end != text.data() + at + 2) return std::nullopt;
    bytes.push_back(value);
  }
  return bytes;
}

std::optional<Parts> parts_of(std::string_view text) {
  if (!text.starts_with(kScheme)) return std::nullopt;
  text.remove_prefix(kScheme.size());
  Parts parts;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), parts.rounds);
  if (fault != std::errc{} || parts.rounds < kLeastPinRounds || parts.rounds > kMostRounds) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.size() != 2 + 2 * (kSaltBytes + kHashBytes) || text[0] != '$' || text[1 + 2 * kSaltBytes] != '$') {
    return std::nullopt;
  }
  auto salt = from_hex(text.substr(1, 2 * kSaltBytes), kSaltBytes);
  auto hash = from_hex(text.substr(2 + 2 * kSaltBytes), kHashBytes);
  if (!salt || !hash) return std::nullopt;
  parts.salt = *std::move(salt);
  parts.hash = *std::move(hash);
  return parts;
}

Bytes hash_of(std::string_view pin, ByteView salt, int rounds) {
  Bytes hash(kHashBytes);
  if (PKCS5_PBKDF2_HMAC(pin.data(), static_cast<int>(pin.size()), salt.data(), static_cast<int>(salt.size()), rounds,
                        EVP_sha256(), static_cast<int>(hash.size()), hash.data()) != 1) {
    throw std::runtime_error{"OpenSSL gives no PBKDF2"};
  }
  return hash;
}

}  // namespace

bool is_pin_hash(std::string_view text) { return parts_of(text).has_value(); }

bool pin_matches(std::string_view pin_hash, std::string_view pin) {
  const auto parts = parts_of(pin_hash);
  if (!parts) return false;
  const Bytes hash = hash_of(pin, parts->salt, parts->rounds);
  return CRYPTO_memcmp(hash.data(), parts->hash.data(), kHashBytes) == 0;
}

std::string make_pin_hash(std::string_view pin, ByteView salt, int rounds) {
  return std::string{kScheme} + std::to_string(rounds) + "$" + to_hex(salt) + "$" + to_hex(hash_of(pin, salt, rounds));
}

}  // namespace bianmin::settings
