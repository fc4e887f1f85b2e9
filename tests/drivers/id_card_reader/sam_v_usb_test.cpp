// Frames on bulk endpoints, on a device made of queues.
#include "drivers/id_card_reader/sam_v_usb.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <deque>
#include <map>

#include "tests/drivers/id_card_reader/cards.h"

namespace bianmin::drivers {
namespace {

using namespace std::chrono_literals;
using tests::base_data;
using tests::citizen_block;
using tests::reply_frame;

// What each endpoint will give, transfer by transfer, and what it was given.
class QueuedDevice final : public UsbDevice {
 public:
  explicit QueuedDevice(UsbEndpoints endpoints) : endpoints_{std::move(endpoints)} {}

  [[nodiscard]] const UsbIdentity& identity() const override { return identity_; }
  [[nodiscard]] const UsbEndpoints& endpoints() const override { return endpoints_; }
  [[nodiscard]] std::expected<Bytes, TransportFault> read(std::uint8_t endpoint, std::size_t,
                                                          std::chrono::milliseconds) override {
    auto& queue = replies[endpoint];
    if (queue.empty()) return Bytes{};
    auto front = queue.front();
    queue.pop_front();
    return front;
  }
  [[nodiscard]] std::expected<std::size_t, TransportFault> write(std::uint8_t endpoint, ByteView bytes,
                                                                 std::chrono::milliseconds) override {
    const auto count = std::min(bytes.size(), most_taken);
    written.emplace_back(endpoint, Bytes{bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count)});
    return count;
  }
  [[nodiscard]] std::vector<pollfd> wakes() const override { return {}; }
  [[nodiscard]] bool gone() override { return false; }

  std::map<std::uint8_t, std::deque<std::expected<Bytes, TransportFault>>> replies;
  std::vector<std::pair<std::uint8_t, Bytes>> written;
  std::size_t most_taken = 4096;

 private:
  UsbIdentity identity_;
  UsbEndpoints endpoints_;
};

struct Bench {
  QueuedDevice* device;
  std::unique_ptr<Transport> stream;

