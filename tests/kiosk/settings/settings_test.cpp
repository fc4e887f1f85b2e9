#include "kiosk/settings/settings.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <random>

using namespace bianmin;
using namespace bianmin::settings;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kLeast = R"(
[terminal]
number = "YS-0001"
place = { zh-CN = "一楼大厅", en = "Ground floor" }
[platform]
url = "https://localhost:8443/"
ca = "ca.pem"
[journal]
folder = "journal"
[assets]
folder = "/usr/share/bianmin/assets"
)";

Settings taken(std::string_view toml) {
  auto settings = parse(toml, "/etc/bianmin");
  std::string all;
  if (!settings) {
    for (const auto& problem : settings.error()) all += to_string(problem, "kiosk.toml") + "\n";
  }
  INFO(all);
  REQUIRE(settings);
  return *std::move(settings);
}

std::vector<std::string> problems_of(std::string_view toml) {
  const auto settings = parse(toml, "/etc/bianmin");
  std::vector<std::string> lines;
  if (settings) return {"taken"};
  for (const auto& problem : settings.error()) lines.push_back(to_string(problem, "kiosk.toml"));
  return lines;
}

using Lines = std::vector<std::string>;

std::string least_with(std::string_view more) { return std::string{kLeast} + std::string{more}; }

std::string source(const std::string& path) { return std::string{BIANMIN_SOURCE_DIR} + "/" + path; }

// The shipped file with its commented keys switched on.
std::string with_every_key(const std::string& text) {
  std::string result;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    const std::size_t equals = line.find(" = ");
    const bool is_key = line.starts_with("# ") && equals != std::string::npos && line.find(' ', 2) == equals;
    result += (is_key ? line.substr(2) : line) + "\n";
    begin = end + 1;
  }
  return result;
}

}  // namespace

TEST_CASE("little must be told, and the rest has sane defaults") {
  const Settings settings = taken(kLeast);
  CHECK(settings.terminal.place == LocalText{"一楼大厅", "Ground floor"});
  CHECK(settings.platform.url == "https://localhost:8443");
  CHECK(settings.platform.ca == "/etc/bianmin/ca.pem");
  CHECK(settings.platform.client == "YS-0001");
  CHECK(settings.journal.folder == "/etc/bianmin/journal");
  CHECK(settings.journal.key == "/etc/bianmin/journal/journal.key");
  CHECK(settings.assets.folder == "/usr/share/bianmin/assets");
  CHECK(settings.devices.empty());
  CHECK(settings.visit.countdown == 20s);
}

TEST_CASE("the shipped kiosk.toml is right, with its commented keys too") {
  const auto settings = load(source("config/kiosk.toml"));
  REQUIRE(settings);
  CHECK(settings->devices.size() == 3);
  std::ifstream stream{source("config/kiosk.toml")};
  std::string text = with_every_key({std::istreambuf_iterator<char>{stream}, {}});
  const std::string placeholder = "<salt, 32 hexadecimal digits>$<hash, 64 hexadecimal digits>";
  const std::size_t at = text.find(placeholder);
  REQUIRE(at != std::string::npos);
  text.replace(at, placeholder.size(), std::string(32, '0') + "$" + std::string(64, 'f'));
  const Settings all = taken(text);
  CHECK(all.log.file == "/var/log/bianmin/kiosk.log");
  CHECK(all.devices.front().quirks.at("find_after_read") == "again");
  CHECK_FALSE(all.technician.pin_hash.empty());
}

TEST_CASE("the defaults in the shipped kiosk.toml's comments are the defaults") {
  std::ifstream stream{source("config/kiosk.toml")};
  std::string text = with_every_key({std::istreambuf_iterator<char>{stream}, {}});
  // Not a default but a pattern to fill in.
  text.erase(text.find("pin_hash"), text.find('\n', text.find("pin_hash")) - text.find("pin_hash"));
  const Settings all = taken(text);
  const Settings none;
  CHECK(all.screen.full_screen == none.screen.full_screen);
  CHECK(all.screen.sound == none.screen.sound);
  CHECK(all.platform.connect_limit == none.platform.connect_limit);
  CHECK(all.platform.answer_limit == none.platform.answer_limit);
  CHECK(all.platform.largest_answer == none.platform.largest_answer);
  CHECK(all.platform.catalogue_every == none.platform.catalogue_every);
  CHECK(all.journal.most_stored == none.journal.most_stored);
  CHECK(all.visit.idle_warning == none.visit.idle_warning);
  CHECK(all.visit.idle_reading == none.visit.idle_reading);
  CHECK(all.visit.countdown == none.visit.countdown);
  CHECK(all.visit.goodbye == none.visit.goodbye);
  CHECK(all.visit.platform_patience == none.visit.platform_patience);
  CHECK(all.log.level == none.log.level);
}

