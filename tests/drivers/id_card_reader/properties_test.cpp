// What must hold of every card and every stream of bytes, tried on many that dice made up.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <random>

#include "drivers/id_card_reader/sam_v_reader.h"
#include "drivers/id_card_reader/text_block.h"
#include "tests/drivers/id_card_reader/random_cards.h"

namespace bianmin::drivers {
namespace {

using tests::base_data;
using tests::citizen_block;
using tests::RandomCards;
using tests::reply_frame;

TEST_CASE("whatever a card of any kind says is read as it was written") {
  const auto kind = GENERATE(IdCardKind::Citizen, IdCardKind::HmtPermit, IdCardKind::ForeignPermanent2017,
                             IdCardKind::ForeignPermanent2023);
  RandomCards cards{20260118};
  for (int round = 0; round < 5000; ++round) {
    const auto [block, card] = cards.make(kind);
    const auto parsed = parse_text_block(block);
    INFO("round " << round << (parsed ? std::string{} : ": fault in " + std::string{parsed.error().field}));
    REQUIRE(parsed == card);
  }
}

// Both status bytes that reply_frame() leaves zero may be anything in a stream.
Bytes frame_of(const sam_v::Reply& reply) {
  auto frame = reply_frame(reply.sw3, reply.data);
  frame[7] = reply.sw1;
  frame[8] = reply.sw2;
  frame.back() ^= reply.sw1 ^ reply.sw2;
  return frame;
}

void append(Bytes& stream, ByteView bytes) { stream.insert(stream.end(), bytes.begin(), bytes.end()); }

// Frames, frames that are cut or have flipped bits, preambles, lengths that lie, and noise.
Bytes hostile_stream(std::mt19937& dice) {
  Bytes stream;
  for (auto parts = 1 + dice() % 8; parts > 0; --parts) {
    Bytes data(dice() % 3 == 0 ? 1284 : dice() % 80);
    std::ranges::generate(data, [&dice] { return static_cast<std::uint8_t>(dice() % 3 ? dice() : 0xAA); });
    auto frame = reply_frame(static_cast<std::uint8_t>(dice()), data);
    switch (dice() % 5) {
      case 0:
        frame.resize(dice() % frame.size());
        break;
      case 1:
        for (auto flips = 1 + dice() % 3; flips > 0; --flips) {
          frame[dice() % frame.size()] ^= static_cast<std::uint8_t>(1U << dice() % 8);
        }
        break;
      case 2:
        frame[5 + dice() % 2] = static_cast<std::uint8_t>(dice());
        break;
      case 3:
        append(stream, ByteView{sam_v::kPreamble}.first(dice() % 6));
        break;
      default:
        break;
    }
    append(stream, frame);
  }
  return stream;
}

TEST_CASE("no stream, however it is cut, gives a reply whose length or checksum was wrong") {
  std::mt19937 dice{GENERATE(range(1U, 9U))};
  std::size_t found = 0;
  for (int round = 0; round < 400; ++round) {
    const auto stream = hostile_stream(dice);
    sam_v::ReplyParser parser;
    for (std::size_t at = 0; at < stream.size();) {
      const auto size = std::min<std::size_t>(1 + dice() % (1 + dice() % 1500), stream.size() - at);
      parser.feed(ByteView{stream}.subspan(at, size));
      at += size;
      while (const auto reply = parser.next()) {
        ++found;
        // It stands in the stream, and what belongs around it makes a whole frame.
        REQUIRE_FALSE(std::ranges::search(stream, frame_of(*reply)).empty());
      }
    }
  }
  CHECK(found > 500);
}

// What goes wrong with a module that otherwise answers every command as it should.
struct Mishap {
  sam_v::Command command = sam_v::kModuleStatus;
  std::optional<std::uint8_t> status;       // instead of the right answer to that command
  std::optional<std::size_t> pulled_after;  // so many bytes of all that it says the plug is pulled
};

class AnsweringModule final : public Transport {
 public:
  AnsweringModule(Mishap mishap, std::size_t& said, int& asked) : mishap_{mishap}, said_{said}, asked_{asked} {}

