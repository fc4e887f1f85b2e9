#pragma once
// Where a device is plugged in, as kiosk.toml and the command line write it.
#include <chrono>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "drivers/transport/serial.h"
#include "drivers/transport/tcp.h"
#include "drivers/transport/transport.h"

namespace bianmin::drivers {

using Connection = std::variant<SerialLine, TcpAddress>;

// "serial:/dev/ttyUSB0", "serial:/dev/ttyUSB0?baud=9600", "tcp:127.0.0.1:9100", "tcp:[::1]:9100". The error is a
// sentence that says what is wrong and what is expected.
[[nodiscard]] std::expected<Connection, std::string> parse_connection(std::string_view text);

// Waits at most `limit`, and only for what has to answer.
[[nodiscard]] std::expected<std::unique_ptr<Transport>, TransportFault> open(const Connection& connection,
                                                                             std::chrono::milliseconds limit);

}  // namespace bianmin::drivers