TEST_CASE("devices are read with their lines and quirks") {
  const Settings settings = taken(least_with(R"(
[[device]]
kind = "id-card-reader"
model = "sam-v"
connection = "serial:run/reader?baud=9600"
quirks = { find_after_read = "once", rf_frame = 58, patient = true }
photo_decoder = "/usr/local/lib/libwlt.so"
[[device]]
name = "front printer"
kind = "receipt-printer"
model = "generic"
connection = "tcp:[::1]:9100"
)"));
  REQUIRE(settings.devices.size() == 2);
  CHECK(settings.devices[0].name == "id-card-reader");
  CHECK(settings.devices[0].connection == "serial:/etc/bianmin/run/reader?baud=9600");
  CHECK(settings.devices[0].quirks ==
        std::map<std::string, std::string>{{"find_after_read", "once"}, {"rf_frame", "58"}, {"patient", "true"}});
  CHECK(settings.devices[0].photo_decoder == "/usr/local/lib/libwlt.so");
  CHECK(settings.devices[1].photo_decoder.empty());
  CHECK(settings.devices[1].name == "front printer");
  CHECK(settings.devices[1].connection == "tcp:[::1]:9100");
}

TEST_CASE("a photo decoder is named from the root, and only where there are photos") {
  const auto device = [](const std::string& kind, const std::string& decoder) {
    return least_with("[[device]]\nkind = \"" + kind + "\"\nmodel = \"x\"\nconnection = \"serial:/dev/ttyS0\"\n" +
                      "photo_decoder = \"" + decoder + "\"\n");
  };
  // Whether it is there, the device process finds out: the terminal starts without photos too.
  CHECK(taken(device("id-card-reader", "/no/such/libwlt.so")).devices.front().photo_decoder == "/no/such/libwlt.so");
  const auto relative = problems_of(device("id-card-reader", "libwlt.so"));
  REQUIRE(relative.size() == 1);
  CHECK(relative.front().ends_with("device[1].photo_decoder expected a path that begins with /, found \"libwlt.so\""));
  const auto scanner = problems_of(device("code-scanner", "/libwlt.so"));
  REQUIRE(scanner.size() == 1);
  CHECK(scanner.front().ends_with(
      "device[1].photo_decoder expected none but at an id-card-reader, found one at a code-scanner"));
}

TEST_CASE("all mistakes are told at once, each with its line, key and what was expected") {
  CHECK(problems_of(R"([terminal]
number = 7
place = { zh-CN = "一楼大厅" }
[screen]
widht = 1080
height = 45
full_screen = "yes"
contrast = "glaring"
[platform]
url = "http://platform"
ca = "ca.pem"
certificate = "terminal.pem"
answer_limit = 15
[journal]
folder = "journal"
most_stored = 0
[[device]]
kind = "scale"
model = "x"
connection = "usb"
[[device]]
kind = "code-scanner"
model = "plain"
connection = "serial:/dev/ttyS0"
quirks = { beep = 1.5 }
[[device]]
kind = "code-scanner"
model = "plain"
connection = "serial:/dev/ttyS0"
colour = "red"
[visit]
countdown = "2s"
[technician]
pin_hash = "1234"
[weather]
city = "Yunshan"
)") == Lines{
           "kiosk.toml: assets.folder is missing, and the terminal cannot do without it",
           "kiosk.toml:2: terminal.number expected a text in quotes, not empty, found 7",
           "kiosk.toml:3: terminal.place.en is missing, and the terminal cannot do without it",
           "kiosk.toml:5: screen.widht is not known here; did you mean width?",
           "kiosk.toml:6: screen.height expected a whole number from 480 to 7680, found 45",
           "kiosk.toml:7: screen.full_screen expected true or false, without quotes, found \"yes\"",
           "kiosk.toml:8: screen.contrast expected one of \"normal\", \"high\", found \"glaring\"",
           "kiosk.toml:10: platform.url expected an address that begins with https://, found \"http://platform\"",
           "kiosk.toml:12: platform.certificate expected certificate and key together, found one without the "
           "other",
           "kiosk.toml:13: platform.answer_limit expected a time from \"100ms\" to \"2min\", found 15",
           "kiosk.toml:16: journal.most_stored expected a whole number from 1 to 100000, found 0",
           "kiosk.toml:18: device[1].kind expected one of \"id-card-reader\", \"social-security-card-reader\", "
           "\"receipt-printer\", \"code-scanner\", found \"scale\"",
           "kiosk.toml:20: device[1].connection expected \"serial:<path>\", \"serial:<path>?baud=<number>\", "
           "\"tcp:<host>:<port>\", \"usb:auto\" or \"pcsc:auto\", found \"usb\"",
           "kiosk.toml:25: device[2].quirks.beep expected a text, a whole number, true or false, found a number "
           "with a fraction",
           "kiosk.toml:26: device[3].name expected a name that no other device has, found \"code-scanner\" twice",
           "kiosk.toml:27: device[3].kind expected one device of a kind, found a second code-scanner",
           "kiosk.toml:29: device[3].connection expected a line of its own, found the one of \"code-scanner\"",
           "kiosk.toml:30: device[3].colour is not known here; expected one of kind, name, model, connection, "
           "quirks, photo_decoder",
           "kiosk.toml:32: visit.countdown expected a time from \"10s\" to \"2min\", found \"2s\"",
           "kiosk.toml:34: technician.pin_hash expected pbkdf2-sha256$<rounds>$<salt>$<hash>, found something "
           "else",
           "kiosk.toml:35: weather is not known here; expected one of terminal, screen, platform, journal, "
           "device, visit, technician, assets, log",
       });
}

