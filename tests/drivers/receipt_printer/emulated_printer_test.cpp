// The driver and the emulated printer, written in another language from the same manuals, over a real socket.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <random>

#include "drivers/receipt_printer/escpos_printer.h"
#include "drivers/transport/tcp.h"
#include "screens/receipt/layout.h"
#include "tests/drivers/receipt_printer/emulator.h"
#include "tests/screens/receipt/sample_receipts.h"

namespace bianmin::drivers {
namespace {

using namespace std::chrono_literals;

const KeepGoing kAlways = [] { return true; };
const PrintWatch kToTheEnd = [](PrintStage) { return true; };
constexpr auto kLimit = 60s;

// Noise with margins: no two rows alike, and plenty of bytes that look like commands.
MonoBitmap raw_noise(std::uint32_t height, unsigned seed) {
  MonoBitmap bitmap{576, height, Bytes(std::size_t{72} * height, 0)};
  std::mt19937 random{seed};
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t i = 2; i < 70; ++i) bitmap.bits[y * 72 + i] = static_cast<std::uint8_t>(random() & random());
  }
  return bitmap;
}

// As it leaves the driver, so that it can be looked for on paper.
MonoBitmap noise(std::uint32_t height, unsigned seed) {
  return escpos::plan_raster(raw_noise(height, seed), 96).picture;
}

EscposPrinter connect_to(const Emulator& emulator, const PrinterModel& model = generic_printer_model()) {
  auto line = open_tcp({"127.0.0.1", emulator.port()}, 5s);
  REQUIRE(line.has_value());
  return EscposPrinter{std::move(*line), model};
}

// A ticket may have a remnant of an earlier one above it, and white paper below.
bool shows(const MonoBitmap& paper, const MonoBitmap& ticket) {
  return std::ranges::search(paper.bits, ticket.bits).begin() != paper.bits.end();
}

bool came_out_whole(const Emulator& emulator, const MonoBitmap& ticket) {
  return std::ranges::any_of(emulator.tickets(), [&](const auto& paper) { return shows(paper.bitmap, ticket); });
}

void check_honest(const PrintResult& result, const Emulator& emulator, const MonoBitmap& ticket) {
  CAPTURE(to_string(result.outcome), result.fault ? to_string(*result.fault) : "");
  const bool whole = came_out_whole(emulator, ticket);
  CHECK((result.outcome != PrintOutcome::Confirmed || whole));
  CHECK((result.outcome != PrintOutcome::Failed || !whole));
}

TEST_CASE("a receipt comes out dot for dot as it was laid out, and its code can be read") {
  for (const bool process_id : {true, false}) {
    const Emulator emulator{{"--speed", "0", process_id ? "--process-id" : "--no-process-id"}};
    auto driver = connect_to(emulator);
    const auto laid = receipt::lay_out(receipt::social_insurance_record(), {});
    REQUIRE(laid.has_value());
    const auto result = driver.print(laid->bitmap, kLimit, kToTheEnd);
    CHECK(result == PrintResult::confirmed(process_id ? ProofRung::PrintingComplete : ProofRung::BytesRead));
    const auto papers = emulator.tickets();
    REQUIRE(papers.size() == 1);
    // Moved sideways as a whole, if at all.
    const auto raster = escpos::plan_raster(laid->bitmap, 96);
    CHECK(raster.blackened == 0);
    CHECK(papers[0].bitmap == raster.picture);
    CHECK(papers[0].facts.at("complete") == true);
    CHECK(papers[0].facts.at("codes") == nlohmann::json{"https://zw.yunshan.example/r/SB202611070042?v=7Qm2"});
    CHECK(emulator.state().at("errors") == nlohmann::json::array());
  }
}

