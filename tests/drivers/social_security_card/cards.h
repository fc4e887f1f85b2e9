#pragma once
// Social-security cards for tests: what is on one, and the records that say so.
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string_view>

#include "drivers/social_security_card/card_files.h"
#include "tests/drivers/transport/scripted_card.h"

namespace bianmin::tests {

// A made-up holder; the division code belongs to no place.
inline drivers::SocialSecurityCard sample_holder() {
  drivers::SocialSecurityCard card;
  card.number = "44980119850312001X";
  card.number_check_right = true;
  card.name = "张晓明";
  card.sex = drivers::Sex::Male;
  card.ethnicity_code = "01";
  card.birth = *drivers::Date::from(1985, 3, 12);
  card.card_number = "A12345678";
  card.issuer = "449801000000";
  card.valid_from = *drivers::Date::from(2018, 4, 20);
  card.valid_until = *drivers::Date::from(2038, 4, 20);
  return card;
}

// The values of its items, in hexadecimal digits and padded as the standard has it.
inline std::map<drivers::ssc::Item, std::string> sample_values() {
  using drivers::ssc::Item;
  return {{Item::CardId, "449801D1560000059911014501FFFFFF"},
          {Item::CardClass, "33"},
          {Item::Version, "322E3030"},
          {Item::Issuer, "449801000000FFFFFFFFFFFF"},
          {Item::ValidFrom, "20180420"},
          {Item::ValidUntil, "20380420"},
          {Item::CardNumber, "413132333435363738"},
          {Item::Number, "343439383031313938353033313230303158"},
          {Item::Name, "D5C5CFFEC3F7000000000000000000000000000000000000000000000000"},
          {Item::NameRest, "0000000000000000000000000000000000000000"},
          {Item::Sex, "31"},
          {Item::Ethnicity, "01"},
          {Item::BirthPlace, "449801"},
          {Item::Birth, "19850312"}};
}

template <typename Rows>
const drivers::ssc::Row* row_of(const Rows& rows, drivers::ssc::Item item) {
  for (const auto& row : rows) {
    if (row.item == item) return &row;
  }
  return nullptr;
}

// A record as a card with tag, length and value gives it.
inline Bytes tlv(std::uint8_t tag, ByteView value) {
  Bytes record{tag, static_cast<std::uint8_t>(value.size())};
  record.insert(record.end(), value.begin(), value.end());
  return record;
}

}  // namespace bianmin::tests
