// What goes wrong on the wire of a reader on USB, the plug staying in.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/umockdev/usb_bench.h"

namespace bianmin::tests {
namespace {

using namespace device;

TEST_CASE("one spoilt answer costs a second question, not the card") {
  const std::string layout = GENERATE("split", "pair");
  const std::string kind = GENERATE("stall", "short", "long", "overflow", "rubbish");
  INFO(layout << ' ' << kind);
  UsbBench bench{layout};
  bench.process.await<Ready>();
  bench.reader.command("lay " + bench.any_card());
  std::uint64_t ticket = 0;
  // At no byte of an answer, in its header, in its body.
  for (const std::string at : {"find 0", "select 3", "read 0", "read 3", "read 600", "address 8"}) {
    INFO(at);
    const auto spoilt = bench.reader.state()["spoilt"].get<int>();
    bench.reader.command("fault " + kind + " " + at);
    CHECK(bench.reads_right_card(++ticket));
    CHECK(bench.reader.state()["spoilt"] == spoilt + 1);
  }
  CHECK(bench.process.count<Unready>() == 0);
  CHECK(bench.process.count<CardUnreadable>() == 0);
}

TEST_CASE("one spoilt answer while the reader is greeted costs nothing") {
  UsbBench bench{GENERATE("split", "pair")};
  bench.process.await<Ready>();
  int spoilt = 0;
  for (const std::string kind : {"stall", "short", "overflow", "rubbish"}) {
    for (const std::string at : {"status 0", "status 8", "sam-id 3", "sam-id 9"}) {
      INFO(kind << ' ' << at);
      bench.reader.command("unplug");
      bench.process.await<Unready>();
      bench.reader.command("fault " + kind + " " + at);
      bench.reader.command("plug");
      CHECK(bench.process.await<Ready>().detail.starts_with("05.03-"));
      CHECK(bench.reader.state()["spoilt"] == ++spoilt);
    }
  }
}

TEST_CASE("a reader that stalls without end is garbled, and ready again once it has come to itself") {
  UsbBench bench{GENERATE("split", "pair")};
  bench.process.await<Ready>();
  bench.reader.command("fault stall find 0 always");
  bench.process.say(StartReading{{1}});
  CHECK(bench.process.await<Unready>() == Unready{DeviceTrouble::GarbledAnswer, "garbled answer"});
  bench.reader.command("fault none");
  bench.process.await<Ready>();
  bench.reader.command("lay " + bench.any_card());
  CHECK(bench.reads_right_card(2));
}

TEST_CASE("a reader that falls silent on USB is not ready, also while nobody reads") {
  UsbBench bench{GENERATE("split", "pair")};
  bench.process.await<Ready>();
  bench.reader.command("silence on");
  CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::NoAnswer);
  bench.reader.command("silence off");
  bench.process.await<Ready>();
}

TEST_CASE("a card whose every answer is cut off is never taken for read") {
  UsbBench bench{GENERATE("split", "pair")};
  bench.process.await<Ready>();
  bench.reader.command("lay " + bench.any_card());
  bench.reader.command("fault short read " + std::to_string(GENERATE(7, 256, 1294)) + " always");
  bench.process.say(StartReading{{1}});
  CHECK(bench.process.await<CardUnreadable>() == CardUnreadable{{1}, CardFault::Garbled});
  CHECK(bench.process.count<CardRead>() == 0);
}

}  // namespace
}  // namespace bianmin::tests
