#pragma once
// Starts one process for each device, hears it, and starts it again when it dies or hangs.
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "drivers/host/messages.h"
#include "kiosk/devices/device_process.h"
#include "kiosk/flow/event.h"

namespace bianmin::devices {

struct DeviceOrder {
  flow::Device device;
  ProcessOrder process;
};

struct Patience {
  std::chrono::milliseconds silence{4'000};      // without a heartbeat: it hangs, and is killed
  std::chrono::milliseconds first_restart{100};  // after a death; doubles with each that follows soon
  std::chrono::milliseconds longest_restart{5'000};
  std::chrono::milliseconds stable{20'000};  // alive that long: the next death is a first one again
};

// Has a thread of its own. `hear` is called on it. send() and retry() may be called from any thread; they never wait.
// A message to a device whose process is down is dropped: the flow learns of the death and asks again when it is back.
// When more messages pile up than it holds, every device is started again, as after a death.
class Supervisor {
 public:
  using Hear = std::function<void(flow::Device, const device::FromDevice&)>;
  using Lost = std::function<void(flow::Device, const std::string& detail)>;

  Supervisor(std::vector<DeviceOrder> orders, Patience patience, Hear hear, Lost lost);
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  void send(flow::Device device, device::ToDevice message);
  void send_all(const device::ToDevice& message);
  // Those that are down are started now.
  void retry();

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace bianmin::devices
