#include "drivers/id_card_reader/sam_v_wire.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <random>
#include <set>

#include "tests/drivers/id_card_reader/cards.h"

namespace bianmin::drivers::sam_v {
namespace {

using tests::base_data;
using tests::citizen_block;
using tests::reply_frame;

struct Known {
  Command command;
  std::string hex;
};

TEST_CASE("requests are the published bytes") {
  const auto known = GENERATE(values<Known>({
      {kResetModule, "aaaaaa9669000310ffec"},
      {kModuleStatus, "aaaaaa9669000311ffed"},
      {kModuleId, "aaaaaa9669000312ffee"},
      {kFindCard, "aaaaaa96690003200122"},
      {kSelectCard, "aaaaaa96690003200221"},
      {kReadBase, "aaaaaa96690003300132"},
      {kReadBaseAndFingerprints, "aaaaaa96690003301023"},
      {kReadNewestAddress, "aaaaaa96690003300330"},
      {kReadManagementNumber, "aaaaaa96690003300536"},
      {*set_baud_rate(115'200), "aaaaaa96690003600063"},
      {*set_baud_rate(9'600), "aaaaaa96690003600467"},
      {set_largest_rf_frame(0x50), "aaaaaa9669000461ff50ca"},
  }));
  CHECK(to_hex(request(known.command)) == known.hex);
}

std::vector<Reply> parse(const std::vector<Bytes>& pieces) {
  ReplyParser parser;
  std::vector<Reply> replies;
  for (const auto& piece : pieces) {
    parser.feed(piece);
    while (auto reply = parser.next()) replies.push_back(std::move(*reply));
  }
  return replies;
}

std::vector<Bytes> cut(const Bytes& stream, std::mt19937& dice) {
  std::vector<Bytes> pieces;
  for (std::size_t at = 0; at < stream.size();) {
    const auto size = std::min<std::size_t>(1 + dice() % 200, stream.size() - at);
    const auto begin = stream.begin() + static_cast<std::ptrdiff_t>(at);
    pieces.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(size));
    at += size;
  }
  return pieces;
}

void append(Bytes& stream, const Bytes& bytes) { stream.insert(stream.end(), bytes.begin(), bytes.end()); }

TEST_CASE("replies are found however the stream is cut and whatever stands between them") {
  const auto seed = GENERATE(range(0U, 200U));
  std::mt19937 dice{seed};
  const std::vector<Bytes> frames{reply_frame(0x9F, Bytes(4)), reply_frame(0x90, Bytes(8)),
                                  reply_frame(0x90, base_data(citizen_block().block())), reply_frame(0x80)};
  Bytes stream;
  for (const auto& frame : frames) {
    // Rubbish may hold the beginning of a preamble, never a whole one: that may rightly swallow what follows.
    for (auto count = dice() % 30; count > 0; --count)
      stream.push_back(static_cast<std::uint8_t>(dice() % 2 ? 0xAA : dice()));
    append(stream, frame);
  }
  const auto replies = parse(cut(stream, dice));
  REQUIRE(replies.size() == frames.size());
  CHECK(replies[0] == Reply{0, 0, 0x9F, Bytes(4)});
  CHECK(replies[2].data == base_data(citizen_block().block()));
  CHECK(replies[3] == Reply{0, 0, 0x80, {}});
}

TEST_CASE("one byte at a time is as good as all at once") {
  const auto frame = reply_frame(0x90, base_data(citizen_block().block()));
  std::vector<Bytes> bytes;
  for (const auto byte : frame) bytes.push_back({byte});
  CHECK(parse(bytes) == parse({frame}));
  CHECK(parse(bytes).size() == 1);
}

TEST_CASE("no flipped bit behind the preamble gives the reply that was sent, or any other of its size") {
  const auto frame = reply_frame(0x90, base_data(citizen_block().block()));
  const auto whole = parse({frame}).at(0);
  for (std::size_t i = kPreamble.size(); i < frame.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      auto flipped = frame;
      flipped[i] ^= static_cast<std::uint8_t>(1U << bit);
      for (const auto& reply : parse({flipped})) {
        REQUIRE(reply.data.size() != whole.data.size());
        REQUIRE_FALSE(base_text(reply.data));
      }
    }
  }
}

TEST_CASE("impossible lengths are passed over") {
  Bytes stream = reply_frame(0x90);
  stream[5] = 0xFF;
  Bytes tiny = reply_frame(0x90);
  tiny[6] = 3;
  append(stream, tiny);
  append(stream, reply_frame(0x80));
  CHECK(parse({stream}) == std::vector{Reply{0, 0, 0x80, {}}});
}

TEST_CASE("the longest reply there is, with two fingerprints, is taken") {
  const Bytes data(kLongestReplyLength - kShortestReplyLength, 0x55);
  CHECK(reply_frame(0x90, data).size() == 2321);
  CHECK(parse({reply_frame(0x90, data)}).at(0).data == data);
}

TEST_CASE("what is left of a reply that was cut off does not swallow the next one once it is reset") {
  const auto frame = reply_frame(0x90, base_data(citizen_block().block()));
  ReplyParser parser;
  parser.feed(ByteView{frame}.first(600));
  CHECK_FALSE(parser.next());
  CHECK(parser.has_rubbish());
  parser.reset();
  CHECK_FALSE(parser.has_rubbish());
  parser.feed(reply_frame(0x80));
  CHECK(parser.next() == Reply{0, 0, 0x80, {}});
}

TEST_CASE("a line that sends rubbish without end does not grow the parser's memory") {
  ReplyParser parser;
  std::mt19937 dice{1};
  for (int i = 0; i < 1000; ++i) {
    Bytes rubbish(1000);
    std::ranges::generate(rubbish, [&dice] { return static_cast<std::uint8_t>(dice()); });
    parser.feed(rubbish);
    while (parser.next()) {
    }
  }
  parser.feed(reply_frame(0x9F, Bytes(4)));
  std::optional<Reply> last;
  while (auto reply = parser.next()) last = reply;
  CHECK(last == Reply{0, 0, 0x9F, Bytes(4)});
}

TEST_CASE("every status has one row and a meaning, and unknown ones are neither good nor 'no card'") {
  std::set<std::uint8_t> seen;
  for (const auto& row : status_table()) {
    INFO(row.meaning);
    CHECK(seen.insert(row.sw3).second);
    CHECK_FALSE(row.meaning.empty());
    CHECK(Reply{0, 0, row.sw3, {}}.answer() == row.answer);
    CHECK(Reply{1, 0, row.sw3, {}}.answer() == Answer::BadRequest);
  }
  for (unsigned sw3 = 0; sw3 < 256; ++sw3) {
    const auto byte = static_cast<std::uint8_t>(sw3);
    if (!seen.contains(byte)) CHECK(Reply{0, 0, byte, {}}.answer() == Answer::BadRequest);
  }
}

TEST_CASE("length words that do not fit the data give no text") {
  auto data = base_data(citizen_block().block());
  CHECK(base_text(data));
  data[1] = 1;
  CHECK_FALSE(base_text(data));
  data[1] = 0;
  data.pop_back();
  CHECK_FALSE(base_text(data));
  CHECK_FALSE(base_text({}));
}

TEST_CASE("the module's number is printed as its label has it") {
  const Bytes data{5, 0, 3, 0, 0xE6, 0xEC, 0x34, 0x01, 0x39, 0x30, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF};
  CHECK(module_id(data) == "05.03-20245734-0000012345-4294967295");
  CHECK_FALSE(module_id(ByteView{data}.first(15)));
}

TEST_CASE("no module knows another speed") {
  CHECK_FALSE(set_baud_rate(460'800));
  CHECK_FALSE(set_baud_rate(0));
}

TEST_CASE("every command has its name, whatever its data") {
  CHECK(name_of(kFindCard) == "find card");
  CHECK(name_of(*set_baud_rate(9'600)) == "set baud rate");
  CHECK(name_of(set_largest_rf_frame(0x58)) == "set largest RF frame");
  CHECK(name_of(kReadBaseAndFingerprints) == "read base information and fingerprints");
  CHECK(name_of({0x99, 0x00}) == "unknown command");
}

TEST_CASE("fingerprints are two, one or none, and their length word is believed only when it fits") {
  const auto fingers = GENERATE(std::size_t{0}, std::size_t{1}, std::size_t{2});
  const auto block = citizen_block();
  const auto data = tests::base_and_fingerprints_data(block.block(), fingers);
  const auto parts = base_and_fingerprints(data);
  REQUIRE(parts);
  CHECK(std::ranges::equal(parts->text, block.block()));
  CHECK(parts->photo[0] == kPreamble[0]);
  CHECK(parts->fingerprints.size() == fingers * kFingerprintSize);
  // The sizes of whole frames that vendors' documents tell.
  CHECK(reply_frame(0x90, data).size() == 1297 + fingers * kFingerprintSize);

  for (const std::size_t word : {0U, 2U, 4U}) {
    auto wrong = data;
    wrong[word] ^= 0x01;
    CHECK_FALSE(base_and_fingerprints(wrong));
    wrong = data;
    wrong[word + 1] ^= 0x01;
    CHECK_FALSE(base_and_fingerprints(wrong));
  }
  for (std::size_t size = 0; size < data.size(); ++size)
    REQUIRE_FALSE(base_and_fingerprints(ByteView{data}.first(size)));
  auto longer = data;
  longer.push_back(0);
  CHECK_FALSE(base_and_fingerprints(longer));
  CHECK_FALSE(base_information(data));
}

TEST_CASE("three fingerprints or a half one are no reply") {
  auto data = tests::base_and_fingerprints_data(citizen_block().block(), 2);
  data.resize(data.size() + kFingerprintSize);
  data[4] = 0x06;
  CHECK_FALSE(base_and_fingerprints(data));
  data = tests::base_and_fingerprints_data(citizen_block().block(), 1);
  data.resize(data.size() - 256);
  data[4] = 0x01;
  CHECK_FALSE(base_and_fingerprints(data));
}

TEST_CASE("the management number is text where it is text") {
  const auto padded = to_bytes("449801201804200000000017    ");
  CHECK(management_number(padded) == "449801201804200000000017");
  CHECK(management_number(Bytes(28, 0x00)) == std::string(56, '0'));
  CHECK_FALSE(management_number(Bytes(27, 0x30)));
  CHECK_FALSE(management_number(Bytes(29, 0x30)));
}

}  // namespace
}  // namespace bianmin::drivers::sam_v
