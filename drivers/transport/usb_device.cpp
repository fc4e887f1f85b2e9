#include "drivers/transport/usb_device.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace bianmin::drivers {
namespace {

struct Interface {
  int number;
  UsbEndpoints endpoints;
};

struct FreeConfiguration {
  void operator()(libusb_config_descriptor* it) const { ::libusb_free_config_descriptor(it); }
};

UsbEndpoints bulk_endpoints(const libusb_interface_descriptor& interface) {
  UsbEndpoints bulk;
  for (const auto& endpoint : std::span{interface.endpoint, interface.bNumEndpoints}) {
    if ((endpoint.bmAttributes & LIBUSB_TRANSFER_TYPE_MASK) != LIBUSB_ENDPOINT_TRANSFER_TYPE_BULK) continue;
    const bool in = (endpoint.bEndpointAddress & LIBUSB_ENDPOINT_DIR_MASK) == LIBUSB_ENDPOINT_IN;
    (in ? bulk.in : bulk.out).push_back(endpoint.bEndpointAddress);
  }
  std::ranges::sort(bulk.out);
  std::ranges::sort(bulk.in);
  return bulk;
}

// Readers may carry a drive with their Windows programs.
std::optional<Interface> find_interface(libusb_device* device) {
  libusb_config_descriptor* read = nullptr;
  if (::libusb_get_active_config_descriptor(device, &read) != LIBUSB_SUCCESS) return std::nullopt;
  const std::unique_ptr<libusb_config_descriptor, FreeConfiguration> configuration{read};
  for (const auto& interface : std::span{configuration->interface, configuration->bNumInterfaces}) {
    if (interface.num_altsetting < 1) continue;
    const auto& setting = interface.altsetting[0];
    auto bulk = bulk_endpoints(setting);
    if (setting.bInterfaceClass == LIBUSB_CLASS_MASS_STORAGE || bulk.out.empty() || bulk.in.empty()) continue;
    return Interface{setting.bInterfaceNumber, std::move(bulk)};
  }
  return std::nullopt;
}

class LibusbDevice final : public UsbDevice {
 public:
  LibusbDevice(std::shared_ptr<libusb_context> context, libusb_device_handle* handle, UsbIdentity identity,
               Interface interface)
      : context_{std::move(context)},
        handle_{handle},
        identity_{std::move(identity)},
        interface_{std::move(interface)} {
    // Without it, as where udev does not run, only a transfer shows that the device is gone.
    const auto registered =
        ::libusb_hotplug_register_callback(context_.get(), LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT, 0, identity_.id.vendor,
                                           identity_.id.product, LIBUSB_HOTPLUG_MATCH_ANY, on_left, this, &watching_);
    watched_ = registered == LIBUSB_SUCCESS;
  }
  ~LibusbDevice() override {
    if (watched_) ::libusb_hotplug_deregister_callback(context_.get(), watching_);
    ::libusb_release_interface(handle_, interface_.number);
    ::libusb_close(handle_);
  }
  LibusbDevice(const LibusbDevice&) = delete;
  LibusbDevice& operator=(const LibusbDevice&) = delete;

  [[nodiscard]] const UsbIdentity& identity() const override { return identity_; }
  [[nodiscard]] const UsbEndpoints& endpoints() const override { return interface_.endpoints; }

  [[nodiscard]] std::expected<Bytes, TransportFault> read(std::uint8_t endpoint, std::size_t wanted,
                                                          std::chrono::milliseconds limit) override {
    // In a buffer of whole packets none is ever too long, and a transfer that fills it ends at once.
    const auto packet =
        static_cast<std::size_t>(std::max(::libusb_get_max_packet_size(::libusb_get_device(handle_), endpoint), 1));
    Bytes bytes((wanted + packet - 1) / packet * packet);
    const auto count = transfer(endpoint, bytes.data(), bytes.size(), limit);
    if (!count) return std::unexpected{count.error()};
    bytes.resize(*count);
    return bytes;
  }

  [[nodiscard]] std::expected<std::size_t, TransportFault> write(std::uint8_t endpoint, ByteView bytes,
                                                                 std::chrono::milliseconds limit) override {
    Bytes copy{bytes.begin(), bytes.end()};  // libusb takes one pointer for both directions
    return transfer(endpoint, copy.data(), copy.size(), limit);
  }

  [[nodiscard]] std::vector<pollfd> wakes() const override {
    std::vector<pollfd> descriptors;
    const auto** list = ::libusb_get_pollfds(context_.get());
    for (const auto** it = list; it != nullptr && *it != nullptr; ++it) {
      // The device's own descriptor would wake us for finished transfers, of which there are none; it hangs up when
      // the device goes.
      const bool own = ((*it)->events & POLLIN) == 0;
      descriptors.push_back({(*it)->fd, own ? short{0} : (*it)->events, 0});
    }
    ::libusb_free_pollfds(list);
    return descriptors;
  }

