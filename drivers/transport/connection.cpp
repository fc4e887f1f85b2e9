#include "drivers/transport/connection.h"

#include <charconv>
#include <optional>
#include <utility>

namespace bianmin::drivers {
namespace {

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::unexpected<std::string> wrong(std::string_view text, std::string_view what) {
  return std::unexpected{"connection '" + std::string{text} + "': " + std::string{what}};
}

std::expected<Connection, std::string> parse_serial(std::string_view text, std::string_view rest) {
  SerialLine line;
  const auto question = rest.find('?');
  line.path = rest.substr(0, question);
  if (!line.path.starts_with('/')) return wrong(text, "expected a path from the root, as in serial:/dev/ttyUSB0");
  if (question == std::string_view::npos) return line;
  const auto option = rest.substr(question + 1);
  if (!option.starts_with("baud=")) return wrong(text, "the only option of a serial line is baud, as in ?baud=115200");
  const auto baud = parse_number<unsigned>(option.substr(5));
  if (!baud || !is_baud(*baud)) {
    return wrong(text, "expected a usual speed after baud=: 1200, 2400, 4800, 9600 … 115200 … 921600");
  }
  line.baud = *baud;
  return line;
}

std::expected<Connection, std::string> parse_tcp(std::string_view text, std::string_view rest) {
  const auto colon = rest.rfind(':');
  if (colon == std::string_view::npos) return wrong(text, "expected a port, as in tcp:127.0.0.1:9100");
  const auto port = parse_number<std::uint16_t>(rest.substr(colon + 1));
  if (!port || *port == 0) return wrong(text, "expected a port from 1 to 65535 after the last colon");
  auto host = rest.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  TcpAddress address{std::string{host}, *port};
  if (!is_numeric_address(address.host)) {
    return wrong(text,
                 "expected a numeric address, as in tcp:192.168.1.20:9100 or tcp:[::1]:9100; names are not resolved");
  }
  return address;
}

std::expected<Connection, std::string> parse_usb(std::string_view text, std::string_view rest) {
  auto address = parse_usb_address(rest);
  if (!address) return wrong(text, address.error());
  return std::move(*address);
}

std::expected<Connection, std::string> parse_pcsc(std::string_view text, std::string_view rest) {
  if (rest.empty()) return wrong(text, "expected pcsc:auto, or a part of the reader's name as in pcsc:ACR39U");
  return PcscSlot{rest == "auto" ? std::string{} : std::string{rest}};
}

}  // namespace

std::expected<Connection, std::string> parse_connection(std::string_view text) {
  const auto colon = text.find(':');
  const auto scheme = text.substr(0, colon);
  const auto rest = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
  if (scheme == "serial") return parse_serial(text, rest);
  if (scheme == "tcp") return parse_tcp(text, rest);
  if (scheme == "usb") return parse_usb(text, rest);
  if (scheme == "pcsc") return parse_pcsc(text, rest);
  return wrong(text,
               "expected serial:PATH[?baud=N], tcp:ADDRESS:PORT, usb:VENDOR:PRODUCT, usb:auto, pcsc:NAME or pcsc:auto");
}

std::expected<std::unique_ptr<Transport>, TransportFault> open(const Connection& connection,
                                                               std::chrono::milliseconds limit) {
  if (const auto* line = std::get_if<SerialLine>(&connection)) return open_serial(*line);
  if (const auto* address = std::get_if<TcpAddress>(&connection)) return open_tcp(*address, limit);
  return std::unexpected{TransportFault::Missing};
}

}  // namespace bianmin::drivers
