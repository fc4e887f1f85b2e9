#pragma once
// A device process's end of the socket to the terminal, with its heartbeat.
#include <chrono>
#include <deque>
#include <functional>
#include <optional>

#include "drivers/host/codec.h"
#include "drivers/host/message_socket.h"
#include "drivers/transport/deadline.h"
#include "drivers/transport/keep_going.h"
#include "drivers/transport/presence.h"

namespace bianmin::device {

// Thread: the device process's only thread. Once closed() it stays closed: the process is to end.
class TerminalLink {
 public:
  static constexpr std::chrono::milliseconds kHeartbeat{1000};

  explicit TerminalLink(int descriptor) : socket_{descriptor}, beat_{kHeartbeat} {}

  void say(const FromDevice& message);

  // Waits at most `limit` until an order has come, or the device is gone. Beats meanwhile.
  void wait(std::chrono::milliseconds limit, drivers::Presence* device = nullptr);

  // The oldest order not yet taken.
  [[nodiscard]] std::optional<ToDevice> next_order();

  // For a driver's long calls: beats, takes in orders, and says no once one of them is such that `stops` says yes, or
  // the terminal is gone. The order stays to be taken.
  [[nodiscard]] drivers::KeepGoing keep_going_unless(std::function<bool(const ToDevice&)> stops);

  [[nodiscard]] bool closed() const { return closed_; }

 private:
  void receive();

  MessageSocket socket_;
  std::deque<ToDevice> orders_;
  drivers::Deadline beat_;
  bool closed_ = false;
};

}  // namespace bianmin::device
