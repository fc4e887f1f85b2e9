#pragma once
// How long a wait may still last.
#include <algorithm>
#include <chrono>

namespace bianmin::drivers {

// Counts a limit down over several waits. Thread: any one.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Deadline(std::chrono::milliseconds limit) : at_{Clock::now() + limit} {}

  // Zero once it has passed; rounded up, so that a wait of left() does not end just before it.
  [[nodiscard]] std::chrono::milliseconds left() const {
    return std::max(std::chrono::milliseconds{0}, std::chrono::ceil<std::chrono::milliseconds>(at_ - Clock::now()));
  }
  [[nodiscard]] bool passed() const { return left() == std::chrono::milliseconds{0}; }

 private:
  Clock::time_point at_;
};

}  // namespace bianmin::drivers
