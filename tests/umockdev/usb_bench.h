#pragma once
// A card reader on a USB port that umockdev makes up, and the device process that drives it.
#include <chrono>
#include <string>
#include <vector>

#include "tests/drivers/host/emulator.h"
#include "tests/drivers/host/running_device.h"

namespace bianmin::tests {

class UsbBench {
 public:
  Emulator reader;
  RunningDevice process;

  // `layout` is "split" or "pair".
  explicit UsbBench(const std::string& layout, const std::string& connection = "usb:auto",
                    std::vector<std::string> emulator = {})
      : reader{"../../tests/umockdev/usb_sam_v_reader.py", with(std::move(emulator), {"--layout", layout})},
        process{{"--kind", "id-card-reader", "--connection", connection},
                {"UMOCKDEV_DIR=" + reader.state()["root"].get<std::string>(), "LD_PRELOAD=libumockdev-preload.so.0"}} {}

  std::string any_card() const { return reader.command("cards")["cards"].begin().key(); }

  // Whether the card that lies there is read as its holder is known.
  bool reads_right_card(std::uint64_t ticket) {
    process.say(device::StartReading{{ticket}});
    const auto read = process.await<device::CardRead>();
    const auto holder = reader.state()["holder"];
    return read.ticket == Ticket{ticket} && read.card.number == holder["number"].get<std::string>() &&
           (read.card.name == holder["name"].get<std::string>() ||
            read.card.english_name == holder["name"].get<std::string>());
  }

 private:
  static std::vector<std::string> with(std::vector<std::string> some, std::vector<std::string> more) {
    some.insert(some.end(), more.begin(), more.end());
    return some;
  }
};

}  // namespace bianmin::tests