  [[nodiscard]] std::expected<Bytes, TransportFault> read(std::size_t, std::chrono::milliseconds) override {
    if (mishap_.pulled_after && *mishap_.pulled_after < said_ + answer_.size()) {
      answer_.resize(*mishap_.pulled_after - said_);
      pulled_ = true;
    }
    if (pulled_ && answer_.empty()) return std::unexpected{TransportFault::Broken};
    said_ += answer_.size();
    return std::exchange(answer_, {});
  }
  [[nodiscard]] std::expected<std::size_t, TransportFault> write(ByteView bytes, std::chrono::milliseconds) override {
    ++asked_;
    const auto is = [bytes](const sam_v::Command& command) { return std::ranges::equal(bytes, request(command)); };
    if (mishap_.status && is(mishap_.command)) {
      answer_ = reply_frame(*mishap_.status);
    } else if (is(sam_v::kFindCard)) {
      answer_ = reply_frame(0x9F, Bytes(4));
    } else if (is(sam_v::kReadBase)) {
      answer_ = reply_frame(0x90, base_data(citizen_block().block()));
    } else if (is(sam_v::kReadNewestAddress)) {
      answer_ = reply_frame(0x91);
    } else {
      answer_ = reply_frame(0x90, is(sam_v::kModuleId) ? Bytes(16) : Bytes{});
    }
    return bytes.size();
  }
  void discard_input() override { answer_.clear(); }

 private:
  Mishap mishap_;
  std::size_t& said_;
  int& asked_;
  Bytes answer_;
  bool pulled_ = false;
};

// What the driver makes of it, from the greeting to the card.
struct Outcome {
  std::expected<CardReading, IdCardReaderFault> reading = CardProblem::Removed;
  std::size_t said = 0;  // bytes, by the module
  int asked = 0;
};

Outcome outcome(const Mishap& mishap) {
  Outcome result;
  SamVReader reader{std::make_unique<AnsweringModule>(mishap, result.said, result.asked), SamVQuirks{}};
  const KeepGoing go = [] { return true; };
  const auto greeted = reader.greet(go);
  const auto found = greeted ? reader.find_card(go) : std::unexpected{greeted.error()};
  if (!found) result.reading = std::unexpected{found.error()};
  if (found.value_or(false)) result.reading = reader.read_card({}, go);
  return result;
}
Outcome outcome(sam_v::Command command, std::uint8_t status) {
  return outcome(Mishap{.command = command, .status = status, .pulled_after = {}});
}

bool read_well(const Outcome& outcome) { return outcome.reading == CardReading{tests::citizen_card()}; }

TEST_CASE("a plug that is pulled at any byte is told, and never gives a card") {
  const auto whole = outcome(Mishap{});
  REQUIRE(read_well(whole));
  REQUIRE(whole.said > 1300);
  for (std::size_t at = 0; at < whole.said; ++at) {
    INFO("byte " << at);
    const auto pulled = outcome(Mishap{.command = sam_v::kModuleStatus, .status = {}, .pulled_after = at});
    REQUIRE(pulled.reading == std::unexpected{IdCardReaderFault::Unplugged});
  }
}

TEST_CASE("every status, also one that nobody knows, ends every stage soon and never in a card it does not stand for") {
  using sam_v::Answer;
  for (unsigned code = 0; code < 256; ++code) {
    const auto sw3 = static_cast<std::uint8_t>(code);
    const auto answer = sam_v::Reply{0, 0, sw3, {}}.answer();
    const bool ends_reader = answer == Answer::NotAuthorised || answer == Answer::Broken;
    INFO("status " << code);

    const auto status = outcome(sam_v::kModuleStatus, sw3);
    CHECK(read_well(status) == (answer == Answer::Done));
    const auto number = outcome(sam_v::kModuleId, sw3);
    CHECK(read_well(number) != ends_reader);
    // A card that fails already here is a card: reading tells.
    const auto finding = outcome(sam_v::kFindCard, sw3);
    CHECK(read_well(finding) == (!ends_reader && answer != Answer::BadRequest && answer != Answer::NoCard));
    const auto selecting = outcome(sam_v::kSelectCard, sw3);
    CHECK(read_well(selecting) == (answer == Answer::Done));
    const auto reading = outcome(sam_v::kReadBase, sw3);
    CHECK_FALSE(read_well(reading));
    const auto address = outcome(sam_v::kReadNewestAddress, sw3);
    CHECK(read_well(address) != ends_reader);
    for (const auto* one : {&status, &number, &finding, &selecting, &reading, &address}) {
      CHECK(one->asked <= 16);
      if (ends_reader) {
        const auto fault = answer == Answer::Broken ? IdCardReaderFault::Broken : IdCardReaderFault::NotAuthorised;
        CHECK(one->reading == std::unexpected{fault});
      }
    }
  }
}

}  // namespace
}  // namespace bianmin::drivers
