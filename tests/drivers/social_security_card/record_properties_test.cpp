// Any card round-trips; any bytes do no harm.
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "kiosk/base/check_digits.h"
#include "kiosk/base/utf8.h"
#include "tests/drivers/social_security_card/cards.h"

namespace bianmin::tests {
namespace {

using namespace drivers;
using namespace drivers::ssc;

constexpr int kRounds = 20'000;

void expect_sane(const SocialSecurityCard& card) {
  REQUIRE(card.number.size() == 18);
  REQUIRE(!card.name.empty());
  REQUIRE(is_utf8(card.name));
  REQUIRE(!has_control(card.name));
  REQUIRE(is_utf8(card.card_number));
  REQUIRE(card.card_number.size() <= 9);
}

TEST_CASE("any bytes in any record never crash, and never yield a card without name and number") {
  std::mt19937 random{20260101};
  const auto any = [&](unsigned most) { return std::uniform_int_distribution<unsigned>{0, most}(random); };
  for (int round = 0; round < kRounds; ++round) {
    Records records{any(1) == 0 ? RecordFraming::Tlv : RecordFraming::Plain};
    for (unsigned step = 0; step < 12; ++step) {
      Bytes record(any(40));
      for (auto& byte : record) byte = static_cast<std::uint8_t>(any(255));
      static_cast<void>(
          records.add(any(1) == 0 ? File::Issuer : File::Holder, static_cast<std::uint8_t>(any(9)), record));
    }
    if (const auto card = records.card()) expect_sane(*card);
  }
}

TEST_CASE("a whole card with any one byte changed is read or refused, and never misread in its framing") {
  std::mt19937 random{20260102};
  const auto values = sample_values();
  for (int round = 0; round < kRounds; ++round) {
    const auto hit = std::uniform_int_distribution<std::size_t>{0, kHolderFile.size() - 1}(random);
    Records records{RecordFraming::Tlv};
    bool taken = true;
    std::uint8_t number = 0;
    for (const auto& row : kHolderFile) {
      auto record = tlv(row.tag, hex(values.at(row.item)));
      if (number == hit) {
        const auto at = std::uniform_int_distribution<std::size_t>{0, record.size() - 1}(random);
        record[at] = static_cast<std::uint8_t>(record[at] ^ std::uniform_int_distribution<unsigned>{1, 255}(random));
      }
      taken = records.add(File::Holder, ++number, record) && taken;
    }
    const auto card = records.card();
    if (!taken || !card) continue;
    expect_sane(*card);
    // Every other field is as it was, or unknown: a byte turns none into another.
    const auto whole = sample_holder();
    const int same = (card->number == whole.number ? 1 : 0) + (card->name == whole.name ? 1 : 0) +
                     (card->sex == whole.sex || card->sex == Sex::Unknown ? 1 : 0) +
                     (card->ethnicity_code == whole.ethnicity_code || card->ethnicity_code.empty() ? 1 : 0) +
                     (!card->birth || card->birth == whole.birth ? 1 : 0);
    REQUIRE(same >= 4);
  }
}

TEST_CASE("any holder that a card can hold is read as he was written") {
  std::mt19937 random{20260103};
  const auto any = [&](unsigned least, unsigned most) {
    return std::uniform_int_distribution<unsigned>{least, most}(random);
  };
  for (int round = 0; round < 2'000; ++round) {
    std::string number;
    for (int at = 0; at < 17; ++at) number += static_cast<char>('0' + any(0, 9));
    number += *gb11643_check(number);
    Bytes name;
    for (unsigned count = any(1, 15); count > 0; --count) {
      // The first level of GB 2312, whose 55th row ends early.
      name.push_back(static_cast<std::uint8_t>(any(0xB0, 0xD6)));
      name.push_back(static_cast<std::uint8_t>(any(0xA1, 0xFE)));
    }
    const auto framing = any(0, 1) == 0 ? RecordFraming::Tlv : RecordFraming::Plain;
    Records records{framing};
    Bytes padded = name;
    padded.resize(30, any(0, 1) == 0 ? 0x00 : 0x20);
    const auto framed = [&](const Row& row, const Bytes& value) {
      return framing == RecordFraming::Tlv ? tlv(row.tag, value) : value;
    };
    REQUIRE(records.add(File::Holder, 1, framed(kHolderFile[0], to_bytes(number))));
    REQUIRE(records.add(File::Holder, 2, framed(kHolderFile[1], padded)));
    const auto card = records.card();
    REQUIRE(card);
    CHECK(card->number == number);
    CHECK(card->number_check_right);
    CHECK(card->name.size() == name.size() / 2 * 3);
  }
}

}  // namespace
}  // namespace bianmin::tests
