// The power fails at every single step of writing to the disk, one after the other.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>

#include "tests/kiosk/journal/fixture.h"
#include "tests/kiosk/journal/shaky_disk.h"

namespace bianmin::journal {
namespace {

constexpr std::uint64_t kMostSteps = 400;
constexpr int kDone = 0;
constexpr int kCut = 9;

// What the process had been told before the power went: shared with the one that looks after it.
struct Told {
  std::atomic<int> sealed{0};        // applications for which seal() returned
  std::atomic<int> seal_begun{0};    // applications for which seal() was called
  std::atomic<bool> sending{false};  // mark_sending(1) returned
  std::atomic<bool> sending_begun{false};
  std::atomic<bool> acknowledged{false};
  std::atomic<bool> acknowledged_begun{false};
  std::atomic<bool> forgotten{false};
  std::atomic<bool> forgetting_begun{false};
  std::atomic<int> events{0};
};
static_assert(std::atomic<int>::is_always_lock_free);

// One visit after the other, as the runner does it. Any fault ends the process with a code of its own.
void live(const Folder& folder, Told& told) {
  auto keys = FileKeyProvider::open(folder.key());
  if (!keys) ::_exit(20);
  auto opened = Journal::open({.folder = folder.journal(), .limits = {}, .vfs = ShakyDisk::vfs()}, *keys);
  if (!opened) ::_exit(21);
  Journal& journal = opened->journal;
  for (int number = 1; number <= 2; ++number) {
    told.seal_begun = number;
    if (!journal.seal(application_number(number))) ::_exit(22);
    told.sealed = number;
    if (!journal.append(
            {.name = "application.sealed", .service = {}, .local_number = "", .outcome = "ok", .time = ""})) {
      ::_exit(23);
    }
    ++told.events;
  }
  told.sending_begun = true;
  if (!journal.mark_sending(key_number(1))) ::_exit(24);
  told.sending = true;
  told.acknowledged_begun = true;
  if (!journal.mark_acknowledged(key_number(1), as_bytes("answer"))) ::_exit(25);
  told.acknowledged = true;
  told.forgetting_begun = true;
  if (!journal.forget_contents(key_number(1))) ::_exit(26);
  told.forgotten = true;
}

int live_until_cut(const Folder& folder, Told& told, std::uint64_t step, bool torn) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ShakyDisk::cut_power_at(step, torn);
    live(folder, told);
    ::_exit(kDone);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  return WEXITSTATUS(status);
}

void check_first(Life& life, const Told& told) {
  const auto entry = life->find(key_number(1));
  REQUIRE(entry);
  switch (entry->state) {
    case ApplicationState::Sealed:
      CHECK_FALSE(told.sending);
      break;
    case ApplicationState::Unknown:
      CHECK(told.sending_begun);
      CHECK_FALSE(told.acknowledged);
      break;
    case ApplicationState::Acknowledged:
      CHECK(told.acknowledged_begun);
      break;
    default:
      FAIL("a state it was never in: " << to_string(entry->state));
  }
  if (!entry->contents_kept) {
    CHECK(told.forgetting_begun);
    return;
  }
  CHECK_FALSE(told.forgotten);
  const Loaded loaded = life->load(key_number(1)).value();
  CHECK(loaded.application == application_number(1));
  CHECK(loaded.answer == (entry->state == ApplicationState::Acknowledged ? to_bytes("answer") : Bytes{}));
}

void check_after(const Folder& folder, const Told& told) {
  Life life{folder};
  CHECK(life.report().damaged_copy.empty());
  const auto entries = life->entries().value();
  CHECK(static_cast<int>(entries.size()) >= told.sealed);
  CHECK(static_cast<int>(entries.size()) <= told.seal_begun);
  if (entries.size() >= 1) check_first(life, told);
  if (entries.size() == 2) {
    const Loaded second = life->load(key_number(2)).value();
    CHECK(second.application == application_number(2));
    CHECK(second.state == ApplicationState::Sealed);
  }
  const auto events = life->verify();
  REQUIRE(events);
  CHECK(static_cast<int>(*events) >= told.events);
}

Told& shared_told() {
  void* const memory = ::mmap(nullptr, sizeof(Told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  REQUIRE(memory != MAP_FAILED);
  return *new (memory) Told;
}

void cut_at_every_step(bool torn) {
  std::uint64_t step = 1;
  for (;; ++step) {
    INFO("power cut at step " << step);
    const Folder folder;
    Told& told = shared_told();
    const int end = live_until_cut(folder, told, step, torn);
    REQUIRE((end == kCut || end == kDone));
    check_after(folder, told);
    if (end == kDone) {
      CHECK(told.forgotten);
      break;
    }
    REQUIRE(step < kMostSteps);
  }
  // Sealing, moving and forgetting are more than a handful of steps: the cuts did fall in between.
  CHECK(step > 20);
}

}  // namespace

TEST_CASE("the power fails at any step of sealing and sending, and unsynced writes are lost") {
  cut_at_every_step(false);
}

TEST_CASE("the process is killed at any step of sealing and sending, in the midst of a write") {
  cut_at_every_step(true);
}

}  // namespace bianmin::journal