  [[nodiscard]] bool gone() override {
    // First the hang-up: libusb forgets the descriptor once it has seen that itself.
    auto descriptors = wakes();
    for (auto& one : descriptors) one.events = 0;
    if (::poll(descriptors.data(), descriptors.size(), 0) > 0) gone_ = true;
    timeval at_once{};
    ::libusb_handle_events_timeout_completed(context_.get(), &at_once, nullptr);
    return gone_;
  }

 private:
  static int on_left(libusb_context*, libusb_device* device, libusb_hotplug_event, void* self) {
    auto& here = *static_cast<LibusbDevice*>(self);
    if (device == ::libusb_get_device(here.handle_)) here.gone_ = true;
    return 0;
  }

  std::expected<std::size_t, TransportFault> transfer(std::uint8_t endpoint, std::uint8_t* bytes, std::size_t size,
                                                      std::chrono::milliseconds limit) {
    if (gone_) return std::unexpected{TransportFault::Broken};
    int moved = 0;
    // To libusb a limit of 0 is none.
    const auto patience = static_cast<unsigned>(std::max(limit, std::chrono::milliseconds{1}).count());
    const int result = ::libusb_bulk_transfer(handle_, endpoint, bytes, static_cast<int>(size), &moved, patience);
    if (result == LIBUSB_SUCCESS || result == LIBUSB_ERROR_TIMEOUT) return static_cast<std::size_t>(moved);
    return std::unexpected{recover(endpoint, result)};
  }

  TransportFault recover(std::uint8_t endpoint, int error) {
    const bool stalled = error == LIBUSB_ERROR_PIPE;
    const bool lost = stalled || error == LIBUSB_ERROR_OVERFLOW || error == LIBUSB_ERROR_IO;
    // A plug that is being pulled shows as noise first.
    if (!lost || gone() || (stalled && ::libusb_clear_halt(handle_, endpoint) != LIBUSB_SUCCESS)) gone_ = true;
    return gone_ ? TransportFault::Broken : TransportFault::Stalled;
  }

  std::shared_ptr<libusb_context> context_;
  libusb_device_handle* handle_;
  UsbIdentity identity_;
  Interface interface_;
  libusb_hotplug_callback_handle watching_ = 0;
  bool watched_ = false;
  bool gone_ = false;
};

}  // namespace

UsbIdentity identity_of(libusb_device* device) {
  libusb_device_descriptor descriptor{};
  ::libusb_get_device_descriptor(device, &descriptor);
  UsbIdentity identity;
  identity.id = {descriptor.idVendor, descriptor.idProduct};
  identity.bus = ::libusb_get_bus_number(device);
  identity.device = ::libusb_get_device_address(device);
  std::array<std::uint8_t, 8> ports{};
  const auto depth = ::libusb_get_port_numbers(device, ports.data(), static_cast<int>(ports.size()));
  identity.port = std::to_string(identity.bus);
  for (int i = 0; i < depth; ++i) {
    identity.port += (i == 0 ? "-" : ".") + std::to_string(ports[static_cast<std::size_t>(i)]);
  }
  return identity;
}

TransportFault fault_of_usb_open(int error) {
  switch (error) {
    case LIBUSB_ERROR_ACCESS:
      return TransportFault::Forbidden;
    case LIBUSB_ERROR_BUSY:
      return TransportFault::Busy;
    default:
      return TransportFault::Missing;
  }
}

std::expected<std::unique_ptr<UsbDevice>, TransportFault> open_usb_device(std::shared_ptr<libusb_context> context,
                                                                          libusb_device* device) {
  auto interface = find_interface(device);
  if (!interface) return std::unexpected{TransportFault::Missing};
  libusb_device_handle* handle = nullptr;
  if (const int failed = ::libusb_open(device, &handle); failed != LIBUSB_SUCCESS) {
    return std::unexpected{fault_of_usb_open(failed)};
  }
  // Where it is not supported there is no kernel driver to be moved either; claiming tells.
  ::libusb_set_auto_detach_kernel_driver(handle, 1);
  if (const int failed = ::libusb_claim_interface(handle, interface->number); failed != LIBUSB_SUCCESS) {
    ::libusb_close(handle);
    return std::unexpected{fault_of_usb_open(failed)};
  }
  return std::make_unique<LibusbDevice>(std::move(context), handle, identity_of(device), std::move(*interface));
}

}  // namespace bianmin::drivers
