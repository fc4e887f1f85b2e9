#include "kiosk/platform/backoff.h"

#include <algorithm>

namespace bianmin::platform {
namespace {

// base * 2^failures, without going past what can be counted.
std::chrono::milliseconds ceiling(const Backoff& backoff, std::uint32_t failures) {
  auto wait = std::min(backoff.base, backoff.cap);
  for (std::uint32_t count = 0; count < failures && wait < backoff.cap; ++count) {
    wait = wait > backoff.cap / 2 ? backoff.cap : wait * 2;
  }
  return wait;
}

}  // namespace

std::chrono::milliseconds wait_before_retry(const Backoff& backoff, std::uint32_t failures, std::uint64_t random,
                                            std::optional<std::chrono::seconds> retry_after) {
  const auto most = static_cast<std::uint64_t>(std::max<std::int64_t>(0, ceiling(backoff, failures).count()));
  const std::chrono::milliseconds wait{static_cast<std::int64_t>(random % (most + 1))};
  return retry_after ? std::max<std::chrono::milliseconds>(wait, *retry_after) : wait;
}

}  // namespace bianmin::platform
