// Calls that hang, and a caller that does not.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <semaphore>
#include <string>
#include <string_view>
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

TEST_CASE("what is let go of goes on the other thread, before anything else is called") {
  struct Thing {
    std::thread::id& gone_on;
    ~Thing() { gone_on = std::this_thread::get_id(); }
  };
  std::thread::id gone_on;
  Aside aside;
  const auto thread = aside.ask([] { return std::this_thread::get_id(); }, 5s, go_on);
  aside.let_go(std::make_shared<Thing>(gone_on));
  CHECK(aside.ask([&] { return gone_on; }, 5s, go_on) == thread);
}

TEST_CASE("what is let go of while a call hangs waits for it, and no thread of the caller's") {
  auto used = std::make_shared<std::binary_semaphore>(0);
  struct Thing {
    std::atomic<bool>& gone;
    ~Thing() { gone = true; }
  };
  std::atomic<bool> gone = false;
  Aside aside;
  aside.start([used] { used->acquire(); });
  aside.let_go(std::make_shared<Thing>(gone));
  CHECK(!gone);
  CHECK(!aside.idle());
  used->release();
  CHECK(aside.ask([&] { return gone.load(); }, 5s, go_on) == true);
}

TEST_CASE("whoever goes while nothing hangs leaves no thread behind") {
  std::atomic<bool> done = false;
  {
    Aside aside;
    aside.start([&] {
      std::this_thread::yield();
      done = true;
    });
  }
  CHECK(done);
}

// What a short string of a citizen's leaves on a stack, and where.
constexpr std::string_view kSecret = "44980119850312001X";
[[gnu::noinline, gnu::no_sanitize_address]] void* leave_secret() {
  // Below whatever the call does afterwards.
  char below[32 * 1024];
  std::ranges::copy(kSecret, std::begin(below));
  void* place = nullptr;
  // The compiler must not know that nobody may look there.
  asm volatile("" : "=r"(place) : "0"(std::begin(below)) : "memory");
  return place;
}

// By the kernel's eyes: for the sanitizers this is nobody's memory.
std::string bytes_at(void* place, std::size_t size) {
  std::string bytes(size, '\0');
  const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  const auto read = ::pread(memory, bytes.data(), size, static_cast<off_t>(reinterpret_cast<std::uintptr_t>(place)));
  ::close(memory);
  return read == static_cast<ssize_t>(size) ? bytes : std::string{};
}

TEST_CASE("a call leaves nothing on the other thread's stack") {
  Aside aside;
  std::string seen;
  const auto place = aside.ask(
      [&] {
        auto* found = leave_secret();
        seen = bytes_at(found, kSecret.size());
        return found;
      },
      5s, go_on);
  REQUIRE(place);
  REQUIRE(seen == kSecret);  // that it was found then gives its absence a meaning
  const auto left = bytes_at(*place, kSecret.size());
  CHECK(left.size() == kSecret.size());
  CHECK(left != kSecret);
}

// What a library frees when the process ends, though a thread is inside it.
struct Library {
  std::atomic<bool> gone = false;
  ~Library() {
    gone = true;
    // The thread sees it.
    const Deadline limit{500ms};
    while (!limit.passed()) std::this_thread::yield();
  }
};
Library library;

constexpr int kOwnStatus = 7;

// Ends the process: the case after it starts another one for that.
TEST_CASE("a process ends while a call hangs", "[.][ends]") {
  {
    Aside aside;
    aside.start([] {
      while (!library.gone) std::this_thread::yield();
      std::abort();
    });
  }
  std::exit(kOwnStatus);
}

TEST_CASE("a process that ends while a call hangs frees nothing from under it, and keeps its status") {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe");
  std::array<char*, 3> words{const_cast<char*>(self.c_str()), const_cast<char*>("[ends]"), nullptr};
  pid_t process = -1;
  REQUIRE(::posix_spawn(&process, self.c_str(), nullptr, nullptr, words.data(), environ) == 0);
  int status = 0;
  REQUIRE(::waitpid(process, &status, 0) == process);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == kOwnStatus);
}

}  // namespace
}  // namespace bianmin::tests