  explicit Bench(const UsbEndpoints& endpoints) {
    auto made = std::make_unique<QueuedDevice>(endpoints);
    device = made.get();
    stream = sam_v_over_usb(std::move(made), *sam_v_layout(endpoints));
  }
  // Everything until nothing comes any more.
  Bytes read_all() const {
    Bytes all;
    while (true) {
      const auto bytes = stream->read(100, 1ms);
      if (!bytes || bytes->empty()) return all;
      all.insert(all.end(), bytes->begin(), bytes->end());
    }
  }
};

const UsbEndpoints kSplit{{0x02, 0x06}, {0x81, 0x85}};
const UsbEndpoints kPair{{0x01}, {0x81}};

Bytes part(const Bytes& bytes, std::size_t from, std::size_t to) {
  return {bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.begin() + static_cast<std::ptrdiff_t>(to)};
}

const Bytes kFrame = reply_frame(0x90, base_data(citizen_block().block()));
const Bytes kStatus = reply_frame(0x90);

TEST_CASE("the endpoints tell the layout, whatever the ids say") {
  CHECK(sam_v_layout(kSplit) == SamVLayout::SplitEndpoints);
  CHECK(sam_v_layout(kPair) == SamVLayout::SinglePair);
  CHECK(sam_v_layout({{0x01}, {0x81, 0x82}}) == SamVLayout::SinglePair);
  CHECK_FALSE(sam_v_layout({{0x01}, {}}));
  CHECK_FALSE(sam_v_layout({}));
}

TEST_CASE("split endpoints take seven bytes on the first and the rest on the second") {
  const Bench bench{kSplit};
  const auto frame = sam_v::request(sam_v::kFindCard);
  CHECK(bench.stream->write(frame, 1ms) == frame.size());
  CHECK(bench.device->written ==
        std::vector<std::pair<std::uint8_t, Bytes>>{{0x02, part(frame, 0, 7)}, {0x06, part(frame, 7, frame.size())}});
}

TEST_CASE("a single pair takes the whole frame") {
  const Bench bench{kPair};
  const auto frame = sam_v::request(sam_v::kFindCard);
  CHECK(bench.stream->write(frame, 1ms) == frame.size());
  CHECK(bench.device->written == std::vector<std::pair<std::uint8_t, Bytes>>{{0x01, frame}});
}

TEST_CASE("a device that takes only part of the header is not sent the body") {
  const Bench bench{kSplit};
  bench.device->most_taken = 3;
  CHECK(bench.stream->write(sam_v::request(sam_v::kFindCard), 1ms) == 3U);
  CHECK(bench.device->written.size() == 1);
}

TEST_CASE("header and body of one reply after the other become one stream") {
  const Bench bench{kSplit};
  for (int i = 0; i < 2; ++i) {
    bench.device->replies[0x81].push_back(part(kFrame, 0, 7));
    bench.device->replies[0x85].push_back(part(kFrame, 7, kFrame.size()));
  }
  auto twice = kFrame;
  twice.insert(twice.end(), kFrame.begin(), kFrame.end());
  CHECK(bench.read_all() == twice);
}

TEST_CASE("a header and a body that come in pieces, one byte at a time or many, are put together") {
  const auto piece = GENERATE(std::size_t{1}, std::size_t{2}, std::size_t{5}, std::size_t{64});
  const Bench bench{kSplit};
  for (std::size_t at = 0; at < 7; at += piece) {
    bench.device->replies[0x81].push_back(part(kFrame, at, std::min<std::size_t>(at + piece, 7)));
  }
  for (std::size_t at = 7; at < kFrame.size(); at += piece) {
    bench.device->replies[0x85].push_back(part(kFrame, at, std::min(at + piece, kFrame.size())));
  }
  CHECK(bench.read_all() == kFrame);
}

TEST_CASE("rubbish before a header does not make the driver wait for a body that never comes") {
  const Bench bench{kSplit};
  bench.device->replies[0x81].push_back(Bytes{0x00, 0xAA, 0x55});
  bench.device->replies[0x81].push_back(part(kStatus, 0, 7));
  bench.device->replies[0x85].push_back(part(kStatus, 7, kStatus.size()));
  auto all = Bytes{0x00, 0xAA, 0x55};
  all.insert(all.end(), kStatus.begin(), kStatus.end());
  CHECK(bench.read_all() == all);
}

TEST_CASE("a device with four endpoints that answers whole frames on the first is understood") {
  const Bench bench{kSplit};
  bench.device->replies[0x81].push_back(kFrame);
  bench.device->replies[0x81].push_back(kStatus);
  auto both = kFrame;
  both.insert(both.end(), kStatus.begin(), kStatus.end());
  CHECK(bench.read_all() == both);
}

TEST_CASE("an answer that comes too late is thrown away, on both endpoints") {
  const Bench bench{kSplit};
  REQUIRE(bench.stream->write(sam_v::request(sam_v::kFindCard), 1ms));
  REQUIRE(bench.read_all().empty());
  bench.device->replies[0x81].push_back(part(kFrame, 0, 7));
  bench.device->replies[0x85].push_back(part(kFrame, 7, kFrame.size()));
  bench.stream->discard_input();
  CHECK(bench.read_all().empty());
}

TEST_CASE("a spoilt answer is none: what comes behind it is thrown away before the next question") {
  const auto& endpoints = GENERATE_REF(kSplit, kPair);
  const Bench bench{endpoints};
  const auto queue = [&](const Bytes& frame) {
    if (endpoints.in.size() == 1) {
      bench.device->replies[0x81].push_back(frame);
    } else {
      bench.device->replies[0x81].push_back(part(frame, 0, 7));
      bench.device->replies[0x85].push_back(part(frame, 7, frame.size()));
    }
  };
  // The first looks of a process are careful anyway.
  for (int i = 0; i < 20; ++i) {
    bench.stream->discard_input();
    REQUIRE(bench.stream->write(sam_v::request(sam_v::kFindCard), 1ms));
    queue(kStatus);
    REQUIRE(bench.read_all() == kStatus);
  }
  bench.stream->discard_input();
  REQUIRE(bench.stream->write(sam_v::request(sam_v::kFindCard), 1ms));
  auto spoilt = kStatus;
  spoilt.back() ^= 0x01;
  queue(spoilt);
  REQUIRE(bench.read_all() == spoilt);
  queue(kStatus);
  bench.stream->discard_input();
  CHECK(bench.read_all().empty());
}

TEST_CASE("after a stall in a body the next reply begins with its header") {
  const Bench bench{kSplit};
  bench.device->replies[0x81].push_back(part(kFrame, 0, 7));
  bench.device->replies[0x85].push_back(std::unexpected{TransportFault::Stalled});
  CHECK(bench.stream->read(100, 1ms) == part(kFrame, 0, 7));
  CHECK(bench.stream->read(100, 1ms) == std::unexpected{TransportFault::Stalled});
  bench.device->replies[0x81].push_back(part(kStatus, 0, 7));
  bench.device->replies[0x85].push_back(part(kStatus, 7, kStatus.size()));
  CHECK(bench.read_all() == kStatus);
}

TEST_CASE("a stall is a garbled answer and not the end of the reader") {
  auto made = std::make_unique<QueuedDevice>(kPair);
  auto& replies = made->replies[0x81];
  for (int i = 0; i < 2; ++i) replies.push_back(std::unexpected{TransportFault::Stalled});  // the drained one, ours
  replies.push_back(Bytes{});
  replies.push_back(reply_frame(0x9F, Bytes(4)));
  SamVReader reader{sam_v_over_usb(std::move(made), SamVLayout::SinglePair), SamVQuirks{}};
  CHECK(reader.find_card([] { return true; }) == true);
}

TEST_CASE("every known device has one row and a meaning") {
  const auto ids = sam_v_usb_ids();
  CHECK(ids.size() >= 2);
  for (const auto& model : sam_v_models()) {
    CHECK(std::ranges::count(ids, model.id) == 1);
    CHECK_FALSE(model.meaning.empty());
    CHECK(sam_v_quirks_of(model.id) == model.quirks);
  }
  CHECK(sam_v_quirks_of({0xFFFF, 0xFFFF}) == SamVQuirks{});
}

}  // namespace
}  // namespace bianmin::drivers
