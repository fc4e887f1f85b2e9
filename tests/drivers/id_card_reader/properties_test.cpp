// What must hold of every card and every stream of bytes, tried on many that dice made up.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <random>

#include "drivers/id_card_reader/sam_v_wire.h"
#include "drivers/id_card_reader/text_block.h"
#include "tests/drivers/id_card_reader/random_cards.h"

namespace bianmin::drivers {
namespace {

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

}  // namespace
}  // namespace bianmin::drivers
