#include "drivers/id_card_reader/apart.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <expected>
#include <optional>

#include "drivers/transport/deadline.h"
#include "drivers/transport/descriptor.h"

namespace bianmin::drivers {

using namespace std::chrono_literals;

namespace {

constexpr auto kReapLimit = 2s;

// How posix_spawn() is to begin a process.
class Beginning {
 public:
  explicit Beginning(int given) {
    ::posix_spawn_file_actions_init(&files_);
    // First, because the descriptor may bear the number of a stream.
    if (given >= 0) ::posix_spawn_file_actions_adddup2(&files_, given, kGivenDescriptor);
    ::posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDWR, 0);
    ::posix_spawn_file_actions_adddup2(&files_, STDIN_FILENO, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&files_, STDIN_FILENO, STDERR_FILENO);
    ::posix_spawn_file_actions_addclosefrom_np(&files_, given >= 0 ? kGivenDescriptor + 1 : kGivenDescriptor);

    ::posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigfillset(&signals);
    ::posix_spawnattr_setsigdefault(&attributes_, &signals);
    sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes_, &signals);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  }
  ~Beginning() {
    ::posix_spawnattr_destroy(&attributes_);
    ::posix_spawn_file_actions_destroy(&files_);
  }
  Beginning(const Beginning&) = delete;
  Beginning& operator=(const Beginning&) = delete;

  // The error is an errno.
  std::expected<pid_t, int> start(const Errand& errand) {
    std::string name = errand.program.filename();
    auto words = errand.words;
    std::vector<char*> arguments{name.data()};
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t process = 0;
    const int wrong = ::posix_spawn(&process, errand.program.c_str(), &files_, &attributes_, arguments.data(), environ);
    if (wrong != 0) return std::unexpected{wrong};
    return process;
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

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
  if (await_end(process, std::min(kSlice, deadline.left()))) return Ending::Answered;
  if (!keep_going()) return Ending::Stopped;
  if (deadline.passed()) return Ending::TooLong;
  return std::nullopt;
}

Ended ended_with(int status) {
  if (WIFSIGNALED(status)) return {Ending::Killed, WTERMSIG(status)};
  const int code = WEXITSTATUS(status);
  if (code < kAnswered || code >= 2 * kAnswered) return {Ending::Exited, 0};
  return {Ending::Answered, code - kAnswered};
}

}  // namespace

Ended run_apart(const Errand& errand, std::chrono::milliseconds limit, const KeepGoing& keep_going) {
  const Deadline deadline{limit};
  const auto child = Beginning{errand.given}.start(errand);
  if (!child) return {Ending::NotStarted, child.error()};
  const Descriptor process{static_cast<int>(::syscall(SYS_pidfd_open, *child, 0))};
  const int refused = errno;
  std::optional<Ending> ending;
  if (process.number() < 0) ending = Ending::NotStarted;
  while (!ending) ending = look_at(process.number(), deadline, keep_going);
  // Nobody else has these numbers before waitpid(). The group too, should a process ever have come to be in it.
  ::kill(-*child, SIGKILL);
  ::kill(*child, SIGKILL);
  if (process.number() < 0) {
    ::waitpid(*child, nullptr, 0);
    return {Ending::NotStarted, refused};
  }
  int status = 0;
  const bool known = await_end(process.number(), kReapLimit) && ::waitpid(*child, &status, 0) == *child;
  if (ending != Ending::Answered) return {*ending};
  return known ? ended_with(status) : Ended{Ending::NotStarted, ECHILD};
}

}  // namespace bianmin::drivers
