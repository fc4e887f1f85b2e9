#include "drivers/transport/usb.h"

#include <libusb.h>

#include <algorithm>
#include <fstream>

#include "drivers/transport/usb_device.h"

namespace bianmin::drivers {
namespace {

// The attached devices, referenced as long as this lives.
class DeviceList {
 public:
  explicit DeviceList(libusb_context* context) {
    const auto count = ::libusb_get_device_list(context, &list_);
    size_ = count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  ~DeviceList() {
    if (list_ != nullptr) ::libusb_free_device_list(list_, 1);
  }
  DeviceList(const DeviceList&) = delete;
  DeviceList& operator=(const DeviceList&) = delete;

  [[nodiscard]] std::span<libusb_device* const> all() const { return {list_, size_}; }

 private:
  libusb_device** list_ = nullptr;
  std::size_t size_ = 0;
};

// The kernel has read it from the device and knows it also where this user may not open that. Empty where it has none.
std::string serial_number(const UsbIdentity& identity) {
  std::ifstream file{"/sys/bus/usb/devices/" + identity.port + "/serial"};
  std::string serial;
  std::getline(file, serial);
  return serial;
}

bool fits(const UsbIdentity& device, const UsbAddress& address, std::span<const UsbId> known) {
  if (const auto* at = std::get_if<UsbAt>(&address)) return device.bus == at->bus && device.device == at->device;
  const auto* by_id = std::get_if<UsbById>(&address);
  if (by_id == nullptr) return std::ranges::find(known, device.id) != known.end();
  return device.id == by_id->id && (by_id->port.empty() || device.port == by_id->port) &&
         (by_id->serial.empty() || serial_number(device) == by_id->serial);
}

}  // namespace

std::string to_string(const UsbIdentity& identity) {
  return to_string(identity.id) + " at port " + identity.port + " (bus " + std::to_string(identity.bus) + ", device " +
         std::to_string(identity.device) + ")";
}

bool UsbBus::ready() {
  if (!context_) {
    libusb_context* context = nullptr;
    if (::libusb_init(&context) != LIBUSB_SUCCESS) return false;
    context_ = {context, ::libusb_exit};
  }
  // What was plugged and unplugged meanwhile waits there to be taken in.
  timeval at_once{};
  ::libusb_handle_events_timeout_completed(context_.get(), &at_once, nullptr);
  return true;
}

std::vector<UsbIdentity> UsbBus::attached() {
  std::vector<UsbIdentity> found;
  if (!ready()) return found;
  const DeviceList devices{context_.get()};
  for (auto* device : devices.all()) found.push_back(identity_of(device));
  return found;
}

std::expected<std::unique_ptr<UsbDevice>, TransportFault> UsbBus::open(const UsbAddress& address,
                                                                       std::span<const UsbId> known) {
  auto fault = TransportFault::Missing;
  if (!ready()) return std::unexpected{fault};
  const DeviceList devices{context_.get()};
  for (auto* device : devices.all()) {
    if (!fits(identity_of(device), address, known)) continue;
    auto opened = open_usb_device(context_, device);
    if (opened) return opened;
    fault = opened.error();
  }
  return std::unexpected{fault};
}

}  // namespace bianmin::drivers
