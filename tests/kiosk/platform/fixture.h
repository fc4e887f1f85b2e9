#pragma once
// A client at the reference platform, and applications that the platform takes.
#include <openssl/sha.h>

#include <catch2/catch_test_macros.hpp>
#include <stop_token>
#include <string>
#include <variant>

#include "kiosk/platform/client.h"
#include "tests/kiosk/platform/platform_process.h"

namespace bianmin::platform {

using namespace std::chrono_literals;

inline constexpr auto kLimit = 20s;

// Of config/services/.
inline const ServiceId kRecordService{"5b0c6a52-3f0e-4d6b-9a5e-2f6d1c7e8a01"};

inline Submission submission(const std::string& key, const std::string& purpose = "own-use") {
  const std::string body = R"({"applicantId":"7f0c1b1e-0b5a-5a53-9d53-0f3a3f1b7c11","formData":{)"
                           R"("eFormId":"0e8d1f7a-61c4-4f7b-8f0e-7b1a5c9d2e01","data":{)"
                           R"("holderName":{"value":"张晓明"},"holderNumber":{"value":"44980119850312001X"},)"
                           R"("period":{"value":"2024"},"kinds":{"value":"all"},"purpose":{"value":")" +
                           purpose + R"("}}}})";
  Submission made{.key = {key}, .service = kRecordService, .body = to_bytes(body)};
  SHA256(made.body.data(), made.body.size(), made.digest.data());
  return made;
}

// The wanted alternative of an outcome, or a failed test that names the one that came.
template <typename Wanted, typename... All>
Wanted want(const std::variant<All...>& result) {
  INFO("alternative " << result.index());
  if (const auto* const unknown = std::get_if<Unknown>(&result)) {
    UNSCOPED_INFO("unknown: " << to_string(unknown->why) << " " << unknown->status);
  }
  if (const auto* const unreachable = std::get_if<Unreachable>(&result)) {
    UNSCOPED_INFO("unreachable: " << to_string(unreachable->why));
  }
  REQUIRE(std::holds_alternative<Wanted>(result));
  return std::get<Wanted>(result);
}

struct AtPlatform {
  AtPlatform() { platform.switch_all_off(); }
  ~AtPlatform() = default;
  AtPlatform(const AtPlatform&) = delete;
  AtPlatform& operator=(const AtPlatform&) = delete;

  // A key that no other test uses.
  std::string new_key() { return "key-" + std::to_string(++next_key_); }

  PlatformProcess& platform = PlatformProcess::shared();
  std::stop_source stop;
  Client client{platform.settings(), stop.get_token()};

 private:
  static inline int next_key_ = 0;
};

}  // namespace bianmin::platform
