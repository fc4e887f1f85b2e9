#pragma once
// A serial line: a UART, a USB serial adapter, CDC-ACM, or a pseudo-terminal.
#include <expected>
#include <memory>
#include <string>

#include "drivers/transport/transport.h"

namespace bianmin::drivers {

struct SerialLine {
  std::string path;         // a device file or a link to one
  unsigned baud = 115'200;  // one of is_baud()
  friend bool operator==(const SerialLine&, const SerialLine&) = default;
};

// Speeds that POSIX and Linux name, from 1200 to 921600.
[[nodiscard]] bool is_baud(unsigned baud);

// Opens the line raw, 8N1, without flow control. It is held with flock(): a second opener gets Busy. TIOCEXCL is not
// used, because on a line that somebody else keeps open it outlives a killed process and locks out the next one.
[[nodiscard]] std::expected<std::unique_ptr<Transport>, TransportFault> open_serial(const SerialLine& line);

}  // namespace bianmin::drivers
