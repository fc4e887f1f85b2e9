#include "drivers/id_card_reader/text_block.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <random>

#include "tests/drivers/id_card_reader/cards.h"

namespace bianmin::drivers {
namespace {

using tests::BlockWriter;
using tests::citizen_block;
using tests::citizen_card;

TEST_CASE("a citizen's card without end") { CHECK(parse_text_block(citizen_block().block()) == citizen_card()); }

TEST_CASE("a residence permit of Hong Kong, Macao or Taiwan residents") {
  BlockWriter block;
  block.put(0, u"陳大文")
      .put(30, u"2")
      .put_digits(36, "19850101")
      .put(52, u"深圳市福田区测试路2号")
      .put(122, u"810000198501010011");
  block.put(158, u"深圳市公安局").put_digits(188, "20190901").put_digits(204, "20240901");
  block.put(220, u"H12345678").put(238, u"02").put(248, u"J");
  IdCard card;
  card.kind = IdCardKind::HmtPermit;
  card.name = "陳大文";
  card.sex = Sex::Female;
  card.birth = *Date::from(1985, 1, 1);
  card.address = "深圳市福田区测试路2号";
  card.number = "810000198501010011";
  card.number_check_right = false;
  card.issuer = "深圳市公安局";
  card.valid_from = *Date::from(2019, 9, 1);
  card.valid_until = Date::from(2024, 9, 1);
  card.permit_number = "H12345678";
  card.issue_count = "02";
  CHECK(parse_text_block(block.block()) == card);
}

TEST_CASE("a foreigner's card of 2023 whose English name has its space at the seam of the two fields") {
  BlockWriter block;
  const std::u16string_view first = u"MONTGOMERY-CHOLMONDELEY ALEXANDRIA ";  // 35 characters
  REQUIRE(first.size() == 35);
  block.put(0, u"莫梅里").put(30, u"9").put(32, u"01").put_digits(36, "19850101").put(52, first);
  block.put(122, u"932682198501010017").put_digits(188, "20231201").put_digits(204, "20331201");
  block.put(220, u"VICTORIA").put(242, u"GBR").put(248, u"Y");
  IdCard card;
  card.kind = IdCardKind::ForeignPermanent2023;
  card.name = "莫梅里";
  card.english_name = "MONTGOMERY-CHOLMONDELEY ALEXANDRIA VICTORIA";
  card.sex = Sex::NotStated;
  card.birth = *Date::from(1985, 1, 1);
  card.number = "932682198501010017";
  card.valid_from = *Date::from(2023, 12, 1);
  card.valid_until = Date::from(2033, 12, 1);
  card.nationality = "GBR";
  card.issue_count = "01";
  CHECK(parse_text_block(block.block()) == card);
}

TEST_CASE("a foreigner's card of 2017 keeps the spaces of its English name and needs no Chinese one") {
  BlockWriter block;
  block.put(0, u"SMITH JOHN PAUL").put(120, u"1").put(122, u"GBR110081010101").put(152, u"GBR");
  block.put_digits(188, "20180601")
      .put_digits(204, "20280601")
      .put_digits(220, "19810803")
      .put(236, u"01")
      .put(240, u"1500");
  block.put(248, u"I");
  IdCard card;
  card.kind = IdCardKind::ForeignPermanent2017;
  card.english_name = "SMITH JOHN PAUL";
  card.sex = Sex::Male;
  card.birth = *Date::from(1981, 8, 3);
  card.number = "GBR110081010101";
  card.issuer = "1500";
  card.valid_from = *Date::from(2018, 6, 1);
  card.valid_until = Date::from(2028, 6, 1);
  card.nationality = "GBR";
  CHECK(parse_text_block(block.block()) == card);
}

struct SexCode {
  std::u16string_view code;
  Sex sex;
};

TEST_CASE("not male does not mean female") {
  const auto row = GENERATE(values<SexCode>(
      {{u"0", Sex::Unknown}, {u"1", Sex::Male}, {u"2", Sex::Female}, {u"9", Sex::NotStated}, {u" ", Sex::Unknown}}));
  auto block = citizen_block();
  block.put(30, row.code);
  const auto card = parse_text_block(block.block());
  REQUIRE(card);
  CHECK(card->sex == row.sex);
}

TEST_CASE("rare characters outside the basic plane stay whole") {
  auto block = citizen_block();
  block.put(0, u"𠮷𬱖明");
  const auto card = parse_text_block(block.block());
  REQUIRE(card);
  CHECK(card->name == "𠮷𬱖明");
}

TEST_CASE("padding by zeros and full-width spaces is cut, spaces inside are not") {
  auto block = citizen_block();
  block.put(0, u"买买提 艾力\u3000\u3000").put(52, std::u16string{u"乌鲁木齐市 天山区\0\0", 11});
  for (std::size_t i = 74; i < 122; i += 2) block.put(i, std::u16string_view{u"\0", 1});
  const auto card = parse_text_block(block.block());
  REQUIRE(card);
  CHECK(card->name == "买买提 艾力");
  CHECK(card->address == "乌鲁木齐市 天山区");
}

TEST_CASE("a wrong check character is told and is no fault") {
  auto block = citizen_block();
  block.put(122, u"110105194912310021");
  const auto card = parse_text_block(block.block());
  REQUIRE(card);
  CHECK(card->number == "110105194912310021");
  CHECK_FALSE(card->number_check_right);
}

struct Nonsense {
  std::size_t offset;
  std::u16string_view text;
  std::string_view field;
};

TEST_CASE("a field that makes no sense is named") {
  const auto row = GENERATE(values<Nonsense>({
      {248, u"Q", "kind of document"},
      {0, u"   ", "name"},
      {30, u"7", "sex"},
      {32, u"A1", "ethnicity"},
      {36, u"19491331", "birth"},
      {36, u"        ", "birth"},
      {122, u"11010519491231002x", "number"},
      {122, u"11010519491231 02X", "number"},
      {188, u"        ", "valid from"},
      {204, u"        ", "valid until"},
      {204, u"永久", "valid until"},
      {204, u"20400230", "valid until"},
      {52, u"\x1B[2J", "address"},
  }));
  auto block = citizen_block();
  block.put(row.offset, row.text);
  CHECK(parse_text_block(block.block()) == std::unexpected{TextBlockFault{row.field}});
}

TEST_CASE("half a surrogate pair is no text") {
  const auto lone = GENERATE(char16_t{0xD842}, char16_t{0xDFB7});
  auto block = citizen_block();
  block.put(0, std::u16string{lone, u'明'});
  CHECK(parse_text_block(block.block()) == std::unexpected{TextBlockFault{"name"}});
}

TEST_CASE("random bytes are refused or give a card, never worse") {
  std::mt19937 dice{7};
  const auto good = citizen_block().block();
  for (int round = 0; round < 20'000; ++round) {
    auto block = good;
    for (auto count = 1 + dice() % 8; count > 0; --count)
      block[dice() % block.size()] = static_cast<std::uint8_t>(dice());
    const auto card = parse_text_block(block);
    if (card) REQUIRE(card->number.size() >= 15);
  }
}

TEST_CASE("newer addresses: blank entries are left out, all 70 bytes of each count") {
  const std::u16string full(35, u'路');
  BlockWriter block;
  block.put(0, full).put(140, u"新址2号");
  const ByteView data = ByteView{block.block()}.first(210);
  const auto addresses = parse_newest_addresses(data);
  REQUIRE(addresses);
  REQUIRE(addresses->size() == 2);
  CHECK(addresses->at(0).size() == 35 * 3);
  CHECK(addresses->at(1) == "新址2号");
  CHECK_FALSE(parse_newest_addresses(data.first(69)));
  CHECK(parse_newest_addresses({}) == std::vector<std::string>{});
}

}  // namespace
}  // namespace bianmin::drivers
