// The id card reader's process on USB: found, opened, read.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/umockdev/usb_bench.h"

namespace bianmin::tests {
namespace {

using namespace device;

TEST_CASE("a reader on USB says where it is and how it is spoken to, in the words of its descriptors") {
  const auto split = GENERATE(true, false);
  UsbBench bench{split ? "split" : "pair"};
  CHECK(bench.process.await<Ready>() == Ready{"sam-v", std::string{"05.03-20260118-1449801017-1503276049, "
                                                                   "USB 0400:c35a at port 1-2 (bus 1, device 4), "} +
                                                           (split ? "split endpoints" : "single pair of endpoints")});
}

TEST_CASE("a reader on USB is found by every way of writing where it is") {
  const auto* connection =
      GENERATE("usb:auto", "usb:0483:5652", "usb:0483:5652?serial=B 7", "usb:0483:5652?port=1-2", "usb:@1:4");
  INFO(connection);
  UsbBench bench{"pair", connection, {"--vendor", "0483", "--product", "5652", "--serial", "B 7"}};
  CHECK(bench.process.await<Ready>().model == "sam-v");
}

TEST_CASE("a reader that is not the one meant is missing") {
  const auto* connection =
      GENERATE("usb:0483:5653", "usb:0483:5652?serial=B", "usb:0483:5652?port=1-3", "usb:@1:5", "usb:@2:4");
  INFO(connection);
  UsbBench bench{"pair", connection, {"--vendor", "0483", "--product", "5652", "--serial", "B 7"}};
  CHECK(bench.process.await<Unready>() == Unready{DeviceTrouble::Missing, std::string{connection} + ": missing"});
}

TEST_CASE("a device that the table does not know is not taken for a reader by itself") {
  UsbBench bench{"split", "usb:auto", {"--vendor", "1234"}};
  CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Missing);
}

TEST_CASE("every sample card is read over USB as its holder is known") {
  UsbBench bench{GENERATE("split", "pair")};
  bench.process.await<Ready>();
  const auto cards = bench.reader.command("cards")["cards"];
  REQUIRE(cards.size() >= 4);
  std::uint64_t ticket = 0;
  for (const auto& [key, holder] : cards.items()) {
    INFO(key);
    bench.reader.command("lay " + key);
    CHECK(bench.reads_right_card(++ticket));
    bench.reader.command("remove");
    bench.process.await<CardLifted>();
  }
  CHECK(bench.reader.state()["errors"].empty());
  CHECK(bench.process.count<Unready>() == 0);
}

TEST_CASE("answers that come byte by byte are read") {
  UsbBench bench{GENERATE("split", "pair")};
  bench.process.await<Ready>();
  bench.reader.command("split on");
  bench.reader.command("lay " + bench.any_card());
  CHECK(bench.reads_right_card(1));
  CHECK(bench.process.count<Unready>() == 0);
}

TEST_CASE("a reader that another program has claimed is busy until it is let go") {
  UsbBench bench{"split", "usb:auto", {"--busy"}};
  CHECK(bench.process.await<Unready>() == Unready{DeviceTrouble::Busy, "usb:auto: busy"});
  bench.reader.command("busy off");
  bench.process.await<Ready>();
}

}  // namespace
}  // namespace bianmin::tests
