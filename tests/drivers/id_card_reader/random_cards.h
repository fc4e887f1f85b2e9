#pragma once
// Cards of holders that dice made up, and what a chip would hold of them. The encoder is written from the tables of the
// documents' standards and shares nothing with the driver's parser.
#include <random>
#include <string>
#include <string_view>

#include "kiosk/base/check_digits.h"
#include "tests/drivers/id_card_reader/cards.h"

namespace bianmin::tests {

class RandomCards {
 public:
  explicit RandomCards(unsigned seed) : dice_{seed} {}

  struct Pair {
    TextBlock block;
    drivers::IdCard card;
  };

  Pair make(drivers::IdCardKind kind) {
    block_ = BlockWriter{};
    card_ = drivers::IdCard{};
    card_.kind = kind;
    switch (kind) {
      case drivers::IdCardKind::Citizen:
        make_citizen();
        break;
      case drivers::IdCardKind::HmtPermit:
        make_permit();
        break;
      case drivers::IdCardKind::ForeignPermanent2023:
        make_foreigner_of_2023();
        break;
      case drivers::IdCardKind::ForeignPermanent2017:
        make_foreigner_of_2017();
        break;
    }
    return {block_.block(), card_};
  }

 private:
  using Member = std::string drivers::IdCard::*;

