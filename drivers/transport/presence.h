#pragma once
// How an open device is watched while nobody reads from it.
#include <poll.h>

#include <vector>

namespace bianmin::drivers {

// Thread: the one that uses the device.
class Presence {
 public:
  virtual ~Presence() = default;

  // What poll() should wake up for. It changes: ask before each poll(), and on waking ask gone().
  [[nodiscard]] virtual std::vector<pollfd> wakes() const = 0;

  // Whether the device went away or hung up. Never waits; stays true.
  [[nodiscard]] virtual bool gone() = 0;

  // Whether there is something that the session's next step wants to know. Never waits; true until it has been asked
  // for.
  [[nodiscard]] virtual bool stirred() { return false; }
};

}  // namespace bianmin::drivers
