#include "kiosk/terminal/assemble.h"

#include <catch2/catch_test_macros.hpp>

using namespace bianmin;
using namespace bianmin::terminal;
using namespace std::chrono_literals;
using Words = std::vector<std::string>;

namespace {

constexpr auto kText = R"(
[terminal]
number = "YS-0001"
place = { zh-CN = "一楼大厅", en = "Ground floor" }
help_number = "12345"

[platform]
url = "https://zwfw.example"
ca = "ca.pem"
certificate = "terminal.pem"
key = "terminal.key"
client = "CN/GOV/11449800/terminal"
connect_limit = "4s"
answer_limit = "11s"
largest_answer = 500000
catalogue_every = "7min"

[journal]
folder = "journal"
key = "keys/journal.key"
most_stored = 40

[[device]]
kind = "id-card-reader"
model = "sam-v"
connection = "serial:/dev/ttyUSB7?baud=115200"
quirks = { find_after_read = "again" }
photo_decoder = "/usr/local/lib/libwlt.so"

[[device]]
kind = "receipt-printer"
model = "generic-80mm"
connection = "tcp:127.0.0.1:9100"

[visit]
idle_warning = "31s"
idle_reading = "92s"
countdown = "23s"
goodbye = "9s"
platform_patience = "6s"

[technician]
pin_hash = "pbkdf2-sha256$200000$00112233445566778899aabbccddeeff$00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

[assets]
folder = "assets"
)";

settings::Settings settings_of(const std::string& text) {
  const auto parsed = settings::parse(text, "/etc/bianmin");
  if (!parsed) {
    for (const auto& problem : parsed.error()) UNSCOPED_INFO(settings::to_string(problem, "kiosk.toml"));
  }
  REQUIRE(parsed);
  return *parsed;
}

}  // namespace

TEST_CASE("the mind of the terminal knows what kiosk.toml says of its house") {
  const auto house = house_of(settings_of(kText));
  CHECK(house.place == LocalText{"一楼大厅", "Ground floor"});
  CHECK(house.terminal_number == "YS-0001");
  CHECK(house.help_number == "12345");
  CHECK_FALSE(house.version.empty());
  CHECK(house.idle_warning == 31s);
  CHECK(house.idle_reading == 92s);
  CHECK(house.idle_countdown == 23s);
  CHECK(house.goodbye == 9s);
  CHECK(house.platform_patience == 6s);
  CHECK(house.catalogue_every == 7min);
  CHECK(house.technician_pin);
}

TEST_CASE("without a PIN nobody is asked for one") {
  auto settings = settings_of(kText);
  settings.technician.pin_hash.clear();
  CHECK_FALSE(house_of(settings).technician_pin);
  CHECK(runner_options_of(settings, "/usr/bin/bianmin-device").pin_hash.empty());
}

TEST_CASE("a terminal that starts has the devices that kiosk.toml names, and no others") {
  const auto settings = settings_of(kText);
  const auto terminal = terminal_of(settings);
  CHECK(terminal.house == house_of(settings));
  CHECK(terminal.health.reader.state == flow::DeviceState::Starting);
  CHECK(terminal.health.printer.state == flow::DeviceState::Starting);
  CHECK(terminal.health.scanner.state == flow::DeviceState::Absent);
  CHECK_FALSE(terminal.health.storage);  // until the journal is open
  CHECK(flow::name_of(terminal.state) == "out-of-service");
}

TEST_CASE("a terminal without devices starts as well") {
  auto settings = settings_of(kText);
  settings.devices.clear();
  CHECK(terminal_of(settings).health.reader.state == flow::DeviceState::Absent);
  CHECK(runner_options_of(settings, "/usr/bin/bianmin-device").devices.empty());
}

TEST_CASE("each device's process is told its kind, connection, model and quirks") {
  const auto options = runner_options_of(settings_of(kText), "/usr/bin/bianmin-device");
  REQUIRE(options.devices.size() == 2);
  const auto& reader = options.devices[0];
  CHECK(reader.device == flow::Device::IdCardReader);
  CHECK(reader.process.program == "/usr/bin/bianmin-device");
  CHECK(reader.process.words == Words{"--kind", "id-card-reader", "--connection", "serial:/dev/ttyUSB7?baud=115200",
                                      "--model", "sam-v", "--quirk", "find_after_read=again", "--photo-decoder",
                                      "/usr/local/lib/libwlt.so"});
  const auto& printer = options.devices[1];
  CHECK(printer.device == flow::Device::ReceiptPrinter);
  CHECK(printer.process.words ==
        Words{"--kind", "receipt-printer", "--connection", "tcp:127.0.0.1:9100", "--model", "generic-80mm"});
}

TEST_CASE("a code scanner is told its kind as well") {
  auto settings = settings_of(kText);
  settings.devices = {{"scanner", settings::DeviceKind::CodeScanner, "newland", "serial:/dev/ttyACM0", {}, {}, 7}};
  CHECK(terminal_of(settings).health.scanner.state == flow::DeviceState::Starting);
  const auto options = runner_options_of(settings, "/bin/device");
  REQUIRE(options.devices.size() == 1);
  CHECK(options.devices[0].device == flow::Device::CodeScanner);
  CHECK(options.devices[0].process.words ==
        Words{"--kind", "code-scanner", "--connection", "serial:/dev/ttyACM0", "--model", "newland"});
  settings.devices.front().model.clear();
  CHECK(runner_options_of(settings, "/bin/device").devices[0].process.words ==
        Words{"--kind", "code-scanner", "--connection", "serial:/dev/ttyACM0"});
}

TEST_CASE("journal and platform are where kiosk.toml says, and as patient") {
  const auto settings = settings_of(kText);
  const auto options = runner_options_of(settings, "/usr/bin/bianmin-device");
  CHECK(options.house == house_of(settings));
  CHECK(options.journal.folder == "/etc/bianmin/journal");
  CHECK(options.journal.key == "/etc/bianmin/keys/journal.key");
  CHECK(options.journal.most_stored == 40);
  CHECK(options.platform.address == "https://zwfw.example");
  CHECK(options.platform.authority == "/etc/bianmin/ca.pem");
  CHECK(options.platform.certificate == "/etc/bianmin/terminal.pem");
  CHECK(options.platform.key == "/etc/bianmin/terminal.key");
  CHECK(options.platform.mediator_client == "CN/GOV/11449800/terminal");
  CHECK(options.platform.terminal == "YS-0001");
  CHECK(options.platform.connect_limit == 4s);
  CHECK(options.platform.reply_cap == 500'000);
  CHECK(options.answer_limit == 11s);
  CHECK(options.pin_hash == settings.technician.pin_hash);
}

TEST_CASE("the kiosk.toml that is shipped can be assembled") {
  const auto settings = settings::load(std::string{BIANMIN_SOURCE_DIR} + "/config/kiosk.toml");
  REQUIRE(settings);
  CHECK(runner_options_of(*settings, "/usr/bin/bianmin-device").devices.size() == 3);
  CHECK(terminal_of(*settings).health.scanner.state == flow::DeviceState::Starting);
}
