#include "drivers/receipt_printer/escpos_printer.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/drivers/receipt_printer/fake_printer.h"

namespace bianmin::drivers {
namespace {

using namespace std::chrono_literals;

const KeepGoing kAlways = [] { return true; };
const PrintWatch kToTheEnd = [](PrintStage) { return true; };

// Every row differs from its neighbours, and every row is inked.
MonoBitmap ticket_of(std::uint32_t height, std::uint8_t seed = 1) {
  MonoBitmap bitmap{24, height, {}};
  for (std::uint32_t y = 0; y < height; ++y) {
    bitmap.bits.insert(bitmap.bits.end(), {seed, static_cast<std::uint8_t>(0x20 + y % 64), 0xFF});
  }
  return bitmap;
}

EscposPrinter driver_for(FakePrinter& printer, const PrinterModel& model = generic_printer_model()) {
  return EscposPrinter{line_to(printer), model, clock_of(printer)};
}

bool came_out_whole(const FakePrinter& printer, const MonoBitmap& ticket) {
  const auto wanted = rows_of(ticket);
  const auto holds = [&](const Ticket& rows) { return std::ranges::search(rows, wanted).begin() != rows.end(); };
  return std::ranges::any_of(printer.tickets, holds) || holds(printer.hanging);
}

// The two promises: Confirmed means whole, Failed means not whole.
void require_honest(const PrintResult& result, const FakePrinter& printer, const MonoBitmap& ticket) {
  const bool whole = came_out_whole(printer, ticket);
  REQUIRE((result.outcome != PrintOutcome::Confirmed || whole));
  REQUIRE((result.outcome != PrintOutcome::Failed || !whole));
  REQUIRE((result.outcome == PrintOutcome::Confirmed) == !result.fault.has_value());
  REQUIRE((result.outcome == PrintOutcome::Confirmed) == (result.rung != ProofRung::None));
}

struct NamedFault {
  PrinterStatus status;
  PrinterFault fault;
};

const NamedFault kFaults[]{
    {{.paper = PaperLevel::Out}, PrinterFault::NoPaper}, {{.cover_open = true}, PrinterFault::CoverOpen},
    {{.paper_jam = true}, PrinterFault::PaperJam},       {{.cutter_fault = true}, PrinterFault::CutterStuck},
    {{.head_hot = true}, PrinterFault::HeadHot},         {{.broken = true}, PrinterFault::Broken},
    {{.offline = true}, PrinterFault::Offline},
};

TEST_CASE("a ticket comes out once, whole, and is proven as well as the printer can") {
  FakePrinter printer;
  SECTION("by the echo of its id") {
    const auto ticket = ticket_of(700);
    auto driver = driver_for(printer);
    CHECK(driver.print(ticket, 30s, kToTheEnd) == PrintResult::confirmed(ProofRung::PrintingComplete));
    CHECK(printer.tickets == std::vector<Ticket>{rows_of(ticket)});
  }
  SECTION("by the answer to a question behind it") {
    printer.knows_process_id = false;
    auto driver = driver_for(printer);
    CHECK(driver.print(ticket_of(700), 30s, kToTheEnd) == PrintResult::confirmed(ProofRung::BytesRead));
    CHECK(printer.tickets == std::vector<Ticket>{rows_of(ticket_of(700))});
  }
  SECTION("by its status alone") {
    printer.knows_process_id = printer.knows_queued_status = printer.knows_automatic_status = false;
    auto driver = driver_for(printer);
    CHECK(driver.print(ticket_of(700), 30s, kToTheEnd) == PrintResult::confirmed(ProofRung::StatusOnly));
    CHECK(printer.tickets == std::vector<Ticket>{rows_of(ticket_of(700))});
  }
}

TEST_CASE("a second ticket follows the first and neither is printed again") {
  FakePrinter printer;
  auto driver = driver_for(printer);
  REQUIRE(driver.print(ticket_of(120, 1), 30s, kToTheEnd).outcome == PrintOutcome::Confirmed);
  REQUIRE(driver.print(ticket_of(90, 2), 30s, kToTheEnd).outcome == PrintOutcome::Confirmed);
  CHECK(printer.tickets == std::vector<Ticket>{rows_of(ticket_of(120, 1)), rows_of(ticket_of(90, 2))});
}

TEST_CASE("the watcher is told when the last byte has left") {
  FakePrinter printer;
  auto driver = driver_for(printer);
  std::vector<PrintStage> stages;
  const auto watch = [&](PrintStage stage) {
    if (stages.empty() || stages.back() != stage) stages.push_back(stage);
    return true;
  };
  REQUIRE(driver.print(ticket_of(300), 30s, watch).outcome == PrintOutcome::Confirmed);
  CHECK(stages == std::vector{PrintStage::NotSent, PrintStage::Sending, PrintStage::Sent});
}

TEST_CASE("a printer that cannot print gets nothing to print") {
  for (const auto& each : kFaults) {
    CAPTURE(to_string(each.fault));
    FakePrinter printer;
    printer.condition = each.status;
    auto driver = driver_for(printer);
    const auto status = driver.status(5s, kAlways);
    REQUIRE(status.has_value());
    CHECK(status->fault() == each.fault);
    CHECK(driver.print(ticket_of(50), 30s, kToTheEnd) == PrintResult::failed(each.fault));
    CHECK(printer.rasters == 0);
    printer.mend();
    CHECK(driver.print(ticket_of(50), 30s, kToTheEnd).outcome == PrintOutcome::Confirmed);
    CHECK(printer.tickets == std::vector<Ticket>{rows_of(ticket_of(50))});
  }
}

TEST_CASE("a silent printer is silent, not out of paper") {
  FakePrinter printer;
  printer.silent = true;
  auto driver = driver_for(printer);
  CHECK(driver.status(5s, kAlways) == std::unexpected{PrinterFault::Silent});
  CHECK(driver.print(ticket_of(50), 30s, kToTheEnd) == PrintResult::failed(PrinterFault::Silent));
  CHECK(printer.rasters == 0);
}

TEST_CASE("near end is told and does not keep a ticket from being printed") {
  FakePrinter printer;
  printer.condition.paper = PaperLevel::NearEnd;
  auto driver = driver_for(printer);
  CHECK(driver.status(5s, kAlways) == PrinterStatus{.paper = PaperLevel::NearEnd});
  CHECK(driver.print(ticket_of(50), 30s, kToTheEnd).outcome == PrintOutcome::Confirmed);
}

TEST_CASE("each fault at each row ends in an honest outcome, and the next citizen gets their own ticket only") {
  const auto ticket = ticket_of(300, 1);
  const auto next = ticket_of(40, 2);
  for (const bool answers_queue : {true, false}) {
    for (const auto& each : kFaults) {
      for (std::size_t rows = 1; rows <= 300; rows += 23) {
        CAPTURE(answers_queue, to_string(each.fault), rows);
        FakePrinter printer;
        printer.knows_queued_status = printer.knows_automatic_status = answers_queue;
        printer.knows_process_id = rows % 2 == 0;
        printer.fails_after_rows = rows;
        printer.failure = each.status;
        auto driver = driver_for(printer);
        const auto result = driver.print(ticket, 30s, kToTheEnd);
        require_honest(result, printer, ticket);
        REQUIRE(result.fault == each.fault);
        // Held back until the rest was read, the last band cannot have come out: this much is certain.
        if (answers_queue && rows < 192) REQUIRE(result.outcome == PrintOutcome::Failed);

        // Mended before the driver comes again: nothing more of the first ticket may come out.
        const auto printed = printer.hanging.size();
        printer.mend();
        printer.work();
        REQUIRE(printer.hanging.size() == printed);
        REQUIRE(driver.print(next, 30s, kToTheEnd).outcome == PrintOutcome::Confirmed);
        REQUIRE(printer.tickets.back() == rows_of(next));
      }
    }
  }
}

TEST_CASE("a printer slower than its line is not given the end of a ticket before it has read the rest") {
  const auto ticket = ticket_of(1'000);
  for (const std::size_t rows : {10U, 400U, 700U, 950U}) {
    CAPTURE(rows);
    FakePrinter printer;
    printer.bytes_a_millisecond = 1;
    printer.knows_automatic_status = rows % 3 == 0;
    printer.fails_after_rows = rows;
    printer.failure = {.paper = PaperLevel::Out};
    auto driver = driver_for(printer);
    REQUIRE(driver.print(ticket, 60s, kToTheEnd) == PrintResult::failed(PrinterFault::NoPaper));
    // And no more of it than a few bands is in its memory when it fails.
    REQUIRE(printer.buffered_at_failure <= 5 * (96 * 3 + 11) + 64);
  }
  FakePrinter untroubled;
  untroubled.bytes_a_millisecond = 1;
  REQUIRE(driver_for(untroubled).print(ticket, 60s, kToTheEnd) == PrintResult::confirmed(ProofRung::PrintingComplete));
  CHECK(untroubled.tickets == std::vector<Ticket>{rows_of(ticket)});
}

TEST_CASE("the line breaks at any byte of a job, and the outcome stays honest") {
  const auto ticket = ticket_of(110);
  FakePrinter untroubled;
  REQUIRE(driver_for(untroubled).print(ticket, 30s, kToTheEnd).outcome == PrintOutcome::Confirmed);
  for (std::size_t at = 8'000; at <= untroubled.taken; ++at) {
    CAPTURE(at);
    FakePrinter printer;
    printer.hangs_up_after_bytes = at;
    auto driver = driver_for(printer);
    const auto result = driver.print(ticket, 30s, kToTheEnd);
    require_honest(result, printer, ticket);
    if (at < untroubled.taken) REQUIRE(result.fault == PrinterFault::Unplugged);
    // Plugged in again, by a process that knows nothing of the job.
    printer.hangs_up_after_bytes.reset();
    auto later = driver_for(printer);
    REQUIRE(later.print(ticket_of(30, 2), 30s, kToTheEnd).outcome == PrintOutcome::Confirmed);
    REQUIRE(came_out_whole(printer, ticket_of(30, 2)));
  }
}

TEST_CASE("the printer falls silent at any byte of a job, and the outcome stays honest") {
  const auto ticket = ticket_of(110);
  for (std::size_t at = 1; at <= 9'200; at += at < 8'000 ? 800 : 7) {
    CAPTURE(at);
    FakePrinter printer;
    printer.falls_silent_after_bytes = at;
    const auto result = driver_for(printer).print(ticket, 60s, kToTheEnd);
    require_honest(result, printer, ticket);
    if (result.outcome != PrintOutcome::Confirmed) REQUIRE(result.fault == PrinterFault::Silent);
  }
}

TEST_CASE("the line takes no more at any byte of a job, and the driver does not wait for ever") {
  const auto ticket = ticket_of(110);
  for (std::size_t at = 1; at <= 9'200; at += at < 8'000 ? 800 : 7) {
    CAPTURE(at);
    FakePrinter printer;
    printer.stops_taking_after_bytes = at;
    const auto begin = printer.now;
    const auto result = driver_for(printer).print(ticket, 10min, kToTheEnd);
    require_honest(result, printer, ticket);
    REQUIRE(printer.now - begin <= 30s);
    if (result.outcome != PrintOutcome::Confirmed) REQUIRE(result.fault == PrinterFault::Silent);
  }
}

TEST_CASE("cancelled at any moment, a job ends there and leaves nothing behind") {
  const auto ticket = ticket_of(300, 1);
  for (int after = 0; after < 60; ++after) {
    CAPTURE(after);
    FakePrinter printer;
    auto driver = driver_for(printer);
    int asked = 0;
    const auto result = driver.print(ticket, 30s, [&](PrintStage) { return ++asked <= after; });
    require_honest(result, printer, ticket);
    if (result.outcome != PrintOutcome::Confirmed) REQUIRE(result.fault == PrinterFault::Cancelled);
    REQUIRE(driver.print(ticket_of(40, 2), 30s, kToTheEnd).outcome == PrintOutcome::Confirmed);
    REQUIRE(printer.tickets.back() == rows_of(ticket_of(40, 2)));
  }
}

TEST_CASE("a job that takes longer than its limit ends in time") {
  FakePrinter printer;
  printer.knows_process_id = false;
  printer.knows_queued_status = false;
  auto driver = driver_for(printer);
  const auto result = driver.print(ticket_of(4'000), 5s, kToTheEnd);
  CHECK(result == PrintResult::unknown(PrinterFault::TookTooLong));
}

TEST_CASE("half an image of an earlier process does not swallow the next ticket") {
  FakePrinter printer;
  printer.raster_stride = 72;
  printer.missing_raster_bytes = 72 * 96;
  CHECK(driver_for(printer).print(ticket_of(50), 30s, kToTheEnd).outcome == PrintOutcome::Confirmed);
  REQUIRE(printer.tickets.size() == 1);
  CHECK(came_out_whole(printer, ticket_of(50)));
}

TEST_CASE("a printer that clears its buffers on one command only gets that command when its paper runs out") {
  FakePrinter printer;
  printer.clears_while_out_of_paper = false;
  printer.fails_after_rows = 120;
  printer.failure = {.paper = PaperLevel::Out};
  auto driver = driver_for(printer, *find_printer_model("epson-tm-t82iii"));
  REQUIRE(driver.print(ticket_of(300, 1), 30s, kToTheEnd) == PrintResult::failed(PrinterFault::NoPaper));
  CHECK(printer.last_clear.size() == 10);
  printer.mend();
  printer.work();
  REQUIRE(driver.print(ticket_of(40, 2), 30s, kToTheEnd).outcome == PrintOutcome::Confirmed);
  REQUIRE(printer.tickets.size() == 2);
  CHECK(printer.tickets[0].size() == 120);
  CHECK(printer.tickets[1] == rows_of(ticket_of(40, 2)));
}

TEST_CASE("a ticket left in the mouth is taken back before the next one comes") {
  FakePrinter printer;
  printer.condition.ticket_in_mouth = true;
  auto driver = driver_for(printer, *find_printer_model("custom-kpm210"));
  const auto status = driver.status(5s, kAlways);
  REQUIRE(status.has_value());
  CHECK(status->ticket_in_mouth);
  REQUIRE(driver.print(ticket_of(40), 30s, kToTheEnd).outcome == PrintOutcome::Confirmed);
  CHECK(printer.retracted == 1);
  CHECK(driver.retract(1s, kAlways) == true);
  CHECK(printer.retracted == 2);
  CHECK(driver_for(printer).retract(1s, kAlways) == false);
}

TEST_CASE("a picture wider than the paper is refused before anything is sent") {
  FakePrinter printer;
  auto driver = driver_for(printer, *find_printer_model("generic-58mm"));
  CHECK(driver.print(MonoBitmap{385, 1, Bytes(49, 0)}, 30s, kToTheEnd) == PrintResult::failed(PrinterFault::TooWide));
  CHECK(printer.taken == 0);
}

}  // namespace
}  // namespace bianmin::drivers
