#pragma once
// One opened device at work: orders in, messages out.
#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "drivers/host/messages.h"
#include "drivers/host/terminal_link.h"
#include "drivers/transport/presence.h"

namespace bianmin::device {

// Why a device cannot be used now: what Unready says.
struct Failure {
  DeviceTrouble trouble;
  std::string detail;  // for the technician; never personal data
  friend bool operator==(const Failure&, const Failure&) = default;
};

using Outcome = std::expected<void, Failure>;

// Thread: the device process's only thread. After a Failure the session is spent: destroy it and open a new one.
class DeviceSession {
 public:
  virtual ~DeviceSession() = default;

  // Carries out what can be done at once and notes the rest for step(). Orders for other kinds of device are ignored.
  [[nodiscard]] virtual Outcome obey(const ToDevice& order) = 0;

  // Does what is due.
  [[nodiscard]] virtual Outcome step() = 0;

  // How long until step() has something to do, if no order comes first.
  [[nodiscard]] virtual std::chrono::milliseconds rest() const = 0;

  // Tells while the session rests that the device was unplugged. Null: only a step tells. Belongs to the session.
  [[nodiscard]] virtual drivers::Presence* presence() { return nullptr; }

  // The terminal shuts down: leave the device as the next one should find it. Never takes long.
  virtual void leave() {}
};

// An opened device and how it introduces itself.
struct Opened {
  std::unique_ptr<DeviceSession> session;
  Ready introduction;
};

// Opens the device and everything that must be asked before it is ready. `link` outlives the session.
using SessionOpener = std::function<std::expected<Opened, Failure>(TerminalLink& link)>;

[[nodiscard]] inline bool ends_everything(const ToDevice& order) {
  return std::holds_alternative<EndVisit>(order) || std::holds_alternative<Shutdown>(order);
}

}  // namespace bianmin::device
