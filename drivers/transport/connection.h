#pragma once
// Where a device is plugged in, as kiosk.toml and the command line write it.
#include <chrono>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "drivers/transport/pcsc_slot.h"
#include "drivers/transport/serial.h"
#include "drivers/transport/tcp.h"
#include "drivers/transport/transport.h"
#include "drivers/transport/usb_address.h"

namespace bianmin::drivers {

using Connection = std::variant<SerialLine, TcpAddress, UsbAddress, PcscSlot>;

// "serial:/dev/ttyUSB0", "serial:/dev/ttyUSB0?baud=9600", "tcp:127.0.0.1:9100", "tcp:[::1]:9100",
// "usb:auto", "usb:0400:c35a", "usb:0400:c35a?serial=A12", "usb:0400:c35a?port=1-2.3", "usb:@1:4",
// "pcsc:auto", "pcsc:ACR39U". The error is a sentence that says what is wrong and what is expected.
[[nodiscard]] std::expected<Connection, std::string> parse_connection(std::string_view text);

// Opens what is a stream of bytes by itself, a serial line or an address; what else there is, the driver opens that
// knows it, and here it is Missing. Waits at most `limit`, and only for what has to answer.
[[nodiscard]] std::expected<std::unique_ptr<Transport>, TransportFault> open(const Connection& connection,
                                                                             std::chrono::milliseconds limit);

}  // namespace bianmin::drivers
