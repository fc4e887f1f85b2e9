#include "kiosk/platform/backoff.h"

#include <catch2/catch_test_macros.hpp>
#include <limits>

namespace bianmin::platform {

using namespace std::chrono_literals;

TEST_CASE("the wait is anywhere between nothing and a ceiling that doubles") {
  const Backoff backoff{1s, 60s};
  for (const auto& [failures, ceiling] : {std::pair{0U, 1'000ms},
                                          {1U, 2'000ms},
                                          {2U, 4'000ms},
                                          {5U, 32'000ms},
                                          {6U, 60'000ms},
                                          {4'000'000'000U, 60'000ms}}) {
    const auto most = static_cast<std::uint64_t>(ceiling.count());
    CHECK(wait_before_retry(backoff, failures, 0, {}) == 0ms);
    CHECK(wait_before_retry(backoff, failures, most, {}) == ceiling);
    CHECK(wait_before_retry(backoff, failures, most / 2, {}) == ceiling / 2);
    CHECK(wait_before_retry(backoff, failures, most + 1, {}) == 0ms);
    CHECK(wait_before_retry(backoff, failures, std::numeric_limits<std::uint64_t>::max(), {}) <= ceiling);
  }
}

TEST_CASE("the platform's own wish is the least") {
  const Backoff backoff{1s, 60s};
  CHECK(wait_before_retry(backoff, 0, 0, 7s) == 7s);
  CHECK(wait_before_retry(backoff, 5, 20'000, 7s) == 20s);
  CHECK(wait_before_retry(backoff, 5, 20'000, 0s) == 20s);
  // Even over the cap: the platform said so.
  CHECK(wait_before_retry(backoff, 9, 20'000, 900s) == 900s);
}

TEST_CASE("an endless cap and a base over the cap do no harm") {
  const Backoff endless{1s, std::chrono::milliseconds::max()};
  CHECK(wait_before_retry(endless, 400, std::numeric_limits<std::uint64_t>::max(), {}) >= 0ms);
  CHECK(wait_before_retry({90s, 60s}, 0, 60'000, {}) == 60s);
}

}  // namespace bianmin::platform
