// APDUs as bytes, and the asking again that ISO/IEC 7816-4 wants.
#include <catch2/catch_test_macros.hpp>

#include "tests/drivers/transport/scripted_card.h"

namespace bianmin::tests {
namespace {

using namespace drivers;

CommandApdu read_record(std::uint8_t number) { return {0x00, 0xB2, number, 0x04, {}, 256}; }

TEST_CASE("the four cases of short commands have the bytes of the standard") {
  CHECK(encode({0x00, 0xA4, 0x01, 0x02, {}, {}}) == hex("00A40102"));
  CHECK(encode(read_record(7)) == hex("00B2070400"));
  CHECK(encode({0x00, 0xC0, 0, 0, {}, 0x1F}) == hex("00C000001F"));
  CHECK(encode({0x00, 0xA4, 0x02, 0x00, hex("EF05"), {}}) == hex("00A4020002EF05"));
  CHECK(encode({0x00, 0xA4, 0x02, 0x00, hex("EF05"), 256}) == hex("00A4020002EF0500"));
}

TEST_CASE("an answer is data and two bytes of status, and nothing else is one") {
  CHECK(parse_response(hex("9000")) == ResponseApdu{{}, 0x9000});
  CHECK(parse_response(hex("01026A83")) == ResponseApdu{{1, 2}, 0x6A83});
  CHECK(parse_response(Bytes(258)).has_value());
  CHECK(!parse_response({}));
  CHECK(!parse_response(hex("90")));
  CHECK(!parse_response(Bytes(259)));
}

TEST_CASE("what the card keeps ready is fetched, in as many pieces as it says") {
  ScriptedCard card;
  card.on("00B2010400", "0102 6103").on("00C0000003", "030405 6101").on("00C0000001", "06 9000");
  CHECK(exchange(card, read_record(1), go_on) == ResponseApdu{hex("010203040506"), 0x9000});
  card.expect_finished();
}

TEST_CASE("a card that wants another length is asked again with it") {
  ScriptedCard card;
  card.on("00B2010400", "6C14").on("00B2010414", "AA 9000");
  CHECK(exchange(card, read_record(1), go_on) == ResponseApdu{hex("AA"), 0x9000});
  card.expect_finished();
}

TEST_CASE("61 00 and 6C 00 mean 256") {
  ScriptedCard card;
  card.on("00B2010400", "6C00").on("00B2010400", "6100").on("00C0000000", "9000");
  CHECK(exchange(card, read_record(1), go_on) == ResponseApdu{{}, 0x9000});
  card.expect_finished();
}

TEST_CASE("a card that never comes to an end is left after a few rounds") {
  ScriptedCard card;
  for (int round = 0; round < 8; ++round) card.on("00B2010400", "6C00");
  CHECK(exchange(card, read_record(1), go_on) == std::unexpected{CardLinkFault::Mute});
  card.expect_finished();
}

TEST_CASE("an answer without a status word is none, and a fault of the line is told as it is") {
  ScriptedCard card;
  card.on("00B2010400", "90").on("00B2010400", CardLinkFault::Removed);
  CHECK(exchange(card, read_record(1), go_on) == std::unexpected{CardLinkFault::Mute});
  CHECK(exchange(card, read_record(1), go_on) == std::unexpected{CardLinkFault::Removed});
  card.expect_finished();
}

}  // namespace
}  // namespace bianmin::tests
