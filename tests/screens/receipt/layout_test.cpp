#include "screens/receipt/layout.h"

#include <zbar.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>

#include "drivers/receipt_printer/escpos_raster.h"
#include "screens/receipt/table.h"
#include "tests/screens/receipt/sample_receipts.h"

namespace bianmin::receipt {
namespace {

const std::vector<Paper> kPapers{{576, false}, {576, true}, {384, false}, {384, true}, {512, false}, {640, true}};

LaidOut must_lay_out(const Document& document, const Paper& paper = {}) {
  auto laid = lay_out(document, paper);
  REQUIRE(laid.has_value());
  REQUIRE(laid->bitmap.width == paper.width);
  REQUIRE(laid->bitmap.bits.size() == laid->bitmap.stride() * laid->bitmap.height);
  return std::move(*laid);
}

std::uint32_t ink(const MonoBitmap& bitmap) {
  std::uint32_t count = 0;
  for (std::uint32_t y = 0; y < bitmap.height; ++y) {
    for (std::uint32_t x = 0; x < bitmap.width; ++x) count += bitmap.black(x, y);
  }
  return count;
}

// Type that ran over an edge would leave ink in the margins.
bool margins_are_white(const MonoBitmap& bitmap, std::uint32_t margin) {
  for (std::uint32_t y = 0; y < bitmap.height; ++y) {
    for (std::uint32_t x = 0; x < margin; ++x) {
      if (bitmap.black(x, y) || bitmap.black(bitmap.width - 1 - x, y)) return false;
    }
  }
  return true;
}

std::vector<std::string> codes_in(const MonoBitmap& bitmap) {
  // As a camera would see it: the paper's own white around the picture.
  constexpr std::uint32_t kRim = 40;
  const auto width = bitmap.width + 2 * kRim;
  const auto height = bitmap.height + 2 * kRim;
  std::vector<std::uint8_t> grey(std::size_t{width} * height, 0xFF);
  for (std::uint32_t y = 0; y < bitmap.height; ++y) {
    for (std::uint32_t x = 0; x < bitmap.width; ++x) {
      if (bitmap.black(x, y)) grey[(y + kRim) * width + x + kRim] = 0;
    }
  }
  zbar::ImageScanner scanner;
  scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
  scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
  zbar::Image image{width, height, "Y800", grey.data(), grey.size()};
  scanner.scan(image);
  std::vector<std::string> texts;
  for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol) texts.push_back(symbol->get_data());
  return texts;
}

TEST_CASE("every sample fits every paper with nothing over the edge") {
  for (const auto& document : {social_insurance_record(), address_change(), rare_name()}) {
    for (const auto& paper : kPapers) {
      CAPTURE(paper.width, paper.large_print);
      const auto laid = must_lay_out(document, paper);
      CHECK(margins_are_white(laid.bitmap, paper.width < 512 ? 11 : 22));
      CHECK(laid.bitmap.height > 400);
    }
  }
}

TEST_CASE("the printed QR code is read back, on every paper") {
  for (const auto& paper : kPapers) {
    CAPTURE(paper.width, paper.large_print);
    CHECK(codes_in(must_lay_out(social_insurance_record(), paper).bitmap) ==
          std::vector<std::string>{"https://zw.yunshan.example/r/SB202611070042?v=7Qm2"});
  }
  const std::string longest(600, 'x');
  CHECK(codes_in(must_lay_out({Language::English, {Code{longest, "A long one"}}}).bitmap) ==
        std::vector<std::string>{longest});
}

TEST_CASE("a QR code that could not be read is refused, not printed") {
  CHECK(lay_out({Language::English, {Code{std::string(2'000, 'x'), ""}}}, {.width = 384}) ==
        std::unexpected{LayoutFault::CodeTooLarge});
  CHECK(lay_out({Language::English, {Code{std::string(4'000, 'x'), ""}}}, {}) ==
        std::unexpected{LayoutFault::CodeTooLarge});
  CHECK(lay_out({Language::English, {Code{"", "nothing"}}}, {}) == std::unexpected{LayoutFault::CodeTooLarge});
}

TEST_CASE("paper has limits") {
  CHECK(lay_out(rare_name(), {.width = 383}) == std::unexpected{LayoutFault::TooNarrow});
  Document endless;
  for (int i = 0; i < 2'000; ++i) endless.blocks.emplace_back(Text{"一行", TextSize::Body});
  CHECK(lay_out(endless, {}) == std::unexpected{LayoutFault::TooLong});
}

TEST_CASE("a character that no font has is marked and reported once") {
  const auto laid = must_lay_out({Language::Chinese, {Field{"姓名", "王\U000F1234\U000F1234\U000F1235"}}});
  CHECK(laid.missing == std::vector<char32_t>{0xF1234, 0xF1235});
  const auto marked = must_lay_out({Language::Chinese, {Field{"姓名", "王〓〓〓"}}});
  CHECK(laid.bitmap == marked.bitmap);
  CHECK(must_lay_out(social_insurance_record()).missing.empty());
}

TEST_CASE("rare name characters that the font has are set, not marked") {
  CHECK(must_lay_out({Language::Chinese, {Field{"姓名", "㛃𠮷䶮犇垚曌喆"}}}).missing.empty());
}

TEST_CASE("large print is larger and says the same") {
  const auto normal = must_lay_out(rare_name());
  const auto large = must_lay_out(rare_name(), {576, true});
  CHECK(large.bitmap.height > normal.bitmap.height * 5 / 4);
  CHECK(ink(large.bitmap) > ink(normal.bitmap));
}

TEST_CASE("broken UTF-8, control characters and empty blocks are laid out without harm") {
  const auto laid =
      must_lay_out({Language::English,
                    {Emblem{"", ""}, Heading{"", ""}, Text{"a\xFF\xC0 b\x01\x1B[31m\tc"}, Number{"", ""}, Field{"", ""},
                     Table{}, Table{{{"one", 1}}, {}}, Table{{{"a", 0}, {"b", 0}}, {{"x"}}}, Space{-4}, Rule{}}});
  CHECK(margins_are_white(laid.bitmap, 22));
}

TEST_CASE("words without an end are broken, never cut") {
  const std::string endless(120, 'W');
  for (const auto& paper : kPapers) {
    CAPTURE(paper.width, paper.large_print);
    const auto laid =
        must_lay_out({Language::English,
                      {Emblem{endless, endless}, Heading{endless, endless}, Text{endless, TextSize::Large},
                       Number{endless, endless}, Field{endless, endless},
                       Table{{{endless, 1}, {"b", 1}, {endless, 2, Align::End}}, {{endless, endless, endless}}},
                       Code{"x", endless}}},
                     paper);
    CHECK(margins_are_white(laid.bitmap, 10));
  }
}

TEST_CASE("a table that must rearrange still shows every cell") {
  // Each cell is a word of its own ink; whatever the arrangement, none may be missing.
  const auto with = [](const std::string& cell) {
    return Document{Language::English,
                    {Table{{{"Month", 1}, {"Employer", 1}, {"Base", 1, Align::End}, {"Paid", 1, Align::End}},
                           {{"2026-01", "Yunshan Second Textile Machinery Works", cell, "865.20"}}}}};
  };
  for (const auto& paper : kPapers) {
    CAPTURE(paper.width, paper.large_print);
    CHECK(ink(must_lay_out(with("8240.00"), paper).bitmap) > ink(must_lay_out(with(""), paper).bitmap));
  }
}

TEST_CASE("columns get what they need, and together what there is") {
  std::mt19937 random{5};
  for (int round = 0; round < 5'000; ++round) {
    std::vector<ColumnNeed> needs;
    int least = 0;
    for (auto n = 1 + random() % 6; n > 0; --n) {
      const int need = static_cast<int>(random() % 150);
      needs.push_back({need, need + static_cast<int>(random() % 300), static_cast<double>(random() % 5)});
      least += need;
    }
    const int available = static_cast<int>(random() % 600);
    const auto widths = divide(needs, available);
    if (least > available) {
      REQUIRE(widths.empty());
      continue;
    }
    REQUIRE(widths.size() == needs.size());
    int sum = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      REQUIRE(widths[i] >= needs[i].least);
      sum += widths[i];
    }
    REQUIRE(sum <= available);
  }
}

TEST_CASE("our own receipts never need a dot changed for the printer") {
  for (const auto& document : {social_insurance_record(), address_change(), rare_name()}) {
    for (const auto& paper : kPapers) {
      const auto raster = drivers::escpos::plan_raster(must_lay_out(document, paper).bitmap, 96);
      CHECK(raster.blackened == 0);
    }
  }
}

}  // namespace
}  // namespace bianmin::receipt
