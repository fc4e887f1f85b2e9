#include "drivers/code_scanner/serial_scanner.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "drivers/transport/scripted.h"

namespace bianmin::drivers {
namespace {

using namespace std::chrono_literals;

struct Bench {
  ScriptedTransport* script = nullptr;
  std::unique_ptr<SerialScanner> scanner;
  KeepGoing go = [] { return true; };

  explicit Bench(std::string_view dialect) {
    auto transport = std::make_unique<ScriptedTransport>();
    script = transport.get();
    scanner = std::make_unique<SerialScanner>(std::move(transport), *find_scanner_dialect(dialect));
  }
  Bench& expect(std::string_view bytes) {
    script->expect(to_bytes(bytes));
    return *this;
  }
  Bench& reply(std::string_view bytes) {
    script->reply(to_bytes(bytes));
    return *this;
  }
  std::optional<Code> next(std::chrono::milliseconds limit) {
    const auto code = scanner->next_code(limit);
    REQUIRE(code.has_value());
    return *code;
  }
  void finished() const { CHECK(script->expect_finished().empty()); }
};

void script_newland_set_up(Bench& bench) {
  bench.expect("~\0010000#SCNTRG0;\003").reply("\002\0010000#SCNTRG0\006;\003");
  for (const std::string setting : {"SCNMOD0", "ORTSET0", "SETUPE0", "ALLENA0", "QRCENA1", "TSUENA1", "TSUSET0D"}) {
    bench.expect("~\0010000#" + setting + ";\003").reply("\002\0010000#" + setting + "\006;\003");
  }
}

TEST_CASE("a Honeywell scanner is set up for QR codes and scans one on the trigger") {
  Bench bench{"honeywell"};
  bench.expect("\026U\r");
  for (const std::string setting : {"TRGMOD0", "TRGSTO0", "ALLENA0", "QRCENA1", "SUFBK2990D"}) {
    bench.expect("\026M\r" + setting + "!").reply(setting).reply("\006!");
  }
  bench.expect("\026T\r").reply("受理").reply("号A1\r").expect("\026U\r");
  CHECK(bench.scanner->set_up(bench.go) == "");
  CHECK(bench.scanner->trigger().has_value());
  CHECK(bench.next(1s) == Code{"qr", "受理号A1"});
  CHECK(bench.scanner->release().has_value());
  bench.finished();
}

TEST_CASE("a Newland scanner is set up and triggered in its own words") {
  Bench bench{"newland"};
  script_newland_set_up(bench);
  bench.expect("~\0010000#SCNTRG1;\003").reply("\002\0010000#SCNTRG1\006;\003B").reply("2\r");
  CHECK(bench.scanner->set_up(bench.go) == "");
  CHECK(bench.scanner->trigger().has_value());
  CHECK(bench.next(1s) == Code{"qr", "B2"});
  bench.finished();
}

TEST_CASE("a setting that the scanner refuses is named, and the symbology is then not claimed") {
  Bench bench{"honeywell"};
  bench.expect("\026U\r");
  for (const std::string setting : {"TRGMOD0", "TRGSTO0", "ALLENA0", "QRCENA1", "SUFBK2990D"}) {
    bench.expect("\026M\r" + setting + "!").reply(setting + (setting == "ALLENA0" ? "\005!" : "\006!"));
  }
  bench.expect("\026T\r").reply("C3\r");
  CHECK(bench.scanner->set_up(bench.go) == "ALLENA0");
  CHECK(bench.scanner->trigger().has_value());
  CHECK(bench.next(1s) == Code{"", "C3"});
  bench.finished();
}

TEST_CASE("a scanner that does not answer its set-up is not ready") {
  Bench bench{"honeywell"};
  bench.expect("\026U\r").expect("\026M\rTRGMOD0!");
  bench.script->silence();
  CHECK(bench.scanner->set_up(bench.go) == std::unexpected{CodeScannerFault::NoAnswer});
  bench.finished();
}

TEST_CASE("a scanner pulled while it scans is unplugged") {
  Bench bench{"plain"};
  bench.reply("half a co");
  bench.script->hang_up();
  CHECK(bench.scanner->trigger().has_value());
  CHECK(bench.scanner->next_code(1s).error() == CodeScannerFault::Unplugged);
  bench.finished();
}

TEST_CASE("what comes while nobody asked is read and forgotten") {
  Bench bench{"plain"};
  bench.reply("early\r").reply("wanted\r");
  CHECK(bench.scanner->check().has_value());
  CHECK(bench.scanner->trigger().has_value());
  CHECK(bench.next(1s) == Code{"", "wanted"});
  bench.finished();
}

TEST_CASE("after a refused code the trigger is pulled again, at most once a second") {
  Bench bench{"honeywell"};
  bench.expect("\026T\r").reply("\xFF\xFE\r");
  bench.script->silence();
  bench.expect("\026T\r").reply("\xFF\xFE\r").reply("good\r");
  CHECK(bench.scanner->trigger().has_value());
  CHECK_FALSE(bench.next(200ms));
  CHECK_FALSE(bench.next(900ms));
  CHECK(bench.next(100ms) == Code{"", "good"});
  bench.finished();
}

}  // namespace
}  // namespace bianmin::drivers
