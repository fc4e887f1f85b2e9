// The receipt printer's process against the emulated ESC/POS printer.
#include <catch2/catch_test_macros.hpp>
#include <chrono>

#include "tests/drivers/host/emulator.h"
#include "tests/drivers/host/running_device.h"

namespace bianmin::tests {
namespace {

using namespace device;

MonoBitmap receipt(std::uint32_t rows) {
  MonoBitmap picture{576, rows, {}};
  picture.bits.assign(picture.stride() * rows, 0xF0);
  return picture;
}

struct Bench {
  Emulator printer;
  RunningDevice process;

  // Starting at a slow speed leaves time to interfere.
  explicit Bench(const std::string& millimetres_a_second = "0")
      : printer{"escpos_printer.py", {"--paper", "@/paper", "--speed", millimetres_a_second}},
        process{{"--kind", "receipt-printer", "--connection",
                 "tcp:127.0.0.1:" + std::to_string(printer.state()["port"].get<int>())}} {
    process.await<Ready>();
    CHECK(process.await<PrinterState>() == PrinterState{Paper::Enough, false, false, false, false, false});
  }
};

TEST_CASE("a receipt is printed once and its printing confirmed by the printer") {
  Bench bench;
  bench.process.say(Print{{1}, receipt(400)});
  CHECK(bench.process.await<PrintProgress>() == PrintProgress{{1}, PrintStage::Sent});
  CHECK(bench.process.await<PrintFinished>() == PrintFinished{{1}, PrintOutcome::Confirmed, 1, PrinterFault::None});
  const auto state = bench.printer.state();
  CHECK(state["tickets"].size() == 1);
  CHECK(state["errors"].empty());
}

TEST_CASE("a change of the printer's state is told without being asked, and asking is answered without a change") {
  Bench bench;
  bench.printer.command("paper near");
  CHECK(bench.process.await<PrinterState>().paper == Paper::NearEnd);
  bench.process.say(QueryPrinter{});
  CHECK(bench.process.await<PrinterState>().paper == Paper::NearEnd);
  bench.printer.command("cover open");
  CHECK(bench.process.await<PrinterState>().cover_open);
}

TEST_CASE("without paper a job fails, nothing comes out after the refill, and the next one prints") {
  Bench bench;
  bench.printer.command("paper out");
  bench.process.say(Print{{1}, receipt(400)});
  CHECK(bench.process.await<PrintFinished>() == PrintFinished{{1}, PrintOutcome::Failed, 0, PrinterFault::NoPaper});
  bench.printer.command("paper full");
  bench.process.say(Print{{2}, receipt(200)});
  CHECK(bench.process.await<PrintFinished>() == PrintFinished{{2}, PrintOutcome::Confirmed, 1, PrinterFault::None});
  CHECK(bench.printer.state()["tickets"].size() == 1);
}

// The longest silence of a process that a terminal lets pass.
constexpr std::chrono::seconds kPatience{4};

TEST_CASE("the process beats all through a long job, and a job cancelled half-way has not been confirmed") {
  Bench bench{"20"};
  bench.process.say(Print{{1}, receipt(2400)});
  for (int beats = 0; beats < 4; ++beats) bench.process.await<Heartbeat>(kPatience);
  bench.process.say(CancelPrint{{1}});
  while (bench.process.count<PrintFinished>() == 0) bench.process.await<Heartbeat>(kPatience);
  const auto finished = std::get<PrintFinished>(bench.process.heard().back());
  CHECK(finished.ticket == Ticket{1});
  CHECK(finished.outcome != PrintOutcome::Confirmed);
  CHECK(finished.fault == PrinterFault::Cancelled);
}

TEST_CASE("cancelling another ticket does not stop the job") {
  Bench bench{"200"};
  bench.process.say(Print{{1}, receipt(800)});
  bench.process.say(CancelPrint{{9}});
  CHECK(bench.process.await<PrintFinished>().outcome == PrintOutcome::Confirmed);
}

TEST_CASE("a printer that leaves the network in the middle of a job: the job is answered, and the printer comes back") {
  Bench bench{"20"};
  bench.process.say(Print{{1}, receipt(1600)});
  bench.process.await<Heartbeat>();
  bench.printer.command("go-away");
  const auto finished = bench.process.await<PrintFinished>();
  CHECK(finished.ticket == Ticket{1});
  CHECK(finished.outcome != PrintOutcome::Confirmed);
  bench.process.await<Unready>();
  bench.printer.command("come-back");
  bench.process.await<Ready>();
}

TEST_CASE("what an earlier process left before the cutter does not come out with the next ticket") {
  Bench bench{"20"};
  bench.process.say(Print{{1}, receipt(1600)});
  bench.process.await<Heartbeat>();
  bench.printer.command("hangup");
  bench.process.await<PrintFinished>();
  bench.process.await<Ready>();
  bench.process.say(Print{{2}, receipt(200), true});
  CHECK(bench.process.await<PrintFinished>().outcome == PrintOutcome::Confirmed);
  CHECK(bench.printer.state()["tickets"].size() == 2);
}

}  // namespace
}  // namespace bianmin::tests
