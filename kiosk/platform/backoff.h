#pragma once
// How long to wait before trying again. Pure.
#include <chrono>
#include <cstdint>
#include <optional>

namespace bianmin::platform {

struct Backoff {
  std::chrono::milliseconds base{1'000};
  std::chrono::milliseconds cap{300'000};
};

// Full jitter: evenly within [0, min(cap, base * 2^failures)], never under `retry_after`. `random` is evenly spread
// over all its values. `failures` counts from 0: the first retry.
[[nodiscard]] std::chrono::milliseconds wait_before_retry(const Backoff& backoff, std::uint32_t failures,
                                                          std::uint64_t random,
                                                          std::optional<std::chrono::seconds> retry_after);

}  // namespace bianmin::platform