TEST_CASE("noise full of bytes that look like commands is printed as noise") {
  const Emulator emulator{{"--speed", "0"}};
  auto driver = connect_to(emulator);
  const auto ticket = raw_noise(1'500, 7);
  CHECK(driver.print(ticket, kLimit, kToTheEnd).outcome == PrintOutcome::Confirmed);
  REQUIRE(emulator.tickets().size() == 1);
  CHECK(emulator.tickets()[0].bitmap == escpos::plan_raster(ticket, 96).picture);
  CHECK(emulator.state().at("errors") == nlohmann::json::array());
}

struct Mishap {
  const char* command;
  const char* remedy;
  PrinterFault fault;
};

constexpr Mishap kMishaps[]{
    {"paper out", "paper full", PrinterFault::NoPaper},
    {"cover open", "cover close", PrinterFault::CoverOpen},
    {"cutter jam", "cutter clear", PrinterFault::CutterStuck},
    {"head hot", "head cool", PrinterFault::HeadHot},
};

TEST_CASE("a mishap before the job: nothing is printed, and after the remedy everything is") {
  for (const auto& mishap : kMishaps) {
    CAPTURE(mishap.command);
    const Emulator emulator{{"--speed", "0"}};
    auto driver = connect_to(emulator);
    emulator.tell(mishap.command);
    const auto ticket = noise(200, 1);
    CHECK(driver.print(ticket, kLimit, kToTheEnd) == PrintResult::failed(mishap.fault));
    CHECK(emulator.tickets().empty());
    emulator.tell(mishap.remedy);
    CHECK(driver.print(ticket, kLimit, kToTheEnd).outcome == PrintOutcome::Confirmed);
    CHECK(came_out_whole(emulator, ticket));
    CHECK(emulator.state().at("errors") == nlohmann::json::array());
  }
}

TEST_CASE("a mishap in the middle of a job: an honest outcome, and only their own ticket for the next citizen") {
  for (const auto& mishap : kMishaps) {
    CAPTURE(mishap.command);
    const Emulator emulator{{"--speed", "400"}};
    auto driver = connect_to(emulator);
    const auto ticket = noise(1'200, 1);
    bool done = false;
    const auto result = driver.print(ticket, kLimit, [&](PrintStage stage) {
      if (stage == PrintStage::Sending && !done && emulator.state().at("printing") == true) {
        emulator.tell(mishap.command);
        done = true;
      }
      return true;
    });
    REQUIRE(done);
    CHECK(result == PrintResult::failed(mishap.fault));
    check_honest(result, emulator, ticket);

    emulator.tell(mishap.remedy);
    const auto next = noise(150, 2);
    CHECK(driver.print(next, kLimit, kToTheEnd).outcome == PrintOutcome::Confirmed);
    CHECK(emulator.tickets().back().bitmap == next);
    CHECK_FALSE(came_out_whole(emulator, ticket));
  }
}

TEST_CASE("what an earlier process asked and the printer answers late is no proof for the next ticket") {
  for (const char* process_id : {"--process-id", "--no-process-id"}) {
    CAPTURE(process_id);
    const Emulator emulator{{"--speed", "40", process_id}};
    {
      auto first = connect_to(emulator);
      const auto stopped = first.print(noise(1'200, 1), 1'500ms, kToTheEnd);
      REQUIRE(stopped.outcome != PrintOutcome::Confirmed);
    }
    auto second = connect_to(emulator);
    second.expect_remnant();
    const auto ticket = noise(300, 2);
    REQUIRE(second.print(ticket, kLimit, kToTheEnd).outcome == PrintOutcome::Confirmed);
    // Asked at once: nothing may be on its way any more.
    CHECK(came_out_whole(emulator, ticket));
  }
}

TEST_CASE("the roll ends at any row: the outcome is never better than the paper") {
  const auto ticket = noise(300, 1);
  for (const int rows : {1, 95, 96, 250, 288, 299, 300}) {
    CAPTURE(rows);
    const Emulator emulator{{"--speed", "0"}};
    auto driver = connect_to(emulator);
    emulator.tell("paper-after " + std::to_string(rows));
    const auto result = driver.print(ticket, kLimit, kToTheEnd);
    CHECK((rows == 300 || result.fault == PrinterFault::NoPaper));
    emulator.tell("paper full");
    const auto next = noise(60, 2);
    CHECK(driver.print(next, kLimit, kToTheEnd).outcome == PrintOutcome::Confirmed);
    CHECK(shows(emulator.tickets().back().bitmap, next));
    check_honest(result, emulator, ticket);
  }
}

TEST_CASE("silence and a broken line end in honest outcomes") {
  for (const std::string command : {"silence on", "hangup", "go-away"}) {
    CAPTURE(command);
    const Emulator emulator{{"--speed", "400"}};
    auto driver = connect_to(emulator);
    const auto ticket = noise(900, 1);
    bool done = false;
    const auto result = driver.print(ticket, 20s, [&](PrintStage stage) {
      if (stage == PrintStage::Sending && !done) {
        emulator.tell(command);
        done = true;
      }
      return true;
    });
    CHECK(result.outcome != PrintOutcome::Confirmed);
    CHECK(result.fault == (command == "silence on" ? PrinterFault::Silent : PrinterFault::Unplugged));
    check_honest(result, emulator, ticket);
  }
}

TEST_CASE("a process that died in the middle of an image leaves a printer that the next one can use") {
  const Emulator emulator{{"--speed", "0"}};
  const auto raster = escpos::plan_raster(noise(96, 1), 96);
  const auto bytes = escpos::encode(raster, raster.bands.front());
  for (const std::size_t sent : {std::size_t{5}, std::size_t{8}, std::size_t{3'000}, bytes.size() - 1}) {
    CAPTURE(sent);
    auto line = open_tcp({"127.0.0.1", emulator.port()}, 5s);
    REQUIRE(line.has_value());
    REQUIRE((*line)->write(ByteView{bytes}.first(sent), 5s) == sent);
    line->reset();
    auto driver = connect_to(emulator);
    const auto ticket = noise(200, static_cast<unsigned>(sent));
    CHECK(driver.print(ticket, kLimit, kToTheEnd).outcome == PrintOutcome::Confirmed);
    CHECK(shows(emulator.tickets().back().bitmap, ticket));
  }
}

TEST_CASE("a kiosk printer's ticket is presented, and taken back when nobody takes it") {
  const Emulator emulator{{"--speed", "0", "--model", "kpm"}};
  auto driver = connect_to(emulator, *find_printer_model("custom-kpm210"));
  REQUIRE(driver.print(noise(100, 1), kLimit, kToTheEnd).outcome == PrintOutcome::Confirmed);
  const auto waiting = driver.status(5s, kAlways);
  REQUIRE(waiting.has_value());
  CHECK(waiting->ticket_in_mouth);
  REQUIRE(driver.print(noise(100, 2), kLimit, kToTheEnd).outcome == PrintOutcome::Confirmed);
  CHECK(emulator.state().at("retracted").size() == 1);
  REQUIRE(driver.retract(5s, kAlways) == true);
  const auto empty = driver.status(5s, kAlways);
  REQUIRE(empty.has_value());
  CHECK_FALSE(empty->ticket_in_mouth);
  CHECK(emulator.state().at("errors") == nlohmann::json::array());
}

}  // namespace
}  // namespace bianmin::drivers
