// A whole visit's conversation over a real serial line, a pseudo-terminal, however the line cuts what the module says.
#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <thread>

#include "drivers/id_card_reader/sam_v_reader.h"
#include "drivers/transport/descriptor.h"
#include "drivers/transport/serial.h"
#include "tests/drivers/id_card_reader/cards.h"
#include "tests/drivers/transport/pty.h"

namespace bianmin::drivers {
namespace {

using tests::base_data;
using tests::citizen_block;
using tests::reply_frame;

enum class Cut {
  OneByteAtATime,  // each is read before the next is sent
  AllAtOnce,       // rubbish, the answer and more rubbish in one
  InTheMiddle,     // of the preamble, of the length, of the data
};

// Answers in a thread of its own until the line hangs up.
class Module {
 public:
  explicit Module(Cut cut)
      : cut_{cut}, other_end_{::open(pty_.path().c_str(), O_RDWR | O_NOCTTY)}, thread_{[this] { serve(); }} {}
  ~Module() { thread_.join(); }
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  [[nodiscard]] const std::string& path() const { return pty_.path(); }

 private:
  struct Row {
    sam_v::Command command;
    Bytes reply;
  };

  void serve() {
    const std::array<Row, 7> rows{{
        {sam_v::kModuleStatus, reply_frame(0x90)},
        {sam_v::set_largest_rf_frame(0x50), reply_frame(0x90)},
        {sam_v::kModuleId, reply_frame(0x90, Bytes(16))},
        {sam_v::kFindCard, reply_frame(0x9F, Bytes(4))},
        {sam_v::kSelectCard, reply_frame(0x90, Bytes(8))},
        {sam_v::kReadBase, reply_frame(0x90, base_data(citizen_block().block()))},
        {sam_v::kReadNewestAddress, reply_frame(0x91)},
    }};
    for (const auto& row : rows) {
      const auto expected = request(row.command);
      if (pty_.receive(expected.size()) != expected) return;
      send(row.reply);
    }
  }

  void send(const Bytes& reply) {
    if (cut_ == Cut::AllAtOnce) {
      Bytes all{0x00, 0xAA, 0xAA, 0x96};
      all.insert(all.end(), reply.begin(), reply.end());
      all.insert(all.end(), {0xAA, 0xAA, 0xAA, 0x96});
      pty_.send(all);
      return;
    }
    constexpr std::array<std::size_t, 3> kPlaces{3, 6, 9};
    std::size_t sent = 0;
    const auto send_until = [&](std::size_t place) {
      pty_.send(ByteView{reply}.subspan(sent, place - sent));
      sent = place;
      await_read();
    };
    if (cut_ == Cut::InTheMiddle) {
      for (const auto place : kPlaces) send_until(place);
      send_until(reply.size());
    } else {
      for (std::size_t place = 1; place <= reply.size(); ++place) send_until(place);
    }
  }

  // The line's own queue tells when the driver has fetched what was sent; five seconds end a test that fails.
  void await_read() {
    const Deadline deadline{std::chrono::seconds{5}};
    int waiting = 1;
    while (waiting > 0 && !deadline.passed()) {
      std::this_thread::yield();
      if (::ioctl(other_end_.number(), FIONREAD, &waiting) != 0) return;
    }
  }

  tests::Pty pty_;
  Cut cut_;
  Descriptor other_end_;
  std::thread thread_;
};

TEST_CASE("a card is read over a serial line however the line cuts what the module says") {
  const Module module{GENERATE(Cut::OneByteAtATime, Cut::AllAtOnce, Cut::InTheMiddle)};
  auto line = open_serial({module.path()});
  REQUIRE(line);
  SamVReader reader{std::move(*line), SamVQuirks{}};
  const KeepGoing go = [] { return true; };
  CHECK(reader.greet(go) == "00.00-00000000-0000000000-0000000000");
  CHECK(reader.find_card(go) == true);
  CHECK(reader.read_card({}, go) == CardReading{tests::citizen_card()});
}

}  // namespace
}  // namespace bianmin::drivers
