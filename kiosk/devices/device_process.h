#pragma once
// One child process with one driver in it, at the other end of a socket.
#include <sys/types.h>

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "drivers/host/message_socket.h"
#include "drivers/host/messages.h"

namespace bianmin::devices {

// Which program to start and what to tell it: the words after its name, without --socket.
struct ProcessOrder {
  std::string program;
  std::vector<std::string> words;
};

struct Received {
  std::vector<device::FromDevice> messages;
  // After them the process is lost: what it said wrong, that it never stops talking, or empty text for a hang-up.
  std::optional<std::string> fault;
};

// Thread: the supervisor's. The child is killed and reaped when the object goes.
class DeviceProcess {
 public:
  // The error is a sentence for the log.
  [[nodiscard]] static std::expected<DeviceProcess, std::string> start(const ProcessOrder& order);

  ~DeviceProcess();
  DeviceProcess(DeviceProcess&& other) noexcept;
  DeviceProcess& operator=(DeviceProcess&& other) noexcept;

  [[nodiscard]] int descriptor() const { return socket_.descriptor(); }
  [[nodiscard]] bool wants_write() const { return socket_.wants_write(); }
  [[nodiscard]] pid_t pid() const { return pid_; }

  // False: the process is lost; destroy this.
  [[nodiscard]] bool send(const device::ToDevice& message);
  [[nodiscard]] bool flush();
  // Everything that has arrived.
  [[nodiscard]] Received receive();

  // Kills and reaps it, if that was not done. Its exit status; empty when a signal ended it.
  std::optional<int> end();

 private:
  DeviceProcess(pid_t pid, device::MessageSocket socket) : pid_{pid}, socket_{std::move(socket)} {}

  pid_t pid_ = -1;
  device::MessageSocket socket_;
};

}  // namespace bianmin::devices
