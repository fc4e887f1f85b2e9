#include "kioskctl/card_place.h"

#include <filesystem>
#include <utility>

namespace bianmin::kioskctl {
namespace {

std::string text_of(const std::string& serial, const std::string& usb, const std::string& pcsc) {
  if (!serial.empty()) {
    const auto question = serial.find('?');
    const auto path = std::filesystem::absolute(serial.substr(0, question)).lexically_normal().string();
    return "serial:" + path + (question == std::string::npos ? "" : serial.substr(question));
  }
  if (!pcsc.empty()) return "pcsc:" + pcsc;
  // As lsusb prints it. Ids and "auto" are what kiosk.toml takes too.
  const bool by_numbers = usb.find_first_not_of("0123456789:") == std::string::npos && usb.size() < 8;
  return by_numbers ? "usb:@" + usb : "usb:" + usb;
}

}  // namespace

std::expected<CardPlace, std::string> card_place(const std::string& serial, const std::string& usb,
                                                 const std::string& pcsc) {
  auto text = text_of(serial, usb, pcsc);
  auto connection = drivers::parse_connection(text);
  const std::string option = !serial.empty() ? "--serial" : !pcsc.empty() ? "--pcsc" : "--usb";
  if (!connection) return std::unexpected{option + ": " + connection.error()};
  return CardPlace{std::move(*connection), std::move(text)};
}

}  // namespace bianmin::kioskctl
