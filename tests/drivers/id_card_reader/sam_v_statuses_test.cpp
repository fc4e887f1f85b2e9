// Whole conversations with a module, every status in every stage, and the plug pulled at every byte.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <set>

#include "drivers/id_card_reader/sam_v_reader.h"
#include "tests/drivers/id_card_reader/answering_module.h"

namespace bianmin::drivers {
namespace {

using sam_v::Answer;
using sam_v::Command;
using tests::Mishap;
using Statuses = std::set<std::uint8_t>;
using Reading = std::expected<CardReading, IdCardReaderFault>;

// What documents say each command is answered with. All failures come without data.
struct Documented {
  Command command;
  std::uint8_t success;
  std::set<std::size_t> sizes;  // of its data
  Statuses failures;
};
const Statuses kAny{0x10, 0x11, 0x21, 0x23, 0x24, 0x60, 0x66};

Statuses any_and(Statuses more) {
  more.insert(kAny.begin(), kAny.end());
  return more;
}

std::vector<Documented> documented() {
  const auto read = any_and({0x31, 0x32, 0x33, 0x34, 0x40, 0x41, 0x47, 0x50, 0x61});
  auto read_more = read;
  read_more.insert(0x91);
  return {
      {sam_v::kResetModule, 0x90, {0}, kAny},
      {sam_v::kModuleStatus, 0x90, {0}, kAny},
      {sam_v::kModuleId, 0x90, {16}, kAny},
      {*sam_v::set_baud_rate(9'600), 0x90, {0}, kAny},
      {sam_v::set_largest_rf_frame(0x58), 0x90, {0}, kAny},
      {sam_v::kFindCard, 0x9F, {4}, any_and({0x40, 0x80, 0x81})},
      {sam_v::kSelectCard, 0x90, {8}, any_and({0x31, 0x32, 0x33, 0x34, 0x40, 0x47, 0x50, 0x61, 0x81})},
      {sam_v::kReadBase, 0x90, {1284}, read},
      {sam_v::kReadBaseAndFingerprints, 0x90, {1286, 1798, 2310}, read_more},
      {sam_v::kReadNewestAddress, 0x90, {70, 140, 210, 280}, read_more},
      {sam_v::kReadManagementNumber, 0x90, {28}, read_more},
  };
}

TEST_CASE("a command is answered by its own statuses with as much data as belongs to them, and by nothing else") {
  const std::vector<std::size_t> sizes{0,  1,   4,   8,   15,  16,   17,   27,   28,   29,   69,  70,
                                       71, 140, 210, 280, 350, 1283, 1284, 1285, 1286, 1798, 2310};
  REQUIRE(documented().size() == sam_v::questions().size());
  for (const auto& row : documented()) {
    REQUIRE(sam_v::question_of(row.command) != nullptr);
    INFO(sam_v::name_of(row.command));
    for (unsigned code = 0; code < 256; ++code) {
      const auto sw3 = static_cast<std::uint8_t>(code);
      INFO("status " << code);
      for (const auto size : sizes) {
        const bool own = sw3 == row.success ? row.sizes.contains(size) : size == 0 && row.failures.contains(sw3);
        REQUIRE(sam_v::answers(row.command, {0, 0, sw3, Bytes(size)}) == own);
        REQUIRE_FALSE(sam_v::answers(row.command, {0, 1, sw3, Bytes(size)}));
        REQUIRE_FALSE(sam_v::answers(row.command, {1, 0, sw3, Bytes(size)}));
      }
    }
  }
  CHECK_FALSE(sam_v::answers({0x99, 0x00}, {0, 0, 0x90, {}}));
}

// Every command but the change of speed, in the order of a visit. Removed is also what it says where no card is found.
Reading converse(const Mishap& mishap, tests::AnsweringModule::Diary& diary, bool fingerprints = true) {
  SamVReader reader{std::make_unique<tests::AnsweringModule>(mishap, diary), SamVQuirks{}};
  const KeepGoing go = [] { return true; };
  if (const auto fresh = reader.reset(go); !fresh) return std::unexpected{fresh.error()};
  if (const auto greeted = reader.greet(go); !greeted) return std::unexpected{greeted.error()};
  const auto found = reader.find_card(go);
  if (!found) return std::unexpected{found.error()};
  if (!*found) return CardProblem::Removed;
  return reader.read_card({.fingerprints = fingerprints, .management_number = true}, go);
}

IdCard whole_card(bool fingerprints = true) {
  auto card = tests::citizen_card();
  if (fingerprints) card.fingerprints = {Bytes(512, 0x40), Bytes(512, 0x41)};
  card.management_number = "449801201804200000000017";
  return card;
}

TEST_CASE("a plug that is pulled at any byte is told, and never gives a card") {
  const bool fingerprints = GENERATE(true, false);
  tests::AnsweringModule::Diary whole;
  REQUIRE(converse({}, whole, fingerprints) == CardReading{whole_card(fingerprints)});
  REQUIRE(whole.said > 1300);
  for (std::size_t at = 0; at < whole.said; ++at) {
    INFO("byte " << at);
    tests::AnsweringModule::Diary diary;
    const auto reading = converse({.status = {}, .pulled_after = at, .stray = {}}, diary, fingerprints);
    REQUIRE(reading == std::unexpected{IdCardReaderFault::Unplugged});
  }
}

Reading of_reading(Answer answer) {
  switch (answer) {
    case Answer::NotAuthorised:
      return std::unexpected{IdCardReaderFault::NotAuthorised};
    case Answer::Broken:
      return std::unexpected{IdCardReaderFault::Broken};
    case Answer::WrongCard:
      return CardProblem::WrongKind;
    case Answer::NoCard:
      return CardProblem::Removed;
    case Answer::BadRequest:
      return CardProblem::Garbled;
    default:
      return CardProblem::Damaged;
  }
}

// What a conversation ends in when that command is always answered so.
Reading expected(const Command& command, Answer answer) {
  if (command == sam_v::kSelectCard) return of_reading(answer);
  if (command == sam_v::kReadBaseAndFingerprints) {
    const bool refused = answer == Answer::BadRequest || answer == Answer::NotAuthorised || answer == Answer::NoContent;
    return refused ? CardReading{whole_card(false)} : of_reading(answer);
  }
  if (answer == Answer::Broken || answer == Answer::NotAuthorised) return of_reading(answer);
  if (command == sam_v::kReadManagementNumber) {
    auto card = whole_card();
    card.management_number.clear();
    return card;
  }
  if (command == sam_v::kResetModule || command == sam_v::kModuleStatus) {
    return std::unexpected{IdCardReaderFault::GarbledAnswer};
  }
  if (command == sam_v::kFindCard) {
    if (answer == Answer::BadRequest) return std::unexpected{IdCardReaderFault::GarbledAnswer};
    // One of the wrong kind is a card: reading tells.
    if (answer == Answer::NoCard) return CardProblem::Removed;
  }
  return whole_card();
}

TEST_CASE("every status that may answer a command ends its stage soon, and in nothing it does not stand for") {
  std::size_t tried = 0;
  for (const auto& question : sam_v::questions()) {
    for (const auto& row : sam_v::status_table()) {
      if (!sam_v::answers(question.command, {0, 0, row.sw3, {}}) || row.answer == question.success) continue;
      INFO(question.name << ": " << row.meaning);
      ++tried;
      const Mishap mishap{.command = question.command, .status = row.sw3, .pulled_after = {}, .stray = {}};
      tests::AnsweringModule::Diary diary;
      if (question.command.command == sam_v::set_baud_rate(9'600)->command) {
        SamVReader reader{std::make_unique<tests::AnsweringModule>(mishap, diary), SamVQuirks{}};
        CHECK(reader.set_baud_rate(115'200, [] { return true; }) == false);
      } else if (question.command == sam_v::kReadBase) {
        CHECK(converse(mishap, diary, false) == of_reading(row.answer));
      } else {
        CHECK(converse(mishap, diary) == expected(question.command, row.answer));
      }
      CHECK(diary.asked.size() <= 16);
    }
  }
  CHECK(tried > 100);
}

TEST_CASE("what answers another command is passed over wherever it comes in between") {
  for (const auto& question : sam_v::questions()) {
    INFO(question.name);
    tests::AnsweringModule::Diary diary;
    CHECK(converse({.status = {}, .pulled_after = {}, .stray = question.command}, diary) == CardReading{whole_card()});
    // No question had to be asked again.
    CHECK(diary.asked.size() == 9);
  }
}

}  // namespace
}  // namespace bianmin::drivers
