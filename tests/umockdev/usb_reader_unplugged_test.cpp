// The plug of a reader on USB is pulled, at every stage and at any byte, and put back.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/umockdev/usb_bench.h"

namespace bianmin::tests {
namespace {

using namespace device;
using namespace std::chrono_literals;

// Less than the 5 s after which a reader is first asked whether it lives.
constexpr auto kAtOnce = 4s;

void comes_back(UsbBench& bench, std::uint64_t ticket) {
  bench.reader.command("plug");
  bench.process.await<Ready>();
  bench.reader.command("remove");
  bench.reader.command("lay " + bench.any_card());
  CHECK(bench.reads_right_card(ticket));
}

TEST_CASE("unplugged at any byte of a visit's conversation, the reader is told to be gone at once and comes back") {
  const std::string layout = GENERATE("split", "pair");
  INFO(layout);
  UsbBench bench{layout};
  bench.process.await<Ready>();
  std::uint64_t ticket = 0;
  for (const std::string at :
       {"find 0", "find 7", "find 9", "select 0", "select 7", "select 11", "read 0", "read 1", "read 6", "read 7",
        "read 8", "read 14", "read 270", "read 1293", "read 1294", "address 0", "address 7", "address 8"}) {
    INFO(at);
    const auto reads = bench.process.count<CardRead>();
    bench.reader.command("remove");
    bench.reader.command("lay " + bench.any_card());
    bench.reader.command("fault unplug " + at);
    bench.process.say(StartReading{{++ticket}});
    CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Unplugged);
    CHECK(bench.process.count<CardRead>() == reads);
    CHECK(bench.process.count<CardUnreadable>() == 0);
    comes_back(bench, ++ticket);
  }
}

TEST_CASE("unplugged while it is greeted, the reader is greeted again when it is back") {
  UsbBench bench{GENERATE("split", "pair")};
  bench.process.await<Ready>();
  std::uint64_t ticket = 0;
  for (const std::string at : {"status 0", "status 8", "sam-id 0", "sam-id 7", "sam-id 20"}) {
    INFO(at);
    bench.reader.command("unplug");
    CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Unplugged);
    CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Missing);
    bench.reader.command("fault unplug " + at);
    bench.reader.command("plug");
    CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Unplugged);
    comes_back(bench, ++ticket);
  }
}

TEST_CASE("unplugged while nobody reads, the reader is told to be gone at once") {
  UsbBench bench{GENERATE("split", "pair")};
  bench.process.await<Ready>();
  const auto pulled = std::chrono::steady_clock::now();
  bench.reader.command("unplug");
  CHECK(bench.process.await<Unready>() == Unready{DeviceTrouble::Unplugged, "unplugged"});
  CHECK(std::chrono::steady_clock::now() - pulled < kAtOnce);
  CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Missing);
  comes_back(bench, 1);
}

TEST_CASE("a card that lies there when the plug is pulled is read again when it is back") {
  UsbBench bench{"split"};
  bench.process.await<Ready>();
  bench.reader.command("lay " + bench.any_card());
  CHECK(bench.reads_right_card(1));
  bench.reader.command("unplug");
  CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Unplugged);
  bench.reader.command("plug");
  bench.process.await<Ready>();
  CHECK(bench.reads_right_card(2));
  CHECK(bench.process.count<CardLifted>() == 0);
}

TEST_CASE("a plug that is pulled and put back ten times in a row is followed") {
  UsbBench bench{"split"};
  for (int round = 0; round < 10; ++round) {
    bench.process.await<Ready>();
    bench.reader.command("unplug");
    bench.process.await<Unready>();
    bench.reader.command("plug");
  }
  bench.process.await<Ready>();
}

}  // namespace
}  // namespace bianmin::tests
