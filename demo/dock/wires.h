#pragma once
// Wires: the dock's end of the control sockets.
#include <array>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>

#include "demo/dock/bench.h"
#include "kiosk/base/inbox.h"

namespace bianmin::dock {

// One path for each Wire; an empty one is never tried.
using SocketPaths = std::array<std::filesystem::path, kWires.size()>;

// Keeps a connection to every socket that is there, with a thread of its own. A socket that is missing, refuses, hangs
// up or talks nonsense is tried again every kRetry; in between the thread waits in poll() and costs nothing.
//
// Messages wait in an inbox of kCapacity. Should the window not take them, the wire whose message found no room is cut,
// and joined again kRetry later, which begins with its newest state.
class Wires {
 public:
  static constexpr std::chrono::milliseconds kRetry{1000};
  static constexpr std::size_t kCapacity = 256;

  // `on_message` is called from the thread after each message laid in.
  Wires(SocketPaths paths, std::function<void()> on_message);
  ~Wires();
  Wires(const Wires&) = delete;
  Wires& operator=(const Wires&) = delete;

  // Thread: the window's.
  [[nodiscard]] std::optional<FromWire> try_take();
  // Sends it as soon as the socket takes it. An order to a wire that is not connected comes back as Refused, so that
  // nothing old is carried out later.
  void send(Order order);

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace bianmin::dock
