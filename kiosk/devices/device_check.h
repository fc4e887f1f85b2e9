#pragma once
// Asks a device's driver whether it can do anything with what kiosk.toml says of it.
#include <expected>
#include <string>

#include "kiosk/devices/device_process.h"

namespace bianmin::devices {

// Starts its program with --check and waits for its end, a few seconds at most. The error is the driver's own sentence,
// or why there is none. Whether the device is there is not asked.
[[nodiscard]] std::expected<void, std::string> check_device(const ProcessOrder& order);

}  // namespace bianmin::devices
