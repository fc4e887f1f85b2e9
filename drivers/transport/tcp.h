#pragma once
// A TCP connection to a device: network printers (port 9100), serial servers, loopback.
#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>

#include "drivers/transport/transport.h"

namespace bianmin::drivers {

struct TcpAddress {
  std::string host;  // a numeric IPv4 or IPv6 address: a name server is one thing more that can hang
  std::uint16_t port = 0;
  friend bool operator==(const TcpAddress&, const TcpAddress&) = default;
};

[[nodiscard]] bool is_numeric_address(const std::string& host);

// Waits at most `limit` for the other side. Missing covers every way of not being there: refused, unreachable, silent.
[[nodiscard]] std::expected<std::unique_ptr<Transport>, TransportFault> open_tcp(const TcpAddress& address,
                                                                                 std::chrono::milliseconds limit);

}  // namespace bianmin::drivers
