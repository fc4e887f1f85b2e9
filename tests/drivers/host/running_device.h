#pragma once
// A bianmin-device process, and the test in the place of the terminal.
#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "drivers/host/codec.h"
#include "drivers/host/message_socket.h"

namespace bianmin::tests {

class RunningDevice {
 public:
  // Arguments as on the command line, without --socket. The environment, NAME=VALUE each, is added to the test's own.
  explicit RunningDevice(std::vector<std::string> arguments, std::vector<std::string> environment = {});
  ~RunningDevice();
  RunningDevice(const RunningDevice&) = delete;
  RunningDevice& operator=(const RunningDevice&) = delete;

  void say(const device::ToDevice& order);

  // The next message of this kind; those before it are dropped, and remembered in heard(). Throws when none comes in
  // time. The limit only ends a test that fails: on a machine with forty other things to do, a USB reader that umockdev
  // makes up takes ten seconds to be opened and greeted.
  template <typename Message>
  Message await(std::chrono::milliseconds limit = std::chrono::minutes{1}) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (auto message = next(deadline)) {
      if (const auto* wanted = std::get_if<Message>(&*message)) return *wanted;
    }
    fail_waiting();
  }

  // Everything that came so far, heartbeats left out.
  [[nodiscard]] const std::vector<device::FromDevice>& heard() const { return heard_; }
  template <typename Message>
  [[nodiscard]] std::size_t count() const {
    std::size_t found = 0;
    for (const auto& message : heard_) found += std::holds_alternative<Message>(message) ? 1U : 0U;
    return found;
  }

  void hang_up() { socket_.reset(); }
  // Its exit status; negative is the signal that ended it. Throws when it runs on.
  [[nodiscard]] int await_exit();
  [[nodiscard]] pid_t pid() const { return pid_; }
  // What it has used so far.
  [[nodiscard]] std::chrono::nanoseconds processor_time() const;

 private:
  std::optional<device::FromDevice> next(std::chrono::steady_clock::time_point deadline);
  [[noreturn]] void fail_waiting() const;

  pid_t pid_ = -1;
  std::optional<device::MessageSocket> socket_;
  std::vector<device::FromDevice> heard_;
};

}  // namespace bianmin::tests
