// The conversation with a card, byte by byte.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <cctype>
#include <vector>

#include "drivers/social_security_card/card_reading.h"
#include "tests/drivers/social_security_card/cards.h"

namespace bianmin::tests {
namespace {

using namespace drivers;
using namespace drivers::ssc;

constexpr auto kSelectApplication = "00A404000F 7378312E73682EC9E7BBE1B1A3D5CF";

struct Exchange {
  std::string command;
  std::string answer;
};

std::string command_for(std::uint8_t number) { return "00B20" + std::to_string(number) + "0400"; }

template <typename Rows>
std::string record(const Rows& rows, Item item) {
  const auto* row = row_of(rows, item);
  std::string text;
  for (const char digit : to_hex(tlv(row->tag, hex(sample_values().at(item))))) {
    text += static_cast<char>(std::toupper(static_cast<unsigned char>(digit)));
  }
  return text + "9000";
}

// What passes between the reader and a whole, healthy card.
std::vector<Exchange> whole_conversation() {
  std::vector<Exchange> talk{{kSelectApplication, "6F10 9000"}, {"00A4020002EF05", "9000"}};
  for (std::uint8_t number = 4; number <= 7; ++number) {
    talk.push_back({command_for(number), record(kIssuerFile, kIssuerFile[number - 1U].item)});
  }
  talk.push_back({"00A4020002EF06", "9000"});
  for (std::uint8_t number = 1; number <= 7; ++number) {
    talk.push_back({command_for(number), record(kHolderFile, kHolderFile[number - 1U].item)});
  }
  return talk;
}

ScriptedCard scripted(const std::vector<Exchange>& talk, std::size_t count) {
  ScriptedCard card;
  for (std::size_t at = 0; at < count; ++at) card.on(talk[at].command, talk[at].answer);
  return card;
}

TEST_CASE("a card is read in three selections and eleven records") {
  const auto talk = whole_conversation();
  auto card = scripted(talk, talk.size());
  CHECK(read_social_security_card(card, {}, go_on) == SocialSecurityCardReading{sample_holder()});
  card.expect_finished();
}

TEST_CASE("an older card ends with the birth in its sixth record") {
  auto talk = whole_conversation();
  talk.erase(talk.begin() + 9);
  for (std::size_t at = 7; at < talk.size(); ++at) talk[at].command = command_for(static_cast<std::uint8_t>(at - 6));
  auto card = scripted(talk, talk.size());
  CHECK(read_social_security_card(card, {}, go_on) == SocialSecurityCardReading{sample_holder()});
  card.expect_finished();
}

TEST_CASE("a card of the T=0 protocol has its answers fetched") {
  auto talk = whole_conversation();
  auto card = scripted({{kSelectApplication, "610A"}, {"00C000000A", "6F08840674657374 00 9000"}}, 2);
  for (std::size_t at = 1; at < talk.size(); ++at) {
    if (!talk[at].command.starts_with("00B2")) {
      card.on(talk[at].command, talk[at].answer);
      continue;
    }
    const auto size = talk[at].answer.size() / 2 - 2;
    const auto length = to_hex(Bytes{static_cast<std::uint8_t>(size)});
    std::string upper;
    for (const char digit : length) upper += static_cast<char>(std::toupper(static_cast<unsigned char>(digit)));
    card.on(talk[at].command, "6C" + upper).on(talk[at].command.substr(0, 8) + upper, talk[at].answer);
  }
  CHECK(read_social_security_card(card, {}, go_on) == SocialSecurityCardReading{sample_holder()});
  card.expect_finished();
}

struct Refusal {
  std::string status;
  CardProblem problem;
};

TEST_CASE("a card that does not know the application or its files is another kind of card") {
  const auto refusal = GENERATE(values<Refusal>({
      {"6A82", CardProblem::WrongKind},
      {"6A81", CardProblem::WrongKind},
      {"6A86", CardProblem::WrongKind},
      {"6D00", CardProblem::WrongKind},
      {"6E00", CardProblem::WrongKind},
      {"6B00", CardProblem::WrongKind},
      {"6982", CardProblem::WrongKind},
      {"6283", CardProblem::Damaged},
      {"6581", CardProblem::Damaged},
      {"6F00", CardProblem::Damaged},
      {"6700", CardProblem::Damaged},
      {"1234", CardProblem::Damaged},
  }));
  const auto talk = whole_conversation();
  for (const std::size_t at : {0U, 1U, 6U}) {
    auto card = scripted(talk, at);
    card.on(talk[at].command, refusal.status);
    CHECK(read_social_security_card(card, {}, go_on) == SocialSecurityCardReading{refusal.problem});
    card.expect_finished();
  }
}

TEST_CASE("what a record's status word says of the card") {
  const auto refusal = GENERATE(values<Refusal>({
      {"6982", CardProblem::WrongKind},
      {"6985", CardProblem::WrongKind},
      {"6A81", CardProblem::WrongKind},
      {"6281", CardProblem::Damaged},
      {"6400", CardProblem::Damaged},
      {"6981", CardProblem::Damaged},
      {"6F00", CardProblem::Damaged},
  }));
  const auto talk = whole_conversation();
  auto card = scripted(talk, 8);
  card.on(talk[8].command, refusal.status);
  CHECK(read_social_security_card(card, {}, go_on) == SocialSecurityCardReading{refusal.problem});
  card.expect_finished();
}

TEST_CASE("a card that keeps its issuer's file to itself is read all the same") {
  const auto status = GENERATE(as<std::string>{}, "6982", "6A83", "6A82", "6281", "6700", "6F00");
  auto talk = whole_conversation();
  for (std::size_t at = 2; at < 6; ++at) talk[at].answer = status;
  auto card = scripted(talk, talk.size());
  auto expected = sample_holder();
  expected.card_number.clear();
  expected.issuer.clear();
  expected.valid_from.reset();
  expected.valid_until = NotKnown{};
  CHECK(read_social_security_card(card, {}, go_on) == SocialSecurityCardReading{expected});
  card.expect_finished();
}

TEST_CASE("missing records are blank, but nobody is without name and number") {
  const std::size_t at = GENERATE(range(std::size_t{7}, std::size_t{14}));
  auto talk = whole_conversation();
  talk[at].answer = "6A83";
  auto card = scripted(talk, talk.size());
  const auto reading = read_social_security_card(card, {}, go_on);
  REQUIRE(reading);
  if (at <= 8) {
    CHECK(*reading == SocialSecurityCardReading{CardProblem::Garbled});
  } else {
    CHECK(std::get<SocialSecurityCard>(*reading).number == sample_holder().number);
  }
  card.expect_finished();
}

TEST_CASE("number and name that are garbled make the card garbled") {
  const std::size_t at = GENERATE(7U, 8U, 9U);
  const auto talk = whole_conversation();
  auto card = scripted(talk, at);
  card.on(talk[at].command, "55AA55 9000");
  CHECK(read_social_security_card(card, {}, go_on) == SocialSecurityCardReading{CardProblem::Garbled});
  card.expect_finished();
}

TEST_CASE("no other record costs the card, whatever is wrong with it") {
  const std::size_t at = GENERATE(2U, 3U, 4U, 5U, 10U, 11U, 12U, 13U);
  const auto wrong = GENERATE(as<std::string>{}, "55AA55 9000", "9000", "0901 41 9000", "6982", "6400", "6A82");
  if (at >= 10 && wrong.starts_with("09")) return;  // the name, told twice
  auto talk = whole_conversation();
  talk[at].answer = wrong;
  auto card = scripted(talk, talk.size());
  const auto reading = read_social_security_card(card, {}, go_on);
  REQUIRE(reading);
  REQUIRE(std::holds_alternative<SocialSecurityCard>(*reading));
  auto read = std::get<SocialSecurityCard>(*reading);
  CHECK((read != sample_holder() || at == 12));  // nobody asks for the place of birth
  const auto whole = sample_holder();
  if (at == 2) read.issuer = whole.issuer;
  if (at == 3) read.valid_from = whole.valid_from;
  if (at == 4) {
    CHECK(read.valid_until == Expiry{NotKnown{}});
    read.valid_until = whole.valid_until;
  }
  if (at == 5) read.card_number = whole.card_number;
  if (at == 10) read.sex = whole.sex;
  if (at == 11) read.ethnicity_code = whole.ethnicity_code;
  if (at == 13) read.birth = whole.birth;
  CHECK(read == whole);
  card.expect_finished();
}

TEST_CASE("at each step of the conversation a fault of the line ends it as what it is") {
  const auto talk = whole_conversation();
  const std::size_t at = GENERATE(range(std::size_t{0}, std::size_t{14}));
  const auto ends_with = [&](CardLinkFault fault) {
    auto card = scripted(talk, at);
    card.on(talk[at].command, fault);
    const auto reading = read_social_security_card(card, {}, go_on);
    card.expect_finished();
    return reading;
  };
  CHECK(ends_with(CardLinkFault::Removed) == SocialSecurityCardReading{CardProblem::Removed});
  CHECK(ends_with(CardLinkFault::Mute) == SocialSecurityCardReading{CardProblem::Damaged});
  for (const auto fault : {CardLinkFault::NoReader, CardLinkFault::NoService, CardLinkFault::NoAnswer,
                           CardLinkFault::InUse, CardLinkFault::Forbidden, CardLinkFault::Stopped}) {
    CHECK(ends_with(fault) == std::unexpected{fault});
  }
}

}  // namespace
}  // namespace bianmin::tests
