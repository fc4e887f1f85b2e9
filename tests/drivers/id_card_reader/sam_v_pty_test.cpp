// Conversations with every command over a real serial line, a pseudo-terminal, however the line cuts what the module
// says.
#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <thread>
#include <vector>

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

struct Row {
  sam_v::Command command;
  Bytes reply;
};

// Answers in a thread of its own, these commands in this order.
class Module {
 public:
  Module(Cut cut, std::vector<Row> rows)
      : cut_{cut},
        rows_{std::move(rows)},
        other_end_{::open(pty_.path().c_str(), O_RDWR | O_NOCTTY)},
        thread_{[this] { serve(); }} {}
  ~Module() { thread_.join(); }
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  [[nodiscard]] const std::string& path() const { return pty_.path(); }

 private:
  void serve() {
    for (const auto& row : rows_) {
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
  std::vector<Row> rows_;
  Descriptor other_end_;
  std::thread thread_;
};

const Row kFinding{sam_v::kFindCard, reply_frame(0x9F, Bytes(4))};
const Row kSelecting{sam_v::kSelectCard, reply_frame(0x90, Bytes(8))};
constexpr auto kCuts = {Cut::OneByteAtATime, Cut::AllAtOnce, Cut::InTheMiddle};
const KeepGoing kGo = [] { return true; };

SamVReader reader_of(const Module& module) {
  auto line = open_serial({module.path()});
  REQUIRE(line);
  return SamVReader{std::move(*line), SamVQuirks{}};
}

TEST_CASE("a card is read over a serial line however the line cuts what the module says") {
  const Bytes id{5, 0, 3, 0, 0xE6, 0xEC, 0x34, 0x01, 0x39, 0x30, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF};
  const Module module{GENERATE(values(kCuts)),
                      {{sam_v::kModuleStatus, reply_frame(0x90)},
                       {sam_v::set_largest_rf_frame(0x50), reply_frame(0x90)},
                       {sam_v::kModuleId, reply_frame(0x90, id)},
                       kFinding,
                       kSelecting,
                       {sam_v::kReadBase, reply_frame(0x90, base_data(citizen_block().block()))},
                       {sam_v::kReadNewestAddress, reply_frame(0x91)}}};
  auto reader = reader_of(module);
  CHECK(reader.greet(kGo) == "05.03-20245734-0000012345-4294967295");
  CHECK(reader.find_card(kGo) == true);
  CHECK(reader.read_card({}, kGo) == CardReading{tests::citizen_card()});
}

TEST_CASE("fingerprints, newest addresses and the management number come however the line cuts them") {
  const auto fingerprints = GENERATE(std::size_t{0}, std::size_t{1}, std::size_t{2});
  tests::BlockWriter block;
  block.put(0, u"上海市新路9号").put(70, u"上海市旧路8号");
  const auto addresses = Bytes{block.block().begin(), block.block().begin() + 140};
  const auto whole = tests::base_and_fingerprints_data(citizen_block().block(), fingerprints);
  const Module module{GENERATE(values(kCuts)),
                      {kFinding,
                       kSelecting,
                       {sam_v::kReadBaseAndFingerprints, reply_frame(0x90, whole)},
                       {sam_v::kReadNewestAddress, reply_frame(0x90, addresses)},
                       {sam_v::kReadManagementNumber, reply_frame(0x90, to_bytes("449801201804200000000017    "))}}};
  auto reader = reader_of(module);
  CHECK(reader.find_card(kGo) == true);
  auto card = tests::citizen_card();
  if (fingerprints > 0) card.fingerprints.emplace_back(512, 0x40);
  if (fingerprints > 1) card.fingerprints.emplace_back(512, 0x41);
  card.newer_addresses = {"上海市新路9号", "上海市旧路8号"};
  card.management_number = "449801201804200000000017";
  CHECK(reader.read_card({.fingerprints = true, .management_number = true}, kGo) == CardReading{card});
}

TEST_CASE("a module is started anew and changes its speed however the line cuts what it says") {
  const Module module{GENERATE(values(kCuts)),
                      {{sam_v::kResetModule, reply_frame(0x90)}, {*sam_v::set_baud_rate(9'600), reply_frame(0x90)}}};
  auto reader = reader_of(module);
  CHECK(reader.reset(kGo));
  CHECK(reader.set_baud_rate(9'600, kGo) == true);
}

}  // namespace
}  // namespace bianmin::drivers
