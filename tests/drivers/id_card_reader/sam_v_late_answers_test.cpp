// Answers that come too late, or to a conversation that nobody leads any more.
#include <poll.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <deque>

#include "tests/drivers/id_card_reader/sam_v_bench.h"

namespace bianmin::drivers {
namespace {

using namespace std::chrono_literals;
using sam_v::request;
using tests::base_data;
using tests::citizen_block;
using tests::reply_frame;
using Bench = tests::SamVBench;
using Clock = std::chrono::steady_clock;

// Says its next answer so long after it was asked.
class TardyModule final : public Transport {
 public:
  struct Row {
    std::chrono::milliseconds after;
    Bytes answer;
  };
  explicit TardyModule(std::deque<Row> rows) : rows_{std::move(rows)} {}

  [[nodiscard]] std::expected<Bytes, TransportFault> read(std::size_t, std::chrono::milliseconds limit) override {
    const Deadline deadline{limit};
    const auto wait = saying_ ? std::min(limit, saying_->left()) : limit;
    ::poll(nullptr, 0, static_cast<int>(wait.count()));
    if (!saying_ || !saying_->passed()) return Bytes{};
    saying_.reset();
    return std::move(answer_);
  }
  [[nodiscard]] std::expected<std::size_t, TransportFault> write(ByteView bytes, std::chrono::milliseconds) override {
    if (rows_.empty() || saying_) return std::unexpected{TransportFault::Broken};
    saying_ = Deadline{rows_.front().after};
    answer_ = rows_.front().answer;
    rows_.pop_front();
    return bytes.size();
  }
  // What has not arrived cannot be thrown away.
  void discard_input() override {}

 private:
  std::deque<Row> rows_;
  std::optional<Deadline> saying_;
  Bytes answer_;
};

const KeepGoing kGo = [] { return true; };
const Bytes kFound = reply_frame(0x9F, Bytes(4));
const Bytes kNoCard = reply_frame(0x80);

TEST_CASE("an answer that comes after its time is not taken for the answer to the same question asked again") {
  // The card was lifted in between.
  SamVReader reader{
      std::make_unique<TardyModule>(std::deque<TardyModule::Row>{{520ms, kFound}, {0ms, kNoCard}, {0ms, kNoCard}}),
      SamVQuirks{}};
  CHECK(reader.find_card(kGo) == false);
}

TEST_CASE("a question that another one's answer comes to is answered when its own does, within its time") {
  const auto own = reply_frame(0x90, Bytes(8));
  Bench bench;
  bench.script->expect(request(sam_v::kSelectCard)).reply(kNoCard).reply(kFound).reply(own);
  bench.base().no_newer_address();
  CHECK(bench.read() == CardReading{tests::citizen_card()});
  bench.finished();
}

TEST_CASE("a module that only says what answers other questions, or nothing known, is garbled") {
  const auto sw3 = GENERATE(as<std::uint8_t>{}, 0x41, 0x42);
  Bench bench;
  bench.in_vain(sam_v::kFindCard, reply_frame(sw3)).in_vain(sam_v::kFindCard, reply_frame(sw3));
  CHECK(bench.reader->find_card(bench.go) == std::unexpected{IdCardReaderFault::GarbledAnswer});
  bench.finished();
}

TEST_CASE("the rest of an answer that nobody waited for is heard before the next question is asked") {
  const auto whole = reply_frame(0x90, base_data(citizen_block().block()));
  Bench bench;
  bench.selected();
  bench.script->expect(request(sam_v::kReadBase)).reply({whole.begin(), whole.begin() + 600});
  bench.script->reply({whole.begin() + 600, whole.begin() + 900}).reply({whole.begin() + 900, whole.end()});
  bench.found();
  int asked = 0;
  REQUIRE(bench.reader->read_card({}, [&asked] { return ++asked < 1; }) == std::unexpected{IdCardReaderFault::Stopped});
  CHECK(bench.reader->find_card(bench.go) == true);
  bench.finished();
}

TEST_CASE("a caller that has enough is heard while the line is listened to, and the line is listened to again") {
  Bench bench;
  bench.script->expect(request(sam_v::kFindCard)).reply({0xAA, 0xAA}).reply({0xAA, 0x96});
  bench.script->reply({kFound.begin() + 4, kFound.end()});
  bench.no_card_twice();
  const KeepGoing stop = [] { return false; };
  CHECK(bench.reader->find_card(stop) == std::unexpected{IdCardReaderFault::Stopped});
  CHECK(bench.reader->find_card(stop) == std::unexpected{IdCardReaderFault::Stopped});
  CHECK(bench.reader->find_card(bench.go) == false);
  bench.finished();
}

// Never falls silent.
class Chatterer final : public Transport {
 public:
  [[nodiscard]] std::expected<Bytes, TransportFault> read(std::size_t, std::chrono::milliseconds) override {
    ::poll(nullptr, 0, 1);
    return Bytes{0x55, 0xAA};
  }
  [[nodiscard]] std::expected<std::size_t, TransportFault> write(ByteView bytes, std::chrono::milliseconds) override {
    return bytes.size();
  }
  void discard_input() override {}
};

TEST_CASE("a line that talks without end is listened to only so long") {
  SamVReader reader{std::make_unique<Chatterer>(), SamVQuirks{}};
  CHECK(reader.find_card([] { return false; }) == std::unexpected{IdCardReaderFault::Stopped});
  const auto begun = Clock::now();
  CHECK(reader.find_card(kGo) == std::unexpected{IdCardReaderFault::GarbledAnswer});
  // Half a second for what is owed, and for each of two questions a half for it and one of listening.
  CHECK(Clock::now() - begun < 5s);
}

TEST_CASE("a spoilt answer is not waited for again before the next question") {
  auto spoilt = reply_frame(0x90, base_data(citizen_block().block()));
  spoilt.back() ^= 0x01;
  Bench bench;
  bench.selected().in_vain(sam_v::kReadBase, spoilt).found().selected().base().no_newer_address();
  const auto begun = Clock::now();
  CHECK(bench.read() == CardReading{tests::citizen_card()});
  // Half a second shows that nothing more comes; the two seconds that reading may take are not waited for.
  CHECK(Clock::now() - begun < 1800ms);
  bench.finished();
}

}  // namespace
}  // namespace bianmin::drivers
