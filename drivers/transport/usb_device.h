#pragma once
// One device opened through libusb. Only usb.cpp makes them.
#include <libusb.h>

#include <expected>
#include <memory>

#include "drivers/transport/usb.h"

namespace bianmin::drivers {

[[nodiscard]] UsbIdentity identity_of(libusb_device* device);

// What a failed opening says of the device.
[[nodiscard]] TransportFault fault_of_usb_open(int error);

[[nodiscard]] std::expected<std::unique_ptr<UsbDevice>, TransportFault> open_usb_device(
    std::shared_ptr<libusb_context> context, libusb_device* device);

}  // namespace bianmin::drivers
