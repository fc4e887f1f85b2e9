// The dock against the programs it works, over their real sockets.
#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <optional>

#include "demo/dock/window.h"
#include "program.h"
#include "screens/render/memory_presenter.h"

namespace bianmin::dock {
namespace {

constexpr auto kPython = "/usr/bin/python3";
constexpr std::chrono::seconds kLimit{30};

std::string demo(const std::string& name) { return std::string{BIANMIN_SOURCE_DIR} + "/demo/" + name; }

// The programs' places in one folder; each starts when it is asked for.
struct Stage {
  TemporaryFolder folder;

  [[nodiscard]] SocketPaths sockets() const {
    SocketPaths paths;
    for (const auto wire : kWires) paths[index(wire)] = folder / (std::string{name_of(wire)} + ".sock");
    return paths;
  }
  [[nodiscard]] std::unique_ptr<Program> reader() const {
    return start(
        {kPython, demo("emulators/sam_v_reader.py"), "--link", folder / "reader", "--control", folder / "reader.sock"});
  }
  [[nodiscard]] std::unique_ptr<Program> slot() const {
    return start({kPython, demo("emulators/smart_card_reader.py"), "--folder", folder / "pcsc", "--control",
                  folder / "slot.sock"});
  }
  [[nodiscard]] std::unique_ptr<Program> scanner() const {
    return start({kPython, demo("emulators/serial_scanner.py"), "--link", folder / "scanner", "--control",
                  folder / "scanner.sock"});
  }
  [[nodiscard]] std::unique_ptr<Program> printer() const {
    return start({kPython, demo("emulators/escpos_printer.py"), "--paper", folder / "paper", "--port-file",
                  folder / "printer.port", "--speed", "0", "--control", folder / "printer.sock"});
  }
  [[nodiscard]] std::unique_ptr<Program> platform() const {
    return start({kPython, demo("bianmin-platform"), "--state", folder / "state", "--port", "0", "--control",
                  folder / "platform.sock"});
  }
  [[nodiscard]] static std::unique_ptr<Program> start(std::vector<std::string> words) {
    return std::make_unique<Program>(std::move(words));
  }
};

struct Desk {
  explicit Desk(const Stage& stage) : window{{.sockets = stage.sockets()}, presenter} {}

  // Turns until it is so. False when it does not become so in time.
  [[nodiscard]] bool until(const std::function<bool(const Bench&)>& so) {
    const auto limit = std::chrono::steady_clock::now() + kLimit;
    while (!so(window.bench())) {
      if (std::chrono::steady_clock::now() > limit || !window.turn(limit)) return false;
    }
    return true;
  }

  // A finger on the middle of a target, once it is shown, and enabled. The page is drawn a moment after the news.
  void press(const std::string& action) {
    CAPTURE(action);
    REQUIRE(until([&](const Bench&) { return window.shown().hit_of({action}) != nullptr; }));
    const auto* hit = window.shown().hit_of({action});
    REQUIRE(hit->target.enabled);
    const double x = (hit->box.x + hit->box.width / 2.0) / window.shown().viewport.width;
    const double y = (hit->box.y + hit->box.height / 2.0) / window.shown().viewport.height;
    presenter.inject(render::Finger{render::FingerMotion::Down, 1, x, y});
    presenter.inject(render::Finger{render::FingerMotion::Up, 1, x, y});
    REQUIRE(window.turn(std::nullopt));
  }

