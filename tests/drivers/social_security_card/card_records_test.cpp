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
      if (row.optional && version == Version::First) continue;
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
    CHECK(read_with(Item::ValidUntil, blank)->valid_until == std::nullopt);
    CHECK(read_with(Item::Ethnicity, std::string_view{blank}.substr(0, 2))->ethnicity_code.empty());
    CHECK(read_with(Item::Sex, std::string_view{blank}.substr(0, 2))->sex == Sex::Unknown);
  }
}

TEST_CASE("sex has four codes") {
  CHECK(read_with(Item::Sex, "30")->sex == Sex::Unknown);
  CHECK(read_with(Item::Sex, "32")->sex == Sex::Female);
  CHECK(read_with(Item::Sex, "39")->sex == Sex::NotStated);
  CHECK(!read_with(Item::Sex, "33"));
}

TEST_CASE("a number's check character is told, and a number with letters has none") {
  CHECK(read_with(Item::Number, "343439383031313938353033313230303130")->number_check_right == false);
  const auto foreigner = read_with(Item::Number, "434E45473132333435363738393031323334");
  REQUIRE(foreigner);
  CHECK(foreigner->number == "CNEG12345678901234");
  CHECK(foreigner->number_check_right);
}

TEST_CASE("of a longer card number the first nine characters count") {
  CHECK(read_with(Item::CardNumber, "413132333435363738393031")->card_number == "A12345678");
}

struct Garbled {
  Item item;
  std::string value;
  std::string told;
};

TEST_CASE("an item that makes no sense is named, and its value is not") {
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
      {Item::Sex, "58", "sex"},
      {Item::Sex, "3131", "sex"},
      {Item::Ethnicity, "A1", "ethnicity"},
      {Item::Ethnicity, "0101", "ethnicity"},
      {Item::Birth, "19850230", "birth"},
      {Item::Birth, "1985031A", "birth"},
      {Item::Birth, "1985", "birth"},
      {Item::Birth, "1985031200", "birth"},
      {Item::CardNumber, "41C1", "card number"},
      {Item::ValidFrom, "20181320", "valid from"},
      {Item::ValidUntil, "99999999", "valid until"},
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
  REQUIRE(records.add(File::Issuer, 4, hex("0402 4498")));
  CHECK(!records.add(File::Issuer, 5, hex("20180420")));
  CHECK(!records.add(File::Holder, 5, hex("FF0101")));
}

TEST_CASE("what is told twice was garbled once") {
  Records records{RecordFraming::Tlv};
  REQUIRE(records.add(File::Holder, 2, hex("0903 414243")));
  CHECK(!records.add(File::Holder, 4, hex("0901 31")));
}

TEST_CASE("record numbers that no table knows are refused") {
  for (const auto number : std::initializer_list<std::uint8_t>{0, 8, 255}) {
    Records records{RecordFraming::Plain};
    CHECK(!records.add(File::Holder, number, hex("31")));
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
