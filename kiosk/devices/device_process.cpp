#include "kiosk/devices/device_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <utility>

#include "drivers/host/codec.h"

namespace bianmin::devices {
namespace {

constexpr int kChildsSocket = 3;
// Far more than an honest device says while the terminal looks elsewhere; a broken one must not keep it listening.
constexpr std::size_t kMostAtOnce = 1000;  // messages

std::string reason(const char* what, int error) { return std::string{what} + ": " + std::strerror(error); }

class SpawnActions {
 public:
  SpawnActions() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
  }
  ~SpawnActions() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;

  // dup2 onto itself would leave close-on-exec set; the spawn action clears it also then.
  void give(int descriptor) { posix_spawn_file_actions_adddup2(&actions_, descriptor, kChildsSocket); }
  // The terminal blocks and ignores signals of its own; the child starts with none of that.
  void with_plain_signals() {
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }

  posix_spawn_file_actions_t* actions() { return &actions_; }
  posix_spawnattr_t* attributes() { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

std::expected<DeviceProcess, std::string> DeviceProcess::start(const ProcessOrder& order) {
  std::array<int, 2> pair{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    return std::unexpected{reason("cannot make a socket pair", errno)};
  }
  device::MessageSocket ours{pair[0]};

  std::vector<std::string> words{order.program};
  words.insert(words.end(), order.words.begin(), order.words.end());
  words.insert(words.end(), {"--socket", std::to_string(kChildsSocket)});
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  SpawnActions spawn;
  spawn.give(pair[1]);
  spawn.with_plain_signals();
  pid_t pid = -1;
  const int error = posix_spawn(&pid, order.program.c_str(), spawn.actions(), spawn.attributes(), argv.data(), environ);
  ::close(pair[1]);
  if (error != 0) return std::unexpected{reason(("cannot start " + order.program).c_str(), error)};
  return DeviceProcess{pid, std::move(ours)};
}

DeviceProcess::~DeviceProcess() { end(); }

DeviceProcess::DeviceProcess(DeviceProcess&& other) noexcept
    : pid_{std::exchange(other.pid_, -1)}, socket_{std::move(other.socket_)} {}

DeviceProcess& DeviceProcess::operator=(DeviceProcess&& other) noexcept {
  if (this == &other) return *this;
  end();
  pid_ = std::exchange(other.pid_, -1);
  socket_ = std::move(other.socket_);
  return *this;
}

// Killed, not asked: a driver in a vendor's library may never answer, and it keeps nothing that could be lost.
std::optional<int> DeviceProcess::end() {
  if (pid_ <= 0) return std::nullopt;
  ::kill(pid_, SIGKILL);  // one that is exiting already keeps the status it exits with
  int status = 0;
  pid_t reaped = -1;
  while ((reaped = ::waitpid(pid_, &status, 0)) < 0 && errno == EINTR) {
  }
  const bool exited = reaped == std::exchange(pid_, -1) && WIFEXITED(status);
  return exited ? std::optional{WEXITSTATUS(status)} : std::nullopt;
}

bool DeviceProcess::send(const device::ToDevice& message) { return socket_.send(device::encode(message)).has_value(); }

bool DeviceProcess::flush() { return socket_.flush().has_value(); }

Received DeviceProcess::receive() {
  Received received;
  while (!received.fault) {
    auto frame = socket_.receive();
    if (!frame) {
      received.fault = frame.error() == device::SocketFault::Closed ? "" : "its socket broke";
    } else if (!*frame) {
      return received;
    } else if (auto message = device::decode_from_device(**frame); !message) {
      received.fault = message.error();
    } else if (received.messages.size() >= kMostAtOnce) {
      received.fault = "it never stops talking";
    } else {
      received.messages.push_back(std::move(*message));
    }
  }
  return received;
}

}  // namespace bianmin::devices
