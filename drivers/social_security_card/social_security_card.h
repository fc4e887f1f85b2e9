#pragma once
// What a social-security card (社会保障卡) says of its holder without any key.
#include <optional>
#include <string>
#include <variant>

#include "drivers/id_card_reader/date.h"
#include "drivers/id_card_reader/id_card.h"

namespace bianmin::drivers {

// Until when a card is valid.
struct NotKnown {  // it does not say, or what it says is no day
  friend bool operator==(const NotKnown&, const NotKnown&) = default;
};
struct WithoutEnd {  // 长期
  friend bool operator==(const WithoutEnd&, const WithoutEnd&) = default;
};
using Expiry = std::variant<NotKnown, WithoutEnd, Date>;  // the day itself is still valid

// All text is UTF-8 without the card's padding. An empty string or day: the card
// leaves the field blank, keeps it to itself, or says what makes no sense; only number and name are always there.
struct SocialSecurityCard {
  std::string number;  // 社会保障号码: 18 characters; a citizen's is the identity number
  // Whether the last character is what GB 11643 asks. True where letters stand in it, as in foreigners' numbers, which
  // have no such check.
  bool number_check_right = true;
  std::string name;  // never empty
  Sex sex = Sex::Unknown;
  std::string ethnicity_code;  // GB/T 3304
  std::optional<Date> birth;
  std::string card_number;  // 卡号, as printed on the card
  std::string issuer;       // 初始化机构编号: up to 24 hexadecimal digits
  std::optional<Date> valid_from;
  Expiry valid_until;

  friend bool operator==(const SocialSecurityCard&, const SocialSecurityCard&) = default;
};

}  // namespace bianmin::drivers
