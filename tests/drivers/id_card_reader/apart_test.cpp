#include "drivers/id_card_reader/apart.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stop_token>
#include <string>
#include <thread>

#include "drivers/transport/descriptor.h"
#include "tests/drivers/id_card_reader/processes.h"

namespace bianmin::drivers {
namespace {

using namespace std::chrono_literals;

constexpr auto kLong = 20s;  // only ends a test that fails
const KeepGoing kOn = [] { return true; };
const Errand kNeverDone{"/usr/bin/tail", {"-f", "/dev/null"}};

Errand shell(const std::string& words, int given = -1) { return {"/bin/sh", {"-c", words}, given}; }

bool no_child_is_left() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

TEST_CASE("a program that ran apart is told by how it ended") {
  CHECK(run_apart(shell("exit 106"), kLong, kOn) == Ended{Ending::Answered, 42});
  CHECK(run_apart(shell("exit 64"), kLong, kOn) == Ended{Ending::Answered, 0});
  CHECK(run_apart(shell("exit 127"), kLong, kOn) == Ended{Ending::Answered, 63});
  CHECK(run_apart(shell("exit 0"), kLong, kOn) == Ended{Ending::Exited, 0});
  CHECK(run_apart(shell("exit 128"), kLong, kOn) == Ended{Ending::Exited, 0});
  CHECK(run_apart(shell("kill -SEGV $$"), kLong, kOn) == Ended{Ending::Killed, SIGSEGV});
  CHECK(run_apart({"/no/such/program", {}}, kLong, kOn) == Ended{Ending::NotStarted, ENOENT});
  CHECK(no_child_is_left());
}

TEST_CASE("what takes too long is killed and reaped") {
  CHECK(run_apart(kNeverDone, 50ms, kOn) == Ended{Ending::TooLong});
  CHECK(no_child_is_left());
}

TEST_CASE("a caller that has enough need not wait for the limit") {
  CHECK(run_apart(kNeverDone, kLong, [] { return false; }) == Ended{Ending::Stopped});
  CHECK(no_child_is_left());
}

TEST_CASE("a program apart has the one descriptor that it is given, and its streams lead nowhere") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const Descriptor out{ends[0]};
  Descriptor in{ends[1]};
  const std::string streams =
      R"sh(for f in 0 1 2; do [ "$(readlink /proc/$$/fd/$f)" = /dev/null ] || exit 65; done; )sh";
  // By their numbers: who looks into the folder has one more open.
  std::string numbers;
  for (int number = 3; number <= std::max(40, ends[1]); ++number) numbers += " " + std::to_string(number);
  const auto others =
      "for f in" + numbers + "; do if [ $f != \"$given\" ] && [ -e /proc/$$/fd/$f ]; then exit 66; fi; done; ";
  CHECK(run_apart(shell("given=; " + streams + others + "exit 64"), kLong, kOn) == Ended{Ending::Answered, 0});
  REQUIRE(::write(in.number(), "a face", 6) == 6);
  in = Descriptor{};
  const std::string words = R"sh([ "$(cat <&3)" = "a face" ] && exit 64)sh";
  CHECK(run_apart(shell("given=3; " + streams + others + words, out.number()), kLong, kOn) ==
        Ended{Ending::Answered, 0});
}

TEST_CASE("no signal is blocked or ignored in a program apart, whatever its parent did") {
  sigset_t blocked;
  sigset_t before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  REQUIRE(::sigprocmask(SIG_BLOCK, &blocked, &before) == 0);
  const auto old = std::signal(SIGPIPE, SIG_IGN);
  for (const std::string field : {"SigBlk:", "SigIgn:"}) {
    // By what the shell can do itself: it blocks signals while it starts others. The first 28 signals are looked at;
    // the C library keeps two of the later ones to itself.
    const auto words = "while read field signals; do [ $field != " + field +
                       " ] || case $signals in *0000000) exit 64 ;; *) exit 65 ;; esac; done < /proc/self/status";
    CHECK(run_apart(shell(words), kLong, kOn) == Ended{Ending::Answered, 0});
  }
  std::signal(SIGPIPE, old);
  REQUIRE(::sigprocmask(SIG_SETMASK, &before, nullptr) == 0);
}

TEST_CASE("what a program apart started ends with it, also when it ended well") {
  const auto mark = "bianmin-left-behind-" + std::to_string(::getpid());
  CHECK(run_apart(shell("tail -f /dev/null --pid=1 " + mark + " & exit 64"), kLong, kOn) == Ended{Ending::Answered, 0});
  CHECK(tests::all_end(mark, kLong));
}

TEST_CASE("a program is started apart while other threads are in the middle of anything") {
  std::jthread busy{[](const std::stop_token& over) {
    while (!over.stop_requested()) {
      std::string words(1000, 'x');
      ::setenv("BIANMIN_TEST_WORDS", words.c_str(), 1);
    }
  }};
  for (int time = 0; time < 50; ++time) CHECK(run_apart(shell("exit 64"), kLong, kOn) == Ended{Ending::Answered, 0});
}

}  // namespace
}  // namespace bianmin::drivers
