#include "drivers/id_card_reader/apart.h"

#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <utility>

#include "drivers/transport/deadline.h"
#include "drivers/transport/descriptor.h"

namespace bianmin::drivers {

using namespace std::chrono_literals;

namespace {

// Exit statuses of the child: work's own is told by an offset, so that a library's exit(0) is not taken for it.
constexpr int kReturnedFrom = 64;
constexpr int kExitedByItself = 3;
constexpr auto kReapLimit = 2s;

void limit_to(decltype(RLIMIT_CORE) resource, rlim_t most) {
  const rlimit limit{most, most};
  ::setrlimit(resource, &limit);
}

// In the child, before anything that cannot be trusted.
void give_up_everything() {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit_to(RLIMIT_CORE, 0);
  limit_to(RLIMIT_FSIZE, 0);
  limit_to(RLIMIT_CPU, 5);
#ifndef BIANMIN_SANITIZED  // the sanitizers reserve more than any program has
  limit_to(RLIMIT_DATA, 256UL * 1024 * 1024);
#endif
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, stream);
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTERM, SIGINT, SIGPIPE, SIGCHLD}) {
    ::signal(signal, SIG_DFL);
  }
  // A write that is not allowed fails; it need not end the library.
  ::signal(SIGXFSZ, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  // exit() runs the newest handler first: the ones that were there before the fork are never reached.
  std::atexit([] { ::_exit(kExitedByItself); });
}

void end_group(pid_t child) {
  ::kill(-child, SIGKILL);
  ::kill(child, SIGKILL);
}

// True once it has ended.
bool await_end(int process, std::chrono::milliseconds limit) {
  pollfd wanted{process, POLLIN, 0};
  int ready = 0;
  do {
    ready = ::poll(&wanted, 1, static_cast<int>(limit.count()));
  } while (ready < 0 && errno == EINTR);
  return ready == 1;
}

// Empty as long as it runs.
std::optional<Ending> look_at(int process, const Deadline& deadline, const KeepGoing& keep_going) {
  if (await_end(process, std::min(kSlice, deadline.left()))) return Ending::Returned;
  if (!keep_going()) return Ending::Stopped;
  if (deadline.passed()) return Ending::TooLong;
  return std::nullopt;
}

Ended ended_with(int status) {
  if (WIFSIGNALED(status)) return {Ending::Killed, WTERMSIG(status)};
  const int code = WEXITSTATUS(status);
  if (code < kReturnedFrom || code >= 2 * kReturnedFrom) return {Ending::Exited, 0};
  return {Ending::Returned, code - kReturnedFrom};
}

}  // namespace

std::optional<SharedMemory> SharedMemory::of(std::size_t size) {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const auto inner = (size + page - 1) / page * page;
  const auto outer = inner + 2 * page;
  void* memory = ::mmap(nullptr, outer, PROT_NONE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return std::nullopt;
  const std::span whole{static_cast<std::uint8_t*>(memory), outer};
  // Its end is the end of a page: the first byte too many is one that may not be touched.
  SharedMemory shared{whole, whole.subspan(page + inner - size, size)};
  if (::mprotect(whole.subspan(page).data(), inner, PROT_READ | PROT_WRITE) != 0) return std::nullopt;
  // Not in a core file, and not in a child of the child.
  ::madvise(whole.data(), outer, MADV_DONTDUMP);
  return shared;
}

SharedMemory::SharedMemory(SharedMemory&& other) noexcept
    : whole_{std::exchange(other.whole_, {})}, bytes_{std::exchange(other.bytes_, {})} {}

SharedMemory::~SharedMemory() {
  if (whole_.empty()) return;
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const auto inner = whole_.subspan(page, whole_.size() - 2 * page);
  if (::mprotect(inner.data(), inner.size(), PROT_READ | PROT_WRITE) == 0) ::explicit_bzero(inner.data(), inner.size());
  ::munmap(whole_.data(), whole_.size());
}

Ended run_apart(const std::function<int()>& work, std::chrono::milliseconds limit, const KeepGoing& keep_going) {
  const Deadline deadline{limit};
  const pid_t child = ::fork();
  if (child < 0) return {Ending::NotStarted};
  if (child == 0) {
    give_up_everything();
    ::_exit(kReturnedFrom + work() % kReturnedFrom);
  }
  ::setpgid(child, child);
  const Descriptor process{static_cast<int>(::syscall(SYS_pidfd_open, child, 0))};
  std::optional<Ending> ending;
  if (process.number() < 0) ending = Ending::NotStarted;
  while (!ending) ending = look_at(process.number(), deadline, keep_going);
  // Also after a good end: a process that it started goes with it.
  end_group(child);
  int status = 0;
  const bool over = process.number() < 0 || await_end(process.number(), kReapLimit);
  const bool known = over && ::waitpid(child, &status, 0) == child;
  if (ending != Ending::Returned) return {*ending};
  return known ? ended_with(status) : Ended{Ending::NotStarted};
}

}  // namespace bianmin::drivers
