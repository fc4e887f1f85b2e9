#include "drivers/receipt_printer/escpos_status.h"

#include <catch2/catch_test_macros.hpp>
#include <random>

#include "drivers/receipt_printer/escpos_wire.h"

namespace bianmin::drivers::escpos {
namespace {

PrinterStatus told(std::uint8_t n, unsigned bits) {
  PrinterStatus status;
  add(status, n, RealTimeStatus{static_cast<std::uint8_t>(0x12U | bits)});
  return status;
}

PrinterStatus announced(std::array<std::uint8_t, 4> bytes) {
  PrinterStatus status;
  bytes[0] |= 0x10;
  add(status, AutomaticStatus{bytes});
  return status;
}

Bytes random_bytes(std::mt19937& random, std::size_t length) {
  // Beginnings of replies are made likely, or hardly any would ever be complete.
  constexpr std::array<std::uint8_t, 12> kLikely{0x10, 0x12, 0x16, 0x37, 0x22, 0x00,
                                                 0x0F, 0x5F, 0x41, 0x18, 0x03, 0x3D};
  Bytes bytes(length);
  for (auto& byte : bytes) {
    const auto draw = random();
    byte = (draw & 0x100U) != 0 ? kLikely[draw % kLikely.size()] : static_cast<std::uint8_t>(draw);
  }
  return bytes;
}

std::size_t length_of(const Reply& reply) {
  if (std::holds_alternative<AutomaticStatus>(reply)) return 4;
  if (std::holds_alternative<FullStatus>(reply)) return 6;
  if (const auto* block = std::get_if<BlockData>(&reply)) return block->text.size() + 2;
  return 1;
}

TEST_CASE("every bit of DLE EOT tells its condition and no other") {
  struct Expected {
    std::uint8_t n;
    unsigned bit;
    PrinterStatus status;
  };
  const PrinterStatus none;
  const Expected all[]{
      {1, 0x04, none},
      {1, 0x08, {.offline = true}},
      {1, 0x20, none},
      {1, 0x40, none},
      {2, 0x04, {.cover_open = true}},
      {2, 0x08, none},
      {2, 0x20, {.paper = PaperLevel::Out}},
      {2, 0x40, {.offline = true}},
      {3, 0x04, {.paper_jam = true}},
      {3, 0x08, {.cutter_fault = true}},
      {3, 0x20, {.broken = true}},
      {3, 0x40, {.head_hot = true}},
      {4, 0x04, {.paper = PaperLevel::NearEnd}},
      {4, 0x08, {.paper = PaperLevel::NearEnd}},
      {4, 0x20, {.paper = PaperLevel::Out}},
      {4, 0x40, {.paper = PaperLevel::Out}},
  };
  for (const auto& each : all) {
    CAPTURE(each.n, each.bit);
    CHECK(told(each.n, each.bit) == each.status);
  }
  for (std::uint8_t n = 1; n <= 4; ++n) CHECK(told(n, 0) == none);
}

TEST_CASE("every bit of automatic status tells its condition") {
  CHECK(announced({0x08, 0, 0, 0}) == PrinterStatus{.offline = true});
  CHECK(announced({0x20, 0, 0, 0}) == PrinterStatus{.cover_open = true});
  CHECK(announced({0x44, 0, 0, 0x0F}) == PrinterStatus{});
  CHECK(announced({0, 0x01, 0, 0}) == PrinterStatus{.offline = true});
  CHECK(announced({0, 0x02, 0, 0}) == PrinterStatus{});
  CHECK(announced({0, 0x04, 0, 0}) == PrinterStatus{.paper_jam = true});
  CHECK(announced({0, 0x08, 0, 0}) == PrinterStatus{.cutter_fault = true});
  CHECK(announced({0, 0x20, 0, 0}) == PrinterStatus{.broken = true});
  CHECK(announced({0, 0x40, 0, 0}) == PrinterStatus{.head_hot = true});
  CHECK(announced({0, 0, 0x03, 0}) == PrinterStatus{.paper = PaperLevel::NearEnd});
  CHECK(announced({0, 0, 0x0F, 0}) == PrinterStatus{.paper = PaperLevel::Out});
}

TEST_CASE("near end does not hide that the paper is out, in whatever order they are told") {
  PrinterStatus status;
  add(status, 2, RealTimeStatus{0x32});
  add(status, 4, RealTimeStatus{0x1E});
  CHECK(status.paper == PaperLevel::Out);
}

TEST_CASE("a kiosk printer's full status tells of a ticket in its mouth") {
  StatusParser parser;
  parser.expect_full_status();
  const auto replies = parser.take(Bytes{0x10, 0x0F, 0x24, 0x02, 0x01, 0x01});
  REQUIRE(replies == std::vector<Reply>{FullStatus{{0x24, 0x02, 0x01, 0x01}}});
  PrinterStatus status;
  add(status, std::get<FullStatus>(replies[0]));
  CHECK(status == PrinterStatus{.paper = PaperLevel::NearEnd,
                                .cover_open = true,
                                .cutter_fault = true,
                                .head_hot = true,
                                .ticket_in_mouth = true});
  CHECK(parser.take(Bytes{0x10, 0x0F, 0x24, 0x02}) == std::vector<Reply>{AutomaticStatus{{0x10, 0x0F, 0x24, 0x02}}});
}

TEST_CASE("replies of every kind are told apart in one stream") {
  StatusParser parser;
  const Bytes stream{0x12, 0x10, 0x00, 0x03, 0x0F, 0x03, 0x37, 0x22, 'a', 'b', 'c', 'd', 0x00, 0x1A};
  CHECK(parser.take(stream) == std::vector<Reply>{RealTimeStatus{0x12}, AutomaticStatus{{0x10, 0x00, 0x03, 0x0F}},
                                                  QueuedStatus{0x03}, BlockData{0x37, to_bytes("\"abcd")},
                                                  RealTimeStatus{0x1A}});
  CHECK(parser.held() == 0);
}

TEST_CASE("an automatic status that breaks off does not swallow the answer behind it") {
  StatusParser parser;
  CHECK(parser.take(Bytes{0x10, 0x00, 0x16}) ==
        std::vector<Reply>{StrayByte{0x10}, QueuedStatus{0x00}, RealTimeStatus{0x16}});
}

TEST_CASE("a block without end is given up, byte by byte") {
  StatusParser parser;
  Bytes endless{0x37};
  endless.resize(1'000, 'x');
  const auto replies = parser.take(endless);
  CHECK(parser.held() < StatusParser::kLongestBlock);
  CHECK(replies.front() == Reply{StrayByte{0x37}});
}

TEST_CASE("any bytes in any portions give the same replies, and none is lost or held for ever") {
  std::mt19937 random{20261122};
  for (int round = 0; round < 2'000; ++round) {
    const auto bytes = random_bytes(random, random() % 300);
    StatusParser whole;
    StatusParser split;
    if (round % 2 == 0) {
      whole.expect_full_status();
      split.expect_full_status();
    }
    const auto expected = whole.take(bytes);
    std::vector<Reply> replies;
    for (std::size_t at = 0; at < bytes.size();) {
      const auto portion = std::min<std::size_t>(bytes.size() - at, 1 + random() % 7);
      for (auto& reply : split.take(ByteView{bytes}.subspan(at, portion))) replies.push_back(std::move(reply));
      at += portion;
    }
    REQUIRE(replies == expected);
    std::size_t used = 0;
    for (const auto& reply : replies) used += length_of(reply);
    REQUIRE(used + split.held() == bytes.size());
    REQUIRE(split.held() <= StatusParser::kLongestBlock);
  }
}

TEST_CASE("process ids are printable and differ from one job to the next") {
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    for (const auto digit : process_id(i)) REQUIRE((digit >= 0x20 && digit <= 0x7E));
    REQUIRE(process_id(i) != process_id(i + 1));
  }
}

TEST_CASE("an open cover is named before what it makes the sensors say") {
  CHECK(PrinterStatus{.paper = PaperLevel::Out, .cover_open = true, .head_hot = true, .offline = true}.fault() ==
        PrinterFault::CoverOpen);
  CHECK(PrinterStatus{.paper = PaperLevel::Out, .offline = true}.fault() == PrinterFault::NoPaper);
  CHECK(PrinterStatus{.paper = PaperLevel::NearEnd}.fault() == std::nullopt);
  CHECK(PrinterStatus{.ticket_in_mouth = true}.fault() == std::nullopt);
}

}  // namespace
}  // namespace bianmin::drivers::escpos
