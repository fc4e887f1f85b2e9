#include "kioskctl/card_place.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

namespace bianmin::kioskctl {
namespace {

TEST_CASE("a reader is named as technicians name it") {
  CHECK(card_place("/dev/ttyUSB0", "", "")->text == "serial:/dev/ttyUSB0");
  CHECK(card_place("/dev/ttyUSB0?baud=9600", "", "")->connection ==
        drivers::Connection{drivers::SerialLine{"/dev/ttyUSB0", 9600}});
  CHECK(card_place("line", "", "")->text == "serial:" + (std::filesystem::current_path() / "line").string());
  CHECK(card_place("", "1:14", "")->connection == drivers::Connection{drivers::UsbAddress{drivers::UsbAt{1, 14}}});
  CHECK(card_place("", "001:014", "")->connection == drivers::Connection{drivers::UsbAddress{drivers::UsbAt{1, 14}}});
  CHECK(card_place("", "0400:c35a", "")->connection ==
        drivers::Connection{drivers::UsbAddress{drivers::UsbById{{0x0400, 0xC35A}, "", ""}}});
  CHECK(card_place("", "auto", "")->connection == drivers::Connection{drivers::UsbAddress{drivers::UsbKnown{}}});
  CHECK(card_place("", "", "ACR39U")->connection == drivers::Connection{drivers::PcscSlot{"ACR39U"}});
}

TEST_CASE("a reader named wrongly is told with the option and what it expects") {
  CHECK(card_place("/dev/ttyUSB0?speed=9600", "", "").error().starts_with("--serial: connection 'serial:/dev/ttyUSB0"));
  CHECK(card_place("", "one", "").error().starts_with("--usb: connection 'usb:one'"));
}

}  // namespace
}  // namespace bianmin::kioskctl
