#pragma once
// Which reader is meant.
#include <expected>
#include <string>

#include "drivers/transport/connection.h"

namespace bianmin::kioskctl {

struct CardPlace {
  drivers::Connection connection;
  std::string text;  // as kiosk.toml would write it: "serial:/dev/ttyUSB0", "usb:@1:4", "pcsc:ACR39U"
};

// Of the words of --serial, --usb and --pcsc, of which just one is not empty. The error is a sentence that names the
// option and what it expects.
[[nodiscard]] std::expected<CardPlace, std::string> card_place(const std::string& serial, const std::string& usb,
                                                               const std::string& pcsc);

}  // namespace bianmin::kioskctl
