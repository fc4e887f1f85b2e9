// Calls that hang, and a caller that does not.
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <semaphore>
#include <string>
#include <thread>

#include "drivers/transport/aside.h"
#include "tests/drivers/transport/scripted_card.h"

namespace bianmin::tests {
namespace {

using namespace drivers;
using namespace std::chrono_literals;

TEST_CASE("what a call returns comes back") {
  Aside aside;
  CHECK(aside.ask([] { return 7; }, 5s, go_on) == 7);
  CHECK(aside.ask([] { return std::string{"text"}; }, 5s, go_on) == "text");
}

TEST_CASE("a call that hangs costs its caller no more than the limit, and the next one waits for it") {
  std::binary_semaphore gate{0};
  std::atomic<int> calls = 0;
  Aside aside;
  const auto hang = [&] {
    ++calls;
    gate.acquire();
    return 1;
  };
  CHECK(aside.ask(hang, 50ms, go_on) == std::unexpected{AsideFault::TimedOut});
  CHECK(!aside.idle());
  CHECK(aside.ask([] { return 2; }, 50ms, go_on) == std::unexpected{AsideFault::TimedOut});
  CHECK(!aside.start([&] { ++calls; }));
  gate.release();
  CHECK(aside.ask([] { return 3; }, 5s, go_on) == 3);
  CHECK(calls == 1);
}

TEST_CASE("a caller that is wanted elsewhere leaves a call that hangs at once") {
  std::binary_semaphore gate{0};
  Aside aside;
  const Deadline limit{5s};
  CHECK(aside.ask(
            [&] {
              gate.acquire();
              return 1;
            },
            60s, [] { return false; }) == std::unexpected{AsideFault::Stopped});
  CHECK(!limit.passed());
  gate.release();
  CHECK(aside.ask([] { return 2; }, 5s, go_on) == 2);
}

TEST_CASE("a caller's heart beats while it waits") {
  std::binary_semaphore gate{0};
  int beats = 0;
  Aside aside;
  const auto beat_then_open = [&] {
    if (++beats == 3) gate.release();
    return true;
  };
  CHECK(aside.ask(
            [&] {
              gate.acquire();
              return 1;
            },
            60s, beat_then_open) == 1);
  CHECK(beats >= 3);
}

TEST_CASE("nobody waits for a call that hangs when its caller goes, and what it uses stays until it comes back") {
  auto used = std::make_shared<std::binary_semaphore>(0);
  const std::weak_ptr<std::binary_semaphore> watched = used;
  {
    Aside aside;
    aside.start([used] { used->acquire(); });
  }
  CHECK(watched.use_count() == 2);
  used->release();
  used.reset();
  const Deadline limit{5s};
  while (!watched.expired() && !limit.passed()) std::this_thread::yield();
  CHECK(watched.expired());
}

}  // namespace
}  // namespace bianmin::tests
