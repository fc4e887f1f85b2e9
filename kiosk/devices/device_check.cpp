#include "kiosk/devices/device_check.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <vector>

namespace bianmin::devices {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kLimit{10};
constexpr std::size_t kMostWords = 4096;  // bytes of what it says

// What it says on standard error, until it closes that or the time is up.
std::string listen_to(int descriptor) {
  std::string said;
  const auto end = Clock::now() + kLimit;
  while (said.size() < kMostWords) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
    pollfd polled{descriptor, POLLIN, 0};
    if (left <= 0 || ::poll(&polled, 1, static_cast<int>(left)) <= 0) break;
    std::array<char, 512> part{};
    const auto count = ::read(descriptor, part.data(), part.size());
    if (count <= 0) break;
    said.append(part.data(), static_cast<std::size_t>(count));
  }
  while (said.ends_with('\n')) said.pop_back();
  return said;
}

// Whether it ends by itself, now that it has nothing more to say. It is not reaped.
bool await_end(pid_t pid) {
  const auto end = Clock::now() + kLimit;
  siginfo_t info{};
  do {
    info.si_pid = 0;
    if (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid) {
      return true;
    }
    ::poll(nullptr, 0, 5);
  } while (Clock::now() < end);
  return false;
}

}  // namespace

std::expected<void, std::string> check_device(const ProcessOrder& order) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return std::unexpected{std::string{"no pipe: "} + std::strerror(errno)};
  std::vector<std::string> words{order.program};
  words.insert(words.end(), order.words.begin(), order.words.end());
  words.emplace_back("--check");
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe[1], STDERR_FILENO);
  pid_t pid = -1;
  const int error = posix_spawn(&pid, order.program.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  if (error != 0) {
    ::close(pipe[0]);
    return std::unexpected{"cannot start " + order.program + ": " + std::strerror(error)};
  }
  const auto said = listen_to(pipe[0]);
  ::close(pipe[0]);
  const bool ended = await_end(pid);
  if (!ended) ::kill(pid, SIGKILL);
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (ended && WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  if (said.empty())
    return std::unexpected{order.program + (ended ? " failed and did not say why" : " did not end in time")};
  constexpr std::string_view kName = "bianmin-device: ";
  return std::unexpected{said.starts_with(kName) ? said.substr(kName.size()) : said};
}

}  // namespace bianmin::devices
