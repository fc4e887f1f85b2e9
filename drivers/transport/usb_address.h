#pragma once
// Which USB device is meant.
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <variant>

namespace bianmin::drivers {

// What a device says it is.
struct UsbId {
  std::uint16_t vendor = 0;
  std::uint16_t product = 0;
  friend auto operator<=>(const UsbId&, const UsbId&) = default;
};
// As lsusb prints it, "0400:c35a".
[[nodiscard]] std::string to_string(UsbId id);

// The first attached device whose id the driver's table knows.
struct UsbKnown {
  friend bool operator==(const UsbKnown&, const UsbKnown&) = default;
};
// By id; where several are alike, by serial number or by the socket they are in. Empty means any.
struct UsbById {
  UsbId id;
  std::string serial;
  std::string port;  // bus and ports from the root, "1-2.3", as the kernel names it
  friend bool operator==(const UsbById&, const UsbById&) = default;
};
// By the numbers lsusb prints, which change with every plugging in.
struct UsbAt {
  unsigned bus = 0;
  unsigned device = 0;
  friend bool operator==(const UsbAt&, const UsbAt&) = default;
};

using UsbAddress = std::variant<UsbKnown, UsbById, UsbAt>;

// "auto", "0400:c35a", "0400:c35a?serial=A12", "0400:c35a?port=1-2.3", "@1:4". The error says what is expected.
[[nodiscard]] std::expected<UsbAddress, std::string> parse_usb_address(std::string_view text);

}  // namespace bianmin::drivers
