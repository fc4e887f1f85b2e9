#include "drivers/transport/connection.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace bianmin::drivers {
namespace {

TEST_CASE("connection strings name serial lines and addresses") {
  CHECK(parse_connection("serial:/dev/ttyUSB0") == Connection{SerialLine{"/dev/ttyUSB0", 115'200}});
  CHECK(parse_connection("serial:/run/reader?baud=9600") == Connection{SerialLine{"/run/reader", 9600}});
  CHECK(parse_connection("tcp:127.0.0.1:9100") == Connection{TcpAddress{"127.0.0.1", 9100}});
  CHECK(parse_connection("tcp:[::1]:9100") == Connection{TcpAddress{"::1", 9100}});
  CHECK(parse_connection("usb:auto") == Connection{UsbAddress{UsbKnown{}}});
  CHECK(parse_connection("usb:0400:c35a") == Connection{UsbAddress{UsbById{{0x0400, 0xC35A}, {}, {}}}});
  CHECK(parse_connection("usb:0400:C35A?serial=A 12?") ==
        Connection{UsbAddress{UsbById{{0x0400, 0xC35A}, "A 12?", {}}}});
  CHECK(parse_connection("usb:0483:5652?port=1-2.3") == Connection{UsbAddress{UsbById{{0x0483, 0x5652}, {}, "1-2.3"}}});
  CHECK(parse_connection("usb:@1:4") == Connection{UsbAddress{UsbAt{1, 4}}});
  CHECK(parse_connection("pcsc:auto") == Connection{PcscSlot{}});
  CHECK(parse_connection("pcsc:ACS ACR39U: slot 1") == Connection{PcscSlot{"ACS ACR39U: slot 1"}});
}

struct Wrong {
  std::string text;
  std::string expected;
};

TEST_CASE("a wrong connection string is told with the string and what is expected") {
  const auto wrong = GENERATE(values<Wrong>({
      {"", "expected serial:"},
      {"parallel:1", "expected serial:"},
      {"usb:", "four hexadecimal digits"},
      {"usb:483:5652", "four hexadecimal digits"},
      {"usb:04830:5652", "four hexadecimal digits"},
      {"usb:0483-5652", "four hexadecimal digits"},
      {"usb:0483:565g", "four hexadecimal digits"},
      {"usb:autos", "four hexadecimal digits"},
      {"usb:0483:5652?", "serial=TEXT"},
      {"usb:0483:5652?serial=", "serial=TEXT"},
      {"usb:0483:5652?port=", "port=1-2.3"},
      {"usb:0483:5652?port=1", "port=1-2.3"},
      {"usb:0483:5652?port=1-", "port=1-2.3"},
      {"usb:0483:5652?port=1-2.", "port=1-2.3"},
      {"usb:0483:5652?port=1-2.x", "port=1-2.3"},
      {"usb:@1", "as lsusb prints"},
      {"usb:@1:", "as lsusb prints"},
      {"usb:@1:4x", "as lsusb prints"},
      {"serial", "a path from the root"},
      {"serial:", "a path from the root"},
      {"serial:ttyUSB0", "a path from the root"},
      {"serial:/dev/ttyUSB0?speed=9600", "the only option"},
      {"serial:/dev/ttyUSB0?baud=", "usual speed"},
      {"serial:/dev/ttyUSB0?baud=9601", "usual speed"},
      {"serial:/dev/ttyUSB0?baud=9600x", "usual speed"},
      {"tcp:127.0.0.1", "expected a port"},
      {"tcp:127.0.0.1:", "from 1 to 65535"},
      {"tcp:127.0.0.1:0", "from 1 to 65535"},
      {"tcp:127.0.0.1:65536", "from 1 to 65535"},
      {"tcp:printer:9100", "numeric address"},
      {"tcp::9100", "numeric address"},
      {"pcsc:", "pcsc:auto"},
  }));
  const auto parsed = parse_connection(wrong.text);
  REQUIRE_FALSE(parsed);
  INFO(parsed.error());
  CHECK(parsed.error().starts_with("connection '" + wrong.text + "'"));
  CHECK(parsed.error().find(wrong.expected) != std::string::npos);
}

}  // namespace
}  // namespace bianmin::drivers
