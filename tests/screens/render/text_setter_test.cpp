#include "screens/render/text_setter.h"

#include <catch2/catch_test_macros.hpp>

using namespace bianmin;
using namespace bianmin::scene;
using render::TextSetter;

TEST_CASE("Chinese is set in the named family, one square a character") {
  TextSetter text;
  const auto ten = text.measure("请把身份证放在读卡区", {.pixels = 64, .weight = Weight::Bold}, -1);
  CHECK(ten.lines == 1);
  CHECK(ten.width >= 640);
  CHECK(ten.width <= 642);
  // The family's own line: at least 1.4 times the size.
  CHECK(ten.height >= 64 * kLineHeight);
  CHECK(ten.height <= 64 * 1.5);
}

TEST_CASE("words as wide as they were measured stay on one line") {
  TextSetter text;
  for (const auto* words :
       {"请选择您要办理的事项", "Lay your card on the reader", "1101**********002X", "W", "受理编号 20261122"}) {
    for (const double pixels : {17.0, 22.95, 34.0, 45.9, 64.0}) {
      const TextStyle style{.pixels = pixels, .language = Language::English};
      const auto natural = text.measure(words, style, -1);
      CAPTURE(words, pixels);
      CHECK(text.measure(words, style, natural.width).lines == 1);
    }
  }
}

TEST_CASE("a word is not broken where it can stand whole, a Chinese sentence between any two of them") {
  TextSetter text;
  const TextStyle style{.pixels = 40};
  CHECK(text.widest_word("a photograph of", style) == text.measure("photograph", style, -1).width);
  CHECK(text.widest_word("把它给他", style) <= 42);
  CHECK(text.widest_word("请把身份证", style) == text.measure("身份证", style, -1).width);
  // Closing marks never begin a line.
  CHECK(text.widest_word("给。", style) >= 80);
}

TEST_CASE("a line of Chinese ends before a word that it cannot hold whole") {
  TextSetter text;
  const TextStyle style{.pixels = 40};
  // Five characters would fit the first line, and cut the fifth from the sixth.
  const int five = text.measure("请核对您填", style, -1).width;
  CHECK(text.measure("请核对您填写的内容了", style, five).lines == 3);
  // What is being typed goes on where it was.
  CHECK(text.measure("请核对您填写的内容了", {.pixels = 40, .as_typed = true}, five).lines == 2);
}

TEST_CASE("lines that may be cut end in an ellipsis") {
  TextSetter text;
  const TextStyle style{.pixels = 40, .max_lines = 2};
  const auto cut = text.measure("一二三四五六七八九十一二三四五六七八九十", style, 200);
  CHECK(cut.lines == 2);
  TextStyle whole = style;
  whole.max_lines = 0;
  CHECK(text.measure("一二三四五六七八九十一二三四五六七八九十", whole, 200).lines == 4);
}

TEST_CASE("bold is wider than regular in Latin, and both languages measure") {
  TextSetter text;
  const TextStyle regular{.pixels = 40, .language = Language::English};
  auto bold = regular;
  bold.weight = Weight::Bold;
  CHECK(text.measure("Continue", bold, -1).width > text.measure("Continue", regular, -1).width);
}

TEST_CASE("what was measured before is measured the same after it was forgotten") {
  TextSetter text;
  const auto before = text.measure("请稍候", {.pixels = 48}, 120);
  text.forget();
  CHECK(text.measure("请稍候", {.pixels = 48}, 120) == before);
}
