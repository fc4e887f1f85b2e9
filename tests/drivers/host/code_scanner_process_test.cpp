// The code scanner's process against the emulated serial scanner.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/drivers/host/emulator.h"
#include "tests/drivers/host/running_device.h"

namespace bianmin::tests {
namespace {

using namespace device;

struct Bench {
  std::string dialect;
  Emulator scanner;
  RunningDevice process;

  explicit Bench(std::string name = "honeywell")
      : dialect{std::move(name)},
        scanner{"serial_scanner.py", {"--link", "@/line", "--dialect", dialect}},
        process{{"--kind", "code-scanner", "--model", dialect, "--connection", "serial:" + scanner.folder() / "line"}} {
    CHECK(process.await<Ready>() == Ready{dialect, ""});
  }
};

TEST_CASE("a code held before the scanner is read, in each dialect, and the flash is left alone") {
  const std::string dialect = GENERATE("honeywell", "newland");
  Bench bench{dialect};
  for (std::uint64_t ticket = 1; ticket <= 3; ++ticket) {
    bench.process.say(StartScanning{{ticket}});
    bench.scanner.command("show 受理号" + std::to_string(ticket));
    CHECK(bench.process.await<CodeScanned>() == CodeScanned{{ticket}, "qr", "受理号" + std::to_string(ticket)});
    bench.scanner.command("take-away");
  }
  const auto state = bench.scanner.state();
  CHECK(state["errors"].empty());
  CHECK(state["flash_writes"] == 0);
}

TEST_CASE("a code that nobody asked for is dropped, one shown after the order counts") {
  const std::string dialect = GENERATE("honeywell", "newland");
  Bench bench{dialect};
  bench.scanner.command("blurt unwanted");
  bench.process.await<Heartbeat>();
  bench.process.say(StartScanning{{1}});
  bench.scanner.command("show wanted");
  CHECK(bench.process.await<CodeScanned>() == CodeScanned{{1}, "qr", "wanted"});
  CHECK(bench.process.count<CodeScanned>() == 1);
}

TEST_CASE("rubbish on the line costs time, not the code") {
  const std::string dialect = GENERATE("honeywell", "newland");
  Bench bench{dialect};
  bench.scanner.command("rubbish on");
  bench.process.say(StartScanning{{1}});
  bench.scanner.command("show good");
  CHECK(bench.process.await<CodeScanned>() == CodeScanned{{1}, "qr", "good"});
}

TEST_CASE("after stop the trigger is let go") {
  Bench bench;
  bench.process.say(StartScanning{{1}});
  bench.process.say(StopScanning{});
  bench.process.await<Heartbeat>();
  bench.scanner.command("show late");
  bench.process.await<Heartbeat>();
  CHECK(bench.process.count<CodeScanned>() == 0);
  CHECK(bench.scanner.state()["triggered"] == false);
}

TEST_CASE("a scanner that is plugged in again is set up again") {
  Bench bench;
  bench.scanner.command("unplug");
  CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Unplugged);
  bench.scanner.command("plug");
  bench.process.await<Ready>();
  bench.process.say(StartScanning{{2}});
  bench.scanner.command("show again");
  CHECK(bench.process.await<CodeScanned>() == CodeScanned{{2}, "qr", "again"});
}

}  // namespace
}  // namespace bianmin::tests
