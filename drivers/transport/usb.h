#pragma once
// USB devices that no kernel driver serves, through libusb.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "drivers/transport/presence.h"
#include "drivers/transport/transport.h"
#include "drivers/transport/usb_address.h"

struct libusb_context;

namespace bianmin::drivers {

// Where a device is and what it says it is.
struct UsbIdentity {
  UsbId id;
  unsigned bus = 0;
  unsigned device = 0;
  std::string port;  // "1-2.3", the same as long as the plug stays in its socket
  friend bool operator==(const UsbIdentity&, const UsbIdentity&) = default;
};
// For technicians: "0400:c35a at port 1-2.3 (bus 1, device 4)".
[[nodiscard]] std::string to_string(const UsbIdentity& identity);

// Addresses of the bulk endpoints of one interface, ascending.
struct UsbEndpoints {
  std::vector<std::uint8_t> out;
  std::vector<std::uint8_t> in;
  friend bool operator==(const UsbEndpoints&, const UsbEndpoints&) = default;
};

// An opened device, one of its interfaces claimed. Thread: one, the device process's. After Broken destroy it and open
// a new one. After Stalled the halt is already cleared: what was under way is lost, and the next transfer may work.
class UsbDevice : public Presence {
 public:
  [[nodiscard]] virtual const UsbIdentity& identity() const = 0;
  [[nodiscard]] virtual const UsbEndpoints& endpoints() const = 0;

  // Waits at most `limit` for one transfer of about `wanted` bytes: devices send whole packets, so more may come. Gives
  // what came; empty means nothing did.
  [[nodiscard]] virtual std::expected<Bytes, TransportFault> read(std::uint8_t endpoint, std::size_t wanted,
                                                                  std::chrono::milliseconds limit) = 0;

  // Gives how many bytes the device took within `limit`.
  [[nodiscard]] virtual std::expected<std::size_t, TransportFault> write(std::uint8_t endpoint, ByteView bytes,
                                                                         std::chrono::milliseconds limit) = 0;
};

// The machine's USB. Thread: one; its devices belong to the same one. libusb keeps a thread of its own behind it, which
// hears of plugging and unplugging from udev.
class UsbBus {
 public:
  // Every attached device, hubs too. Empty also where there is no USB at all.
  [[nodiscard]] std::vector<UsbIdentity> attached();

  // Takes its driver from the kernel until the device is closed. The interface is the first with a bulk endpoint each
  // way that is no mass storage. `known` are the ids that UsbKnown means. Where several devices fit, the first that can
  // be had; Missing where none fits.
  [[nodiscard]] std::expected<std::unique_ptr<UsbDevice>, TransportFault> open(const UsbAddress& address,
                                                                               std::span<const UsbId> known);

 private:
  [[nodiscard]] bool ready();

  std::shared_ptr<libusb_context> context_;  // empty until it could be had
};

}  // namespace bianmin::drivers