TEST_CASE("wrong kinds of values are named") {
  struct Row {
    const char* more;
    const char* problem;
  };
  for (const auto& row : {
           Row{"screen = 1\n", "expected a table [screen], found 1"},
           Row{"device = []\n", "taken"},
           Row{"device = [1]\n", "expected tables [[device]], found a list"},
           Row{"log = { level = 2024-01-01 }\n", "expected a text in quotes, not empty, found a date or time"},
           Row{"screen = { width = 1080.0 }\n",
               "expected a whole number from 480 to 7680, found a number with a fraction"},
           Row{"visit = { goodbye = \"8 parsecs\" }\n", "expected a time from \"3s\" to \"1min\", found \"8 parsecs\""},
           Row{"visit = { goodbye = \"99999999999999999999s\" }\n",
               "expected a time from \"3s\" to \"1min\", found \"99999999999999999999s\""},
           Row{"log = { file = \"\" }\n", "expected a text in quotes, not empty, found \"\""},
       }) {
    INFO(row.more);
    const auto settings = parse(std::string{row.more} + std::string{kLeast}, "/");
    CHECK((settings ? std::string{"taken"} : settings.error().front().message) == row.problem);
  }
}

TEST_CASE("times may be written in three units") {
  const Settings settings = taken(least_with("[visit]\nidle_warning = \"2min\"\ngoodbye = \"45 s\"\n"));
  CHECK(settings.visit.idle_warning == 120s);
  CHECK(settings.visit.goodbye == 45s);
}

TEST_CASE("a file that is no TOML, not there, or too large is said to be so") {
  const auto lines = problems_of("[terminal]\nnumber = \n");
  REQUIRE(lines.size() == 1);
  CHECK(lines.front().starts_with("kiosk.toml:2: is no TOML here: "));
  CHECK(problems_of("[terminal]\nnumber = \"\xff\"\n").front().contains("is no TOML here"));
  CHECK(problems_of(std::string(300 * 1024, '\n')) == Lines{"kiosk.toml: expected at most 256 KiB"});
  for (const char* file : {"/nowhere/kiosk.toml", "/"}) {
    const auto missing = load(file);
    REQUIRE_FALSE(missing);
    CHECK(to_string(missing.error().front(), "kiosk.toml") ==
          "kiosk.toml: cannot be read; check that it is there and may be read");
  }
}

TEST_CASE("what the settings name and is not here is told with its line") {
  const auto problems = missing_files(taken(kLeast));
  std::vector<std::string> lines;
  for (const auto& problem : problems) lines.push_back(to_string(problem, "kiosk.toml"));
  REQUIRE(lines.size() >= 2);
  CHECK(lines[0] == "kiosk.toml:7: platform.ca /etc/bianmin/ca.pem is not there; copy it there or correct the path");
  const auto folder = std::string{"[assets]\nfolder = \""} + source("assets") + "\"";
  auto here = std::string{kLeast};
  here.replace(here.find("[assets]"), std::string::npos, folder);
  here.replace(here.find("ca.pem"), 6, source("README.md"));
  here.replace(here.find("\"journal\""), 9, "\"" + source("README.md") + "\"");
  const auto left = missing_files(taken(here));
  REQUIRE(left.size() == 1);
  CHECK(left[0].key == "journal.folder");
}

TEST_CASE("settings mutated at random are taken or refused with a sentence") {
  std::ifstream stream{source("config/kiosk.toml")};
  const std::string text{std::istreambuf_iterator<char>{stream}, {}};
  std::mt19937 random{7};
  const auto below = [&random](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>{0, count - 1}(random);
  };
  for (int round = 0; round < 1000; ++round) {
    std::string changed = text;
    for (int times = 0; times < 3; ++times) {
      const std::size_t at = below(changed.size());
      switch (below(3)) {
        case 0:
          changed[at] = static_cast<char>(below(256));
          break;
        case 1:
          changed.erase(at, 1 + below(30));
          break;
        default:
          changed.insert(at, changed.substr(below(changed.size()), below(60)));
          break;
      }
    }
    const auto settings = parse(changed, "/");
    if (!settings) {
      REQUIRE_FALSE(settings.error().empty());
      REQUIRE_FALSE(settings.error().front().message.empty());
    }
  }
}
