#include "kiosk/settings/pin.h"

#include <catch2/catch_test_macros.hpp>

using namespace bianmin;
using namespace bianmin::settings;

namespace {
// hashlib.pbkdf2_hmac("sha256", b"246810", bytes(range(16)), 100000).hex() in Python
constexpr const char* kHash =
    "pbkdf2-sha256$100000$000102030405060708090a0b0c0d0e0f$"
    "b4816c1b08852c8627d0e2a15314f3628bf80e71fa623f29e4032bea94d3d31c";
}  // namespace

TEST_CASE("a PIN opens its own hash alone") {
  CHECK(is_pin_hash(kHash));
  CHECK(pin_matches(kHash, "246810"));
  CHECK_FALSE(pin_matches(kHash, "246811"));
  CHECK_FALSE(pin_matches(kHash, ""));
  CHECK_FALSE(pin_matches("", ""));
  CHECK_FALSE(pin_matches("246810", "246810"));
}

TEST_CASE("a hash made here is the hash that others compute") {
  Bytes salt;
  for (std::uint8_t byte = 0; byte < 16; ++byte) salt.push_back(byte);
  CHECK(make_pin_hash("246810", salt, kLeastPinRounds) == kHash);
}

TEST_CASE("what is no hash is known as such") {
  const std::string hash = kHash;
  CHECK_FALSE(is_pin_hash(""));
  CHECK_FALSE(is_pin_hash(hash.substr(1)));
  CHECK_FALSE(is_pin_hash(hash + "0"));
  CHECK_FALSE(is_pin_hash(hash.substr(0, hash.size() - 1) + "g"));
  CHECK_FALSE(is_pin_hash("pbkdf2-sha256$1000" + hash.substr(20)));
}
