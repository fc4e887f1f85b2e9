#include "kiosk/runner/pin.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <charconv>
#include <optional>
#include <vector>

#include "kiosk/base/bytes.h"

namespace bianmin::runner {
namespace {

constexpr std::string_view kScheme = "pbkdf2-sha256";
constexpr int kMostRounds = 10'000'000;

std::optional<Bytes> from_hex(std::string_view hex) {
  if (hex.empty() || hex.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  for (std::size_t at = 0; at < hex.size(); at += 2) {
    std::uint8_t byte = 0;
    const auto [end, error] = std::from_chars(hex.data() + at, hex.data() + at + 2, byte, 16);
    if (error != std::errc{} || end != hex.data() + at + 2) return std::nullopt;
    bytes.push_back(byte);
  }
  return bytes;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find('$');
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

}  // namespace

bool pin_matches(std::string_view kept, std::string_view pin) {
  const auto parts = split(kept);
  if (parts.size() != 4 || parts[0] != kScheme) return false;
  int rounds = 0;
  const auto [end, error] = std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), rounds);
  if (error != std::errc{} || end != parts[1].data() + parts[1].size() || rounds < 1 || rounds > kMostRounds)
    return false;
  const auto salt = from_hex(parts[2]);
  const auto wanted = from_hex(parts[3]);
  if (!salt || !wanted) return false;
  Bytes derived(wanted->size());
  if (PKCS5_PBKDF2_HMAC(pin.data(), static_cast<int>(pin.size()), salt->data(), static_cast<int>(salt->size()), rounds,
                        EVP_sha256(), static_cast<int>(derived.size()), derived.data()) != 1) {
    return false;
  }
  return CRYPTO_memcmp(derived.data(), wanted->data(), derived.size()) == 0;
}

}  // namespace bianmin::runner
