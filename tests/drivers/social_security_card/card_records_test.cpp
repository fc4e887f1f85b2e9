// Records and fields of the two files, without a card.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "kiosk/base/check_digits.h"
#include "tests/drivers/social_security_card/cards.h"

namespace bianmin::tests {
namespace {

using namespace drivers;
using namespace drivers::ssc;
using Values = std::map<Item, std::string>;

enum class Version { First, Second };  // the first has no record that goes on from the name

// What Records makes of a card whose items have these values.
std::expected<SocialSecurityCard, std::string> read_all(const Values& values, RecordFraming on_card,
                                                        RecordFraming quirk, Version version = Version::Second) {
  Records records{quirk};
  const auto add_file = [&](File file, const auto& rows) {
    std::uint8_t number = 0;
    for (const auto& row : rows) {
      if (row.kept == Row::Kept::NotByOlderCards && version == Version::First) continue;
      ++number;
      const auto value = hex(values.at(row.item));
      if (!records.add(file, number, on_card == RecordFraming::Tlv ? tlv(row.tag, value) : value)) return false;
    }
    return true;
  };
  if (!add_file(File::Issuer, kIssuerFile) || !add_file(File::Holder, kHolderFile)) {
    return std::unexpected{"a record"};
  }
  return records.card();
}

std::expected<SocialSecurityCard, std::string> read_with(Item item, std::string_view value) {
  auto values = sample_values();
  values[item] = value;
  return read_all(values, RecordFraming::Tlv, RecordFraming::Tlv);
}

TEST_CASE("a card is read whatever its framing, its version and the quirk") {
  const auto on_card = GENERATE(RecordFraming::Tlv, RecordFraming::Plain);
  const auto quirk = GENERATE(RecordFraming::Tlv, RecordFraming::Plain);
  const auto version = GENERATE(Version::First, Version::Second);
  CHECK(read_all(sample_values(), on_card, quirk, version) == sample_holder());
}

TEST_CASE("a long name goes on in its second field, also within a character") {
  auto values = sample_values();
  // 29 letters, then a Chinese character of which one byte fits.
  values[Item::Name] = "4142434445464748494A4B4C4D4E4F505152535455565758595A414243D5";
  values[Item::NameRest] = "C5B0A2000000000000000000000000000000000000";
  values[Item::NameRest].resize(40);
  const auto card = read_all(values, RecordFraming::Tlv, RecordFraming::Tlv);
  REQUIRE(card);
  CHECK(card->name == "ABCDEFGHIJKLMNOPQRSTUVWXYZABC张阿");
}

TEST_CASE("rare characters of two and of four bytes are read") {
  const auto card = read_with(Item::Name, "B9A8 FE9F 9534B235 0000");
  REQUIRE(card);
  CHECK(card->name == "龚䶮𠮷");
}

TEST_CASE("fields may be blank in any of the ways that cards leave them blank") {
  for (const auto* blank : {"", "00000000", "FFFFFFFF", "20202020"}) {
    INFO(blank);
    CHECK(read_with(Item::Birth, blank)->birth == std::nullopt);
    CHECK(read_with(Item::ValidUntil, blank)->valid_until == Expiry{NotKnown{}});
    CHECK(read_with(Item::Sex, std::string_view{blank}.substr(0, 2))->sex == Sex::Unknown);
  }
  for (const auto* blank : {"", "00", "FF"}) CHECK(read_with(Item::Ethnicity, blank)->ethnicity_code.empty());
  CHECK(read_with(Item::Ethnicity, "20")->ethnicity_code == "20");
}

TEST_CASE("only a card that says so is without end") {
  CHECK(read_with(Item::ValidUntil, "20380420")->valid_until == Expiry{*Date::from(2038, 4, 20)});
  CHECK(read_with(Item::ValidUntil, "B3A4C6DA")->valid_until == Expiry{WithoutEnd{}});
  for (const auto* other : {"99991231", "99999999", "20380230", "2038", "2038042000", "B3A4C6DB", "B3A4", "FFFFFFFE"}) {
    INFO(other);
    CHECK(read_with(Item::ValidUntil, other)->valid_until == Expiry{NotKnown{}});
  }
}

TEST_CASE("sex has four codes") {
  CHECK(read_with(Item::Sex, "30")->sex == Sex::Unknown);
  CHECK(read_with(Item::Sex, "32")->sex == Sex::Female);
  CHECK(read_with(Item::Sex, "39")->sex == Sex::NotStated);
  CHECK(read_with(Item::Sex, "33")->sex == Sex::Unknown);
  CHECK(read_with(Item::Sex, "3131")->sex == Sex::Unknown);
}

TEST_CASE("a number's check character is told, and a number with letters has none") {
  CHECK(read_with(Item::Number, "343439383031313938353033313230303130")->number_check_right == false);
  const auto foreigner = read_with(Item::Number, "434E45473132333435363738393031323334");
  REQUIRE(foreigner);
  CHECK(foreigner->number == "CNEG12345678901234");
  CHECK(foreigner->number_check_right);
}

TEST_CASE("of a longer card number the first nine characters count, in either framing") {
  const auto framing = GENERATE(RecordFraming::Tlv, RecordFraming::Plain);
  const auto quirk = GENERATE(RecordFraming::Tlv, RecordFraming::Plain);
  for (const auto* longer :
       {"413132333435363738393031", "413132333435363738FFFFFF", "41313233343536373839303132333435"}) {
    auto values = sample_values();
    values[Item::CardNumber] = longer;
    CHECK(read_all(values, framing, quirk) == sample_holder());
  }
}

TEST_CASE("an item that nobody needs is left out when it makes no sense, in either framing") {
  const auto framing = GENERATE(RecordFraming::Tlv, RecordFraming::Plain);
  const auto quirk = GENERATE(RecordFraming::Tlv, RecordFraming::Plain);
  const auto item = GENERATE(Item::CardId, Item::CardClass, Item::Version, Item::Issuer, Item::ValidFrom,
                             Item::ValidUntil, Item::CardNumber, Item::Ethnicity, Item::BirthPlace, Item::Birth);
  const auto odd = GENERATE(as<std::string>{}, "", "A1", "5A5A5A5A5A", "C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1C1");
  auto values = sample_values();
  values[item] = odd;
  const auto card = read_all(values, framing, quirk);
  REQUIRE(card);
  CHECK(card->number == sample_holder().number);
  CHECK(card->name == sample_holder().name);
  CHECK(card->sex == sample_holder().sex);
  if (item == Item::ValidUntil) CHECK(card->valid_until == Expiry{NotKnown{}});
  if (item != Item::Birth) CHECK(card->birth == sample_holder().birth);
  if (item != Item::ValidUntil) CHECK(card->valid_until == sample_holder().valid_until);
  if (item != Item::CardNumber) CHECK(card->card_number == sample_holder().card_number);
}

TEST_CASE("records of the issuer that look like the other framing do not settle the holder's") {
  Records records{RecordFraming::Plain};
  // Tag, length and value, which is as long as a plain card number may be.
  REQUIRE(records.add(File::Issuer, 7, tlv(0x07, hex("413132333435363738"))));
  REQUIRE(records.add(File::Holder, 1, tlv(0x08, hex(sample_values().at(Item::Number)))));
  REQUIRE(records.add(File::Holder, 2, tlv(0x09, hex(sample_values().at(Item::Name)))));
  const auto card = records.card();
  REQUIRE(card);
  CHECK(card->name == sample_holder().name);
  CHECK(card->card_number.empty());
}

struct Garbled {
  Item item;
  std::string value;
  std::string told;
};

TEST_CASE("number or name that makes no sense is named, and its value is not") {
  const auto garbled = GENERATE(values<Garbled>({
      {Item::Number, "", "number"},
      {Item::Number, "3434", "number"},
      {Item::Number, "343439383031313938353033313230302058", "number"},
      {Item::Number, "343439383031313938353033313230307858", "number"},
      {Item::Name, "", "name"},
      {Item::Name, "00000000", "name"},
      {Item::Name, "D5C5FF41", "name"},
      {Item::Name, "D5", "name"},
      {Item::Name, "D5C50A41", "name"},
      {Item::NameRest, "FF80", "name"},
  }));
  CHECK(read_with(garbled.item, garbled.value) == std::unexpected{garbled.told});
}

TEST_CASE("a record that lies about itself is refused") {
  const auto record = GENERATE(as<std::string>{}, "", "08", "0812", "0801", "0803 3131", "7F 02 3131", "08 01 31 32",
                               "01 01 31", "343439");
  Records records{RecordFraming::Tlv};
  CHECK(!records.add(File::Holder, 1, hex(record)));
  CHECK(!records.has(Item::Number));
}

TEST_CASE("padding after a record is none of its value") {
  Records records{RecordFraming::Tlv};
  CHECK(records.add(File::Holder, 4, hex("0A 01 31 FFFF0000")));
  CHECK(records.has(Item::Sex));
}

TEST_CASE("a card has one framing: its first record settles which") {
  Records records{RecordFraming::Tlv};
  REQUIRE(records.add(File::Holder, 1, tlv(0x08, hex(sample_values().at(Item::Number)))));
  CHECK(!records.add(File::Holder, 2, hex(sample_values().at(Item::Name))));
  CHECK(records.add(File::Holder, 7, hex("19850312")));
  CHECK(!records.has(Item::Birth));
}

TEST_CASE("what is told twice was garbled once") {
  Records records{RecordFraming::Tlv};
  REQUIRE(records.add(File::Holder, 2, hex("0903 414243")));
  CHECK(!records.add(File::Holder, 4, hex("0901 31")));
  CHECK(!records.has(Item::Name));
  // Where nobody needs it, it is as if nothing had been told.
  REQUIRE(records.add(File::Holder, 4, hex("0A01 31")));
  REQUIRE(records.add(File::Holder, 5, hex("0A01 32")));
  CHECK(records.add(File::Holder, 6, hex("0A01 31")));
  CHECK(!records.has(Item::Sex));
}

TEST_CASE("record numbers that no table knows say nothing") {
  for (const auto number : std::initializer_list<std::uint8_t>{0, 8, 255}) {
    Records records{RecordFraming::Plain};
    CHECK(records.add(File::Holder, number, hex("31")) == !is_needed(File::Holder, number));
    CHECK(!records.has(Item::Sex));
  }
}

TEST_CASE("quirks are told by name") {
  CHECK(parse_quirks({})->records == RecordFraming::Tlv);
  CHECK(parse_quirks({{"records", "plain"}})->records == RecordFraming::Plain);
  CHECK(parse_quirks({{"records", "ber"}}).error() == "quirk records 'ber': expected tlv or plain");
  CHECK(parse_quirks({{"framing", "tlv"}}).error() == "quirk 'framing': expected records");
}

}  // namespace
}  // namespace bianmin::tests
