#include "tests/drivers/host/running_device.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace bianmin::tests {

using namespace std::chrono_literals;

RunningDevice::RunningDevice(std::vector<std::string> arguments, std::vector<std::string> environment) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    throw std::runtime_error{"no socket pair"};
  arguments.insert(arguments.begin(), BIANMIN_BINARY_DIR "/bin/bianmin-device");
  arguments.insert(arguments.end(), {"--socket", std::to_string(ends[1])});
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) {
    // A test that crashes must not leave it behind.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::fcntl(ends[1], F_SETFD, 0);
    for (auto& variable : environment) ::putenv(variable.data());
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  socket_.emplace(ends[0]);
}

RunningDevice::~RunningDevice() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void RunningDevice::say(const device::ToDevice& order) {
  if (!socket_ || !socket_->send(device::encode(order))) throw std::runtime_error{"the device process is gone"};
}

std::optional<device::FromDevice> RunningDevice::next(std::chrono::steady_clock::time_point deadline) {
  while (true) {
    if (!socket_->flush()) throw std::runtime_error{"the device process is gone"};
    const auto bytes = socket_->receive();
    if (!bytes) throw std::runtime_error{"the device process is gone"};
    if (*bytes) {
      const auto message = device::decode_from_device(**bytes);
      if (!message) throw std::runtime_error{"the device process says nonsense: " + message.error()};
      if (!std::holds_alternative<device::Heartbeat>(*message)) heard_.push_back(*message);
      return *message;
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left <= 0ms) return std::nullopt;
    pollfd wanted{socket_->descriptor(), POLLIN, 0};
    if (socket_->wants_write()) wanted.events |= POLLOUT;
    ::poll(&wanted, 1, static_cast<int>(left.count()));
  }
}

void RunningDevice::fail_waiting() const {
  std::string others;
  for (const auto& message : heard_) {
    others += others.empty() ? "" : ", ";
    if (const auto* unready = std::get_if<device::Unready>(&message)) {
      others += "Unready " + std::string{to_string(unready->trouble)} + " (" + unready->detail + ")";
    } else if (std::holds_alternative<device::Ready>(message)) {
      others += "Ready";
    } else {
      others += "the message with number " + std::to_string(message.index());
    }
  }
  throw std::runtime_error{"the awaited message did not come; others that came: " + others};
}

std::chrono::nanoseconds RunningDevice::processor_time() const {
  clockid_t clock{};
  timespec used{};
  if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &used) != 0) {
    throw std::runtime_error{"the device process is gone"};
  }
  return std::chrono::seconds{used.tv_sec} + std::chrono::nanoseconds{used.tv_nsec};
}

int RunningDevice::await_exit() {
  const auto process = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
  pollfd wanted{process, POLLIN, 0};
  const int ended = ::poll(&wanted, 1, 10'000);
  ::close(process);
  if (ended != 1) throw std::runtime_error{"the device process runs on"};
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace bianmin::tests