  void make_citizen() {
    put_chinese(0, 15, &drivers::IdCard::name, 1);
    put_sex(30);
    // 01 to 56, 97, 98, or blank.
    constexpr unsigned kOthers[] = {97, 98};
    const auto row = below(59);
    if (row < 58) put_ascii(32, digits(row < 56 ? row + 1 : kOthers[row - 56], 2), &drivers::IdCard::ethnicity_code);
    put_address_and_issuer();
    put_dates();
  }
  void make_permit() {
    put_chinese(0, 15, &drivers::IdCard::name, 1);
    put_sex(30);
    put_address_and_issuer();
    put_dates();
    if (below(4) != 0) put_ascii(220, letters(9), &drivers::IdCard::permit_number);
    if (below(4) != 0) put_ascii(238, digits(below(100), 2), &drivers::IdCard::issue_count);
    block_.put(248, u"J");
  }
  void make_foreigner_of_2023() {
    if (below(3) != 0) put_chinese(0, 15, &drivers::IdCard::name, 1);
    put_sex(30);
    if (below(4) != 0) put_ascii(32, digits(below(100), 2), &drivers::IdCard::issue_count);
    const auto name = english(1 + below(46));
    put_ascii(52, name.substr(0, 35), &drivers::IdCard::english_name);
    if (name.size() > 35) put_ascii(220, name.substr(35), &drivers::IdCard::english_name);
    card_.english_name = name;
    put_birth(36);
    put_number(122);
    put_dates();
    if (below(4) != 0)
      put_ascii(242, below(2) != 0 ? letters(3) : digits(below(1000), 3), &drivers::IdCard::nationality);
    block_.put(248, u"Y");
  }
  void make_foreigner_of_2017() {
    put_ascii(0, english(1 + below(60)), &drivers::IdCard::english_name);
    put_sex(120);
    put_ascii(122, letters(3) + digits(below(1'000'000), 6) + digits(below(1'000'000), 6), &drivers::IdCard::number);
    put_ascii(152, letters(3), &drivers::IdCard::nationality);
    if (below(3) != 0) put_chinese(158, 15, &drivers::IdCard::name, 1);
    put_dates();
    put_birth(220);
    if (below(4) != 0) put_ascii(240, digits(below(10'000), 4), &drivers::IdCard::issuer);
    block_.put(248, u"I");
  }

  void put_address_and_issuer() {
    put_birth(36);
    put_chinese(52, 35, &drivers::IdCard::address, 0);
    put_number(122);
    put_chinese(158, 15, &drivers::IdCard::issuer, 0);
  }
  void put_sex(std::size_t offset) {
    struct Row {
      std::u16string_view code;
      drivers::Sex sex;
    };
    constexpr Row kRows[] = {{u"0", drivers::Sex::Unknown},
                             {u"1", drivers::Sex::Male},
                             {u"2", drivers::Sex::Female},
                             {u"9", drivers::Sex::NotStated},
                             {u" ", drivers::Sex::Unknown}};
    const auto& row = kRows[below(5)];
    block_.put(offset, row.code);
    card_.sex = row.sex;
  }
  drivers::Date put_date(std::size_t offset) {
    const auto year = 1900 + below(200);
    const auto month = 1 + below(12);
    const auto day = 1 + below(28);
    block_.put_digits(offset, digits(year, 4) + digits(month, 2) + digits(day, 2));
    return *drivers::Date::from(static_cast<int>(year), month, day);
  }
  void put_birth(std::size_t offset) { card_.birth = put_date(offset); }
  void put_dates() {
    card_.valid_from = put_date(188);
    if (below(3) == 0) {
      block_.put(204, u"长期");
    } else {
      card_.valid_until = put_date(204);
    }
  }
  // One in three has a wrong check character.
  void put_number(std::size_t offset) {
    auto number = digits(below(1'000'000'000), 9) + digits(below(100'000'000), 8);
    const char right = *gb11643_check(number);
    const char written = below(3) != 0 ? right : "0123456789X"[below(11)];
    number.push_back(written);
    card_.number_check_right = written == right;
    put_ascii(offset, number, &drivers::IdCard::number);
  }

  void put_ascii(std::size_t offset, const std::string& text, Member member) {
    block_.put_digits(offset, text);
    card_.*member = text;
  }

  // Fills at most so many units; a character beyond the basic plane takes two. No spaces at the end: they would be
  // padding.
  void put_chinese(std::size_t offset, std::size_t units, Member member, std::size_t least) {
    std::u16string text;
    std::string plain;
    const auto wanted = least + below(static_cast<unsigned>(units - least + 1));
    while (text.size() < wanted) {
      const auto room = wanted - text.size();
      if (room > 2 && !text.empty() && below(12) == 0) {
        text += below(2) != 0 ? u'·' : u' ';
        plain += text.back() == u' ' ? " " : "·";
        text += u'路';
        plain += "路";
      } else if (room >= 2 && below(5) == 0) {
        // CJK extensions B to G.
        const auto point = 0x20000 + below(0x11350);
        text += static_cast<char16_t>(0xD7C0 + (point >> 10));
        text += static_cast<char16_t>(0xDC00 + (point & 0x3FF));
        append_utf8(plain, point, 4);
      } else {
        const auto point = 0x4E00 + below(0x5200);
        text += static_cast<char16_t>(point);
        append_utf8(plain, point, 3);
      }
    }
    block_.put(offset, text);
    card_.*member = plain;
  }

  static void append_utf8(std::string& text, unsigned point, unsigned bytes) {
    for (unsigned i = bytes; i > 0; --i) {
      const auto six = point >> (6 * (i - 1)) & 0x3F;
      const auto first = bytes == 3 ? 0xE0U : 0xF0U;
      text.push_back(static_cast<char>(i == bytes ? first | six : 0x80U | six));
    }
  }

  // Words of letters, with single spaces and hyphens inside.
  std::string english(std::size_t size) {
    std::string name;
    while (name.size() < size) {
      const bool inside = !name.empty() && name.size() + 1 < size && name.back() != ' ' && name.back() != '-';
      const auto roll = inside ? below(6) : 5;
      name.push_back(roll == 0 ? ' ' : roll == 1 ? '-' : static_cast<char>('A' + below(26)));
    }
    return name;
  }
  std::string letters(std::size_t count) {
    std::string text(count, 'A');
    for (auto& letter : text) letter = static_cast<char>('A' + below(26));
    return text;
  }
  static std::string digits(unsigned number, std::size_t width) {
    auto text = std::to_string(number);
    return std::string(width - std::min(width, text.size()), '0') + text;
  }

  unsigned below(unsigned limit) { return static_cast<unsigned>(dice_() % limit); }

  std::mt19937 dice_;
  BlockWriter block_;
  drivers::IdCard card_;
};

}  // namespace bianmin::tests
