#include "drivers/transport/usb_address.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>

namespace bianmin::drivers {
namespace {

constexpr std::size_t kIdDigits = 4;

template <typename Number>
std::optional<Number> parse_whole(std::string_view text, int base) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<UsbId> parse_id(std::string_view text) {
  if (text.size() != 2 * kIdDigits + 1 || text[kIdDigits] != ':') return std::nullopt;
  const auto vendor = parse_whole<std::uint16_t>(text.substr(0, kIdDigits), 16);
  const auto product = parse_whole<std::uint16_t>(text.substr(kIdDigits + 1), 16);
  if (!vendor || !product) return std::nullopt;
  return UsbId{*vendor, *product};
}

// "1-2.3": a bus, then the socket of each hub on the way.
bool is_port(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos || !parse_whole<unsigned>(text.substr(0, dash), 10)) return false;
  auto rest = text.substr(dash + 1);
  while (true) {
    const auto dot = rest.find('.');
    if (!parse_whole<unsigned>(rest.substr(0, dot), 10)) return false;
    if (dot == std::string_view::npos) return true;
    rest = rest.substr(dot + 1);
  }
}

std::expected<UsbAddress, std::string> parse_place(std::string_view text) {
  const auto colon = text.find(':');
  if (colon != std::string_view::npos) {
    const auto bus = parse_whole<unsigned>(text.substr(0, colon), 10);
    const auto device = parse_whole<unsigned>(text.substr(colon + 1), 10);
    if (bus && device) return UsbAt{*bus, *device};
  }
  return std::unexpected{"expected the numbers of bus and device as lsusb prints them, as in usb:@1:4"};
}

}  // namespace

std::string to_string(UsbId id) {
  char text[10];
  std::snprintf(text, sizeof text, "%04x:%04x", static_cast<unsigned>(id.vendor), static_cast<unsigned>(id.product));
  return text;
}

std::expected<UsbAddress, std::string> parse_usb_address(std::string_view text) {
  if (text == "auto") return UsbKnown{};
  if (text.starts_with('@')) return parse_place(text.substr(1));
  const auto question = text.find('?');
  const auto id = parse_id(text.substr(0, question));
  if (!id) {
    return std::unexpected{
        "expected vendor and product, four hexadecimal digits each, as in usb:0400:c35a, or usb:auto, or "
        "usb:@BUS:DEVICE"};
  }
  UsbById address{*id, {}, {}};
  if (question == std::string_view::npos) return address;
  const auto option = text.substr(question + 1);
  constexpr std::string_view kSerial = "serial=";
  constexpr std::string_view kPort = "port=";
  if (option.starts_with(kSerial) && option.size() > kSerial.size()) {
    address.serial = option.substr(kSerial.size());
  } else if (option.starts_with(kPort) && is_port(option.substr(kPort.size()))) {
    address.port = option.substr(kPort.size());
  } else {
    return std::unexpected{"expected after the question mark serial=TEXT, or port=BUS-PORT[.PORT…] as in port=1-2.3"};
  }
  return address;
}

}  // namespace bianmin::drivers