  render::MemoryPresenter presenter{kWindow};
  DockWindow window;
};

void print(const std::string& port_file, const std::string& bytes) {
  std::uint16_t port = 0;
  REQUIRE(std::ifstream{port_file} >> port);
  const int wire = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE(wire >= 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(connect(wire, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(send(wire, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
  close(wire);
}

TEST_CASE("a card is laid by a finger, seen to lie, and taken again") {
  const Stage stage;
  const auto reader = stage.reader();
  Desk desk{stage};
  REQUIRE(desk.until([](const Bench& bench) { return bench.reader && bench.cards.size() == 9; }));
  CHECK(desk.window.bench().cards.front().key == "zhang-xiaoming");

  desk.press("reader:lay 'chen-jing'");
  REQUIRE(desk.until([](const Bench& bench) { return bench.reader->card == "chen-jing"; }));
  const auto* lying = desk.window.shown().hit_of({"reader:remove"});
  REQUIRE(lying != nullptr);
  CHECK(lying->target.label.starts_with("陈静"));

  desk.press("reader:remove");
  REQUIRE(desk.until([](const Bench& bench) { return bench.reader->card.empty(); }));
  desk.press("reader:damage on");
  REQUIRE(desk.until([](const Bench& bench) { return bench.reader->damage; }));
  desk.press("reader:damage off");
  REQUIRE(desk.until([](const Bench& bench) { return !bench.reader->damage; }));
}

TEST_CASE("a social-security card is put into the slot by a finger, and taken out") {
  const auto check = std::string{kPython} + " -B " + demo("emulators/smart_card_reader.py") + " --check";
  if (std::system(check.c_str()) != 0) SKIP("no pcscd of one's own can run here");
  const Stage stage;
  const auto reader = stage.reader();
  const auto slot = stage.slot();
  Desk desk{stage};
  REQUIRE(desk.until([](const Bench& bench) { return bench.slot && !bench.cards.empty(); }));
  desk.press("slot:lay 'zhang-xiaoming'");
  REQUIRE(desk.until([](const Bench& bench) { return bench.slot->card == "zhang-xiaoming"; }));
  desk.press("slot:remove");
  REQUIRE(desk.until([](const Bench& bench) { return bench.slot->card.empty(); }));
  desk.press("slot:pull-mid-read on");
  REQUIRE(desk.until([](const Bench& bench) { return bench.slot->pull_mid_read; }));
}

TEST_CASE("a reader that dies is shown as not running and joined again when it comes back") {
  const Stage stage;
  auto reader = stage.reader();
  Desk desk{stage};
  REQUIRE(desk.until([](const Bench& bench) { return bench.running(Wire::Reader); }));
  reader.reset();
  REQUIRE(desk.until([](const Bench& bench) { return !bench.running(Wire::Reader); }));
  CHECK(desk.window.shown().hit_of({"reader:remove"}) == nullptr);
  CHECK_FALSE(desk.window.bench().why_lost[index(Wire::Reader)].empty());
  reader = stage.reader();
  CHECK(desk.until([](const Bench& bench) { return bench.running(Wire::Reader); }));
}

TEST_CASE("codes are shown whole and taken away") {
  const Stage stage;
  const auto scanner = stage.scanner();
  Desk desk{stage};
  REQUIRE(desk.until([](const Bench& bench) { return bench.running(Wire::Scanner); }));
  for (const auto& code : sample_codes()) {
    desk.press("scanner:" + (code.order.empty() ? "show " + shell_word(code.text) : code.order));
    REQUIRE(desk.until([&](const Bench& bench) {
      const auto& shown = bench.scanner->shown;
      return code.order.empty() ? shown == code.text : shown.starts_with(code.text) && shown.size() > 60;
    }));
  }
  desk.press("scanner:take-away");
  CHECK(desk.until([](const Bench& bench) { return bench.scanner->shown.empty(); }));
}

TEST_CASE("a ticket comes out of the slot, can be looked at, and is taken") {
  const Stage stage;
  const auto printer = stage.printer();
  Desk desk{stage};
  desk.window.stand_still();
  REQUIRE(desk.until([](const Bench& bench) { return bench.running(Wire::Printer); }));
  const auto before = stage.folder / "before.png";
  REQUIRE(desk.window.write_png(before));

  print(stage.folder / "printer.port", "\x1b@Bianmin\n\n\n\n\n\n\n\x1dV\x42\x20");
  REQUIRE(desk.until([](const Bench& bench) { return !bench.printer->in_mouth.empty(); }));
  const auto* paper = desk.window.shown().hit_of({std::string{kEnlarge}});
  REQUIRE(paper != nullptr);
  const auto with_ticket = stage.folder / "with.png";
  REQUIRE(desk.window.write_png(with_ticket));
  const render::Surface picture{cairo_image_surface_create_from_png(with_ticket.c_str())};
  REQUIRE(cairo_surface_status(picture.get()) == CAIRO_STATUS_SUCCESS);
  const auto* pixels = reinterpret_cast<const std::uint32_t*>(cairo_image_surface_get_data(picture.get()));
  const auto stride = cairo_image_surface_get_stride(picture.get()) / 4;
  const auto below_slot = pixels[(paper->box.y + 2) * stride + paper->box.x + paper->box.width / 2] & 0xFFFFFFU;
  CHECK(below_slot == 0xFBFAF6U);  // the paper of the emulated printer

  desk.press(std::string{kEnlarge});
  CHECK(desk.window.shown().hits.size() == 1);
  desk.press(std::string{kShrink});
  desk.press("printer:take");
  CHECK(desk.until([](const Bench& bench) { return bench.printer->in_mouth.empty(); }));
}

TEST_CASE("the printer's supplies and the platform's troubles follow the finger") {
  const Stage stage;
  const auto printer = stage.printer();
  const auto platform = stage.platform();
  Desk desk{stage};
  REQUIRE(desk.until([](const Bench& bench) { return bench.running(Wire::Printer) && bench.running(Wire::Platform); }));
  desk.press("printer:paper out");
  REQUIRE(desk.until([](const Bench& bench) { return bench.printer->roll == Roll::Out; }));
  desk.press("printer:cover open");
  REQUIRE(desk.until([](const Bench& bench) { return bench.printer->cover_open; }));
  desk.press("platform:slow 3000");
  REQUIRE(desk.until([](const Bench& bench) { return bench.platform->slow_ms == 3000; }));
  desk.press("platform:drop-reply 1");
  REQUIRE(desk.until([](const Bench& bench) { return bench.platform->drops_reply; }));
  desk.press("platform:go-away");
  REQUIRE(desk.until([](const Bench& bench) { return !bench.platform->listening; }));
  desk.press("platform:come-back");
  REQUIRE(desk.until([](const Bench& bench) { return bench.platform->listening; }));
}

TEST_CASE("one button changes the language of everything") {
  const Stage stage;
  Desk desk{stage};
  desk.press(std::string{kSwitchLanguage});
  CHECK(desk.window.shown().language == Language::English);
  desk.press(std::string{kSwitchLanguage});
  CHECK(desk.window.shown().language == Language::Chinese);
}

TEST_CASE("a dock without anything to do uses no processor time") {
  const Stage stage;
  const auto scanner = stage.scanner();
  Desk desk{stage};
  REQUIRE(desk.until([](const Bench& bench) { return bench.running(Wire::Scanner); }));
  const auto used = [] {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto micros = [](const timeval& time) { return time.tv_sec * 1'000'000 + time.tv_usec; };
    return std::chrono::microseconds{micros(usage.ru_utime) + micros(usage.ru_stime)};
  };
  const auto before = used();
  // Three retries of the sockets that are missing fall into it; nothing of them reaches the window.
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds{3};
  int turns = 0;
  while (std::chrono::steady_clock::now() < limit && desk.window.turn(limit)) ++turns;
  CHECK(turns <= 5);
  CHECK(used() - before < std::chrono::milliseconds{150});
}

}  // namespace
}  // namespace bianmin::dock
