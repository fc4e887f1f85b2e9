#include "drivers/id_card_reader/sam_v_reader.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <iterator>

#include "tests/drivers/id_card_reader/sam_v_bench.h"

namespace bianmin::drivers {
namespace {

using sam_v::Answer;
using sam_v::request;
using tests::base_data;
using tests::citizen_block;
using tests::citizen_card;
using tests::reply_frame;
using Bench = tests::SamVBench;

TEST_CASE("a card is found, selected and read") {
  Bench bench;
  bench.found().selected().base().no_newer_address();
  CHECK(bench.reader->find_card(bench.go) == true);
  CHECK(bench.read() == CardReading{citizen_card()});
  bench.finished();
}

TEST_CASE("a newer address on the chip comes with the card") {
  Bench bench;
  tests::BlockWriter block;
  block.put(0, u"上海市新路9号");
  const Bytes address{block.block().begin(), block.block().begin() + 70};
  bench.selected().base().exchange(sam_v::kReadNewestAddress, reply_frame(0x90, address));
  auto card = citizen_card();
  card.newer_addresses = {"上海市新路9号"};
  CHECK(bench.read() == CardReading{card});
  bench.finished();
}

TEST_CASE("a card missed by the first look is found by the second") {
  Bench bench;
  bench.exchange(sam_v::kFindCard, reply_frame(GENERATE(std::uint8_t{0x80}, std::uint8_t{0x81}))).found();
  CHECK(bench.reader->find_card(bench.go) == true);
  bench.finished();
}

TEST_CASE("an empty reader is looked at twice, and that is all") {
  Bench bench;
  bench.no_card_twice();
  CHECK(bench.reader->find_card(bench.go) == false);
  bench.finished();
}

TEST_CASE("a reader that is known to be empty is looked at once, until a card was there") {
  Bench bench;
  bench.no_card_twice().no_card().found().no_card_twice();
  for (const bool there : {false, false, true, false}) CHECK(bench.reader->find_card(bench.go) == there);
  bench.finished();
}

TEST_CASE("greeting prepares the module and learns its number") {
  Bench bench;
  Bytes id(16);
  id[0] = 5;
  bench.exchange(sam_v::kModuleStatus, reply_frame(0x90))
      .exchange(sam_v::set_largest_rf_frame(0x50), reply_frame(0x90))
      .exchange(sam_v::kModuleId, reply_frame(0x90, id));
  CHECK(bench.reader->greet(bench.go) == "05.00-00000000-0000000000-0000000000");
  bench.finished();
}

TEST_CASE("a module that knows no frame size and no number works nevertheless") {
  Bench bench;
  bench.exchange(sam_v::kModuleStatus, reply_frame(0x90));
  for (int i = 0; i < 2; ++i) bench.exchange(sam_v::set_largest_rf_frame(0x50), reply_frame(0x21));
  for (int i = 0; i < 2; ++i) bench.exchange(sam_v::kModuleId, reply_frame(0x21));
  CHECK(bench.reader->greet(bench.go) == "");
  bench.finished();
}

TEST_CASE("a module that failed its self-test is started anew once") {
  Bench bench;
  bench.exchange(sam_v::kModuleStatus, reply_frame(0x60)).exchange(sam_v::kResetModule, reply_frame(0x90));
  const bool mended = GENERATE(true, false);
  if (mended) {
    bench.exchange(sam_v::kModuleStatus, reply_frame(0x90))
        .exchange(sam_v::set_largest_rf_frame(0x50), reply_frame(0x90))
        .exchange(sam_v::kModuleId, reply_frame(0x90, Bytes(16)));
    CHECK(bench.reader->greet(bench.go));
  } else {
    bench.exchange(sam_v::kModuleStatus, reply_frame(0x60));
    CHECK(bench.reader->greet(bench.go) == std::unexpected{IdCardReaderFault::Broken});
  }
  bench.finished();
}

TEST_CASE("a number of a wrong length is left out") {
  Bench bench;
  bench.exchange(sam_v::kModuleStatus, reply_frame(0x90))
      .exchange(sam_v::set_largest_rf_frame(0x50), reply_frame(0x90))
      .in_vain(sam_v::kModuleId, reply_frame(0x90, Bytes(15)))
      .in_vain(sam_v::kModuleId, reply_frame(0x90, Bytes(17)));
  CHECK(bench.reader->greet(bench.go) == "");
  bench.finished();
}

TEST_CASE("the speed of the line is changed only where the module agrees") {
  Bench bench;
  CHECK(bench.reader->set_baud_rate(460'800, bench.go) == false);
  bench.exchange(*sam_v::set_baud_rate(57'600), reply_frame(0x90));
  CHECK(bench.reader->set_baud_rate(57'600, bench.go) == true);
  bench.exchange(*sam_v::set_baud_rate(9'600), reply_frame(0x21));
  CHECK(bench.reader->set_baud_rate(9'600, bench.go) == false);
  bench.finished();
}

TEST_CASE("fingerprints come with the card when they are asked for") {
  const auto fingers = GENERATE(std::size_t{0}, std::size_t{1}, std::size_t{2});
  Bench bench;
  bench.selected()
      .exchange(sam_v::kReadBaseAndFingerprints,
                reply_frame(0x90, tests::base_and_fingerprints_data(citizen_block().block(), fingers)))
      .no_newer_address();
  auto card = citizen_card();
  if (fingers > 0) card.fingerprints.emplace_back(512, 0x40);
  if (fingers > 1) card.fingerprints.emplace_back(512, 0x41);
  CHECK(bench.read({.fingerprints = true}) == CardReading{card});
  bench.finished();
}

TEST_CASE("a module that may not read fingerprints, or knows no such command, reads the rest") {
  Bench bench;
  bench.selected()
      .exchange(sam_v::kReadBaseAndFingerprints,
                reply_frame(GENERATE(as<std::uint8_t>{}, 0x11, 0x21, 0x23, 0x24, 0x91)))
      .base()
      .no_newer_address();
  CHECK(bench.read({.fingerprints = true}) == CardReading{citizen_card()});
  bench.finished();
}

TEST_CASE("a reply whose length words lie is no card, with and without fingerprints") {
  const bool fingerprints = GENERATE(false, true);
  const auto word = GENERATE(0U, 1U, 2U, 3U);
  const auto command = fingerprints ? sam_v::kReadBaseAndFingerprints : sam_v::kReadBase;
  auto data =
      fingerprints ? tests::base_and_fingerprints_data(citizen_block().block(), 2) : base_data(citizen_block().block());
  data[word] ^= 0x02;
  const auto frame = reply_frame(0x90, data);
  Bench bench;
  bench.selected().exchange(command, frame).found().selected().exchange(command, frame).found();
  CHECK(bench.read({.fingerprints = fingerprints}) == CardReading{CardProblem::Garbled});
  bench.finished();
}

TEST_CASE("newer addresses of an impossible length are left out, and the card is read") {
  Bench bench;
  bench.selected().base().in_vain(sam_v::kReadNewestAddress, reply_frame(0x90, Bytes(69, 0x20)));
  CHECK(bench.read() == CardReading{citizen_card()});
  bench.finished();
}

TEST_CASE("the management number comes with the card when it is asked for") {
  Bench bench;
  bench.selected().base().no_newer_address().exchange(sam_v::kReadManagementNumber,
                                                      reply_frame(0x90, to_bytes("449801201804200000000017    ")));
  auto card = citizen_card();
  card.management_number = "449801201804200000000017";
  CHECK(bench.read({.management_number = true}) == CardReading{card});
  bench.finished();
}

TEST_CASE("a card is read without its management number where that cannot be had") {
  Bench bench;
  const auto reply = GENERATE(reply_frame(0x21), reply_frame(0x91), reply_frame(0x90, Bytes(27)));
  bench.selected().base().no_newer_address().in_vain(sam_v::kReadManagementNumber, reply);
  CHECK(bench.read({.management_number = true}) == CardReading{citizen_card()});
  bench.finished();
}

// Says what it is told to say, and counts.
class ToldDecoder final : public PhotoDecoder {
 public:
  std::optional<CardPhoto> photo;
  bool stop = false;
  int asked = 0;

  std::optional<CardPhoto> decode(PackedPhoto packed, const KeepGoing& keep_going) override {
    ++asked;
    CHECK(packed[0] == sam_v::kPreamble[0]);
    return stop && !keep_going() ? std::nullopt : photo;
  }
  std::string complaint() const override { return {}; }
};

TEST_CASE("a photo comes with the card where a decoder gives one, and costs no card where it does not") {
  const auto decoder = std::make_shared<ToldDecoder>();
  if (GENERATE(true, false)) decoder->photo = CardPhoto{1, 1, {1, 2, 3}};
  Bench bench;
  bench.reader->decode_photos_with(decoder);
  bench.selected().base().no_newer_address();
  auto card = citizen_card();
  card.photo = decoder->photo;
  CHECK(bench.read() == CardReading{card});
  CHECK(decoder->asked == 1);
  bench.finished();
}

TEST_CASE("a photo that nobody wants is not decoded") {
  const auto decoder = std::make_shared<ToldDecoder>();
  Bench bench;
  bench.reader->decode_photos_with(decoder);
  bench.selected().base().no_newer_address();
  CHECK(bench.read({.photo = false}) == CardReading{citizen_card()});
  CHECK(decoder->asked == 0);
}

TEST_CASE("a caller that has enough is heard while the photo is decoded") {
  const auto decoder = std::make_shared<ToldDecoder>();
  decoder->stop = true;
  Bench bench;
  bench.reader->decode_photos_with(decoder);
  bench.selected().base().no_newer_address();
  const auto reading = bench.reader->read_card({}, [&] { return decoder->asked == 0; });
  CHECK(reading == std::unexpected{IdCardReaderFault::Stopped});
}

// The statuses, all but a success, that may answer it.
std::vector<sam_v::StatusRow> own_failures(const sam_v::Command& command) {
  std::vector<sam_v::StatusRow> rows;
  std::ranges::copy_if(sam_v::status_table(), std::back_inserter(rows),
                       [&](const sam_v::StatusRow& row) { return sam_v::answers(command, {0, 0, row.sw3, {}}); });
  return rows;
}

TEST_CASE("every status in answer to reading is told in words") {
  const auto row = GENERATE(from_range(own_failures(sam_v::kReadBase)));
  INFO(row.meaning);
  Bench bench;
  const auto frame = reply_frame(row.sw3);
  const auto attempt = [&] { bench.selected().exchange(sam_v::kReadBase, frame); };
  attempt();
  std::expected<CardReading, IdCardReaderFault> expected;
  switch (row.answer) {
    case Answer::NotAuthorised:
      expected = std::unexpected{IdCardReaderFault::NotAuthorised};
      break;
    case Answer::Broken:
      expected = std::unexpected{IdCardReaderFault::Broken};
      break;
    case Answer::WrongCard:
      expected = CardProblem::WrongKind;
      break;
    case Answer::NoCard:
      bench.no_card_twice();
      expected = CardProblem::Removed;
      break;
    case Answer::BadRequest:
      bench.found();
      attempt();
      bench.found();
      expected = CardProblem::Garbled;
      break;
    case Answer::Done:
    case Answer::CardFound:
    case Answer::NoContent:
      FAIL("not of reading");
      break;
    case Answer::CardFailed:
      bench.found();
      attempt();
      bench.found();
      expected = CardProblem::Damaged;
      break;
  }
  CHECK(bench.reader->read_card({}, bench.go) == expected);
  bench.finished();
}

TEST_CASE("every status in answer to finding is told in words") {
  const auto row = GENERATE(from_range(own_failures(sam_v::kFindCard)));
  INFO(row.meaning);
  Bench bench;
  const auto frame = reply_frame(row.sw3);
  bench.exchange(sam_v::kFindCard, frame);
  std::expected<bool, IdCardReaderFault> expected = true;
  if (row.answer == Answer::NotAuthorised) expected = std::unexpected{IdCardReaderFault::NotAuthorised};
  if (row.answer == Answer::Broken) expected = std::unexpected{IdCardReaderFault::Broken};
  if (row.answer == Answer::BadRequest) expected = std::unexpected{IdCardReaderFault::GarbledAnswer};
  if (row.answer == Answer::NoCard) expected = false;
  if (row.answer == Answer::NoCard || row.answer == Answer::BadRequest) bench.exchange(sam_v::kFindCard, frame);
  CHECK(bench.reader->find_card(bench.go) == expected);
  bench.finished();
}

TEST_CASE("a card pulled in the middle of the reply was removed") {
  Bench bench;
  const auto whole = reply_frame(0x90, base_data(citizen_block().block()));
  bench.selected();
  bench.script->expect(request(sam_v::kReadBase)).reply({whole.begin(), whole.begin() + 600}).silence();
  bench.no_card_twice();
  CHECK(bench.read() == CardReading{CardProblem::Removed});
  bench.finished();
}

TEST_CASE("noise in the first reply costs a second try, not the card") {
  Bench bench;
  auto noisy = reply_frame(0x90, base_data(citizen_block().block()));
  noisy[300] ^= 0x40;
  bench.selected();
  bench.script->expect(request(sam_v::kReadBase)).reply(noisy).silence();
  bench.found().selected().base().no_newer_address();
  CHECK(bench.read() == CardReading{citizen_card()});
  bench.finished();
}

TEST_CASE("a chip whose text makes no sense is garbled, after a second look") {
  Bench bench;
  auto block = citizen_block();
  block.put(36, u"19491399");
  const auto frame = reply_frame(0x90, base_data(block.block()));
  bench.selected().exchange(sam_v::kReadBase, frame).found().selected().exchange(sam_v::kReadBase, frame).found();
  CHECK(bench.read() == CardReading{CardProblem::Garbled});
  bench.finished();
}

TEST_CASE("a reader that says nothing is asked twice") {
  Bench bench;
  bench.script->expect(request(sam_v::kFindCard)).silence();
  bench.script->expect(request(sam_v::kFindCard)).silence();
  CHECK(bench.reader->find_card(bench.go) == std::unexpected{IdCardReaderFault::NoAnswer});
  bench.finished();
}

TEST_CASE("a reader that talks rubbish is told from a silent one") {
  Bench bench;
  bench.script->expect(request(sam_v::kFindCard)).reply({0x55, 0xAA, 0x96}).silence();
  bench.script->expect(request(sam_v::kFindCard)).reply({0x12}).silence();
  CHECK(bench.reader->find_card(bench.go) == std::unexpected{IdCardReaderFault::GarbledAnswer});
  bench.finished();
}

TEST_CASE("a reader unplugged at any stage is unplugged") {
  const auto stages = GENERATE(0, 1, 2);
  Bench bench;
  if (stages > 0) bench.selected();
  if (stages > 1) bench.script->expect(request(sam_v::kReadBase)).reply({0xAA, 0xAA});
  bench.script->hang_up();
  CHECK(bench.reader->read_card({}, bench.go) == std::unexpected{IdCardReaderFault::Unplugged});
  bench.finished();
}

TEST_CASE("a caller that has enough is heard within a reply") {
  Bench bench;
  bench.selected();
  bench.script->expect(request(sam_v::kReadBase)).reply({0xAA, 0xAA}).silence();
  int asked = 0;
  const auto reading = bench.reader->read_card({}, [&asked] { return ++asked < 2; });
  CHECK(reading == std::unexpected{IdCardReaderFault::Stopped});
}

TEST_CASE("quirks are read, and a wrong one is told with what it may be") {
  using Quirks = std::vector<std::pair<std::string, std::string>>;
  CHECK(parse_sam_v_quirks({}) == SamVQuirks{true, 0x50});
  CHECK(parse_sam_v_quirks(Quirks{{"find_after_read", "once"}, {"rf_frame", "58"}}) == SamVQuirks{false, 0x58});
  CHECK(parse_sam_v_quirks(Quirks{{"rf_frame", "none"}}) == SamVQuirks{true, std::nullopt});
  CHECK(parse_sam_v_quirks(Quirks{{"look_pause", "300"}})->look_pause == std::chrono::milliseconds{300});
  for (const auto* pause : {"", "0", "-1", "1001", "15ms", "1.5"}) {
    CHECK_FALSE(parse_sam_v_quirks(Quirks{{"look_pause", pause}}));
  }
  const auto wrong = parse_sam_v_quirks(Quirks{{"find_after_read", "maybe"}});
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().find("find_after_read=again|once") != std::string::npos);
}

}  // namespace
}  // namespace bianmin::drivers
