#include "drivers/id_card_reader/apart.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cerrno>
#include <cstdlib>

namespace bianmin::drivers {
namespace {

using namespace std::chrono_literals;

constexpr auto kLong = 20s;  // only ends a test that fails
const KeepGoing kOn = [] { return true; };

TEST_CASE("work done apart gives its value and what it wrote into shared memory") {
  const auto memory = SharedMemory::of(10);
  REQUIRE(memory);
  CHECK(memory->bytes().size() == 10);
  const auto ended = run_apart(
      [&] {
        std::ranges::fill(memory->bytes(), std::uint8_t{7});
        return 42;
      },
      kLong, kOn);
  CHECK(ended == Ended{Ending::Returned, 42});
  CHECK(std::ranges::all_of(memory->bytes(), [](std::uint8_t byte) { return byte == 7; }));
}

TEST_CASE("a byte beyond shared memory ends the child and no one else") {
  const auto memory = SharedMemory::of(10);
  REQUIRE(memory);
  const auto ended = run_apart(
      [&] {
        volatile std::uint8_t* behind = memory->bytes().data() + memory->bytes().size();
        *behind = 1;
        return 0;
      },
      kLong, kOn);
  // The address sanitizer turns the signal into an exit of its own.
  CHECK((ended.ending == Ending::Killed || ended.ending == Ending::Exited));
}

TEST_CASE("the child ends by itself: nothing that the parent left for its exit is run in it") {
  const auto memory = SharedMemory::of(1);
  REQUIRE(memory);
  static std::uint8_t* ran = nullptr;
  ran = memory->bytes().data();
  std::atexit([] {
    if (ran != nullptr) *ran = 1;
  });
  CHECK(run_apart(
            [] {
              std::exit(0);
              return 0;
            },
            kLong, kOn)
            .ending == Ending::Exited);
  CHECK(run_apart(
            [] {
              ::_exit(0);
              return 0;
            },
            kLong, kOn)
            .ending == Ending::Exited);
  CHECK(memory->bytes()[0] == 0);
  ran = nullptr;
}

TEST_CASE("what takes too long is killed and reaped") {
  const auto ended = run_apart(
      [] {
        while (true) ::pause();
        return 0;
      },
      50ms, kOn);
  CHECK(ended.ending == Ending::TooLong);
  CHECK((::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD));
}

TEST_CASE("a caller that has enough need not wait for the limit") {
  const auto ended = run_apart(
      [] {
        while (true) ::pause();
        return 0;
      },
      kLong, [] { return false; });
  CHECK(ended.ending == Ending::Stopped);
  CHECK((::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD));
}

TEST_CASE("the child has none of the parent's files") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const auto ended = run_apart([&] { return ::write(ends[1], "x", 1) < 0 && errno == EBADF ? 1 : 0; }, kLong, kOn);
  CHECK(ended == Ended{Ending::Returned, 1});
  for (const int end : ends) ::close(end);
}

}  // namespace
}  // namespace bianmin::drivers
