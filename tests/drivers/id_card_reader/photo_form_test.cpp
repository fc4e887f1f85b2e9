#include "drivers/id_card_reader/photo_form.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace bianmin::drivers {
namespace {

constexpr std::size_t kRow = 306;

// One row a colour of its own, counted from the first of the buffer.
Bytes rows(std::size_t stride, std::size_t offset = 0) {
  Bytes output(offset + stride * kPhotoHeight);
  for (std::size_t row = 0; row < kPhotoHeight; ++row) {
    for (std::size_t at = 0; at < kRow; ++at) {
      output[offset + row * stride + at] = static_cast<std::uint8_t>(at % 3 == 0 ? row : at % 3);
    }
  }
  return output;
}

Bytes bmp(std::int32_t height) {
  auto file = rows(308, 54);
  file[0] = 'B';
  file[1] = 'M';
  file[10] = 54;
  file[18] = 102;
  for (std::size_t i = 0; i < 4; ++i)
    file[22 + i] = static_cast<std::uint8_t>(static_cast<std::uint32_t>(height) >> 8 * i);
  file[28] = 24;
  return file;
}

std::uint8_t red_of_first_row(const CardPhoto& photo) { return photo.rgb.front(); }

TEST_CASE("what libraries hand out has the sizes that are published") {
  CHECK(output_size(PhotoOutput::Rgb) == 38'556);
  CHECK(output_size(PhotoOutput::Bgr) == 38'556);
  CHECK(output_size(PhotoOutput::Bmp) == 38'862);
}

TEST_CASE("rows from the bottom are turned round, and colours put in their order") {
  const auto output = rows(kRow);
  const Bytes before(output.size(), 0xEE);
  const auto up = photo_of(output, before, {});
  REQUIRE(up);
  CHECK(up->width == 102);
  CHECK(up->height == 126);
  CHECK(up->rgb.size() == 38'556);
  CHECK(red_of_first_row(*up) == 125);
  CHECK(up->rgb[1] == 1);

  const auto down = photo_of(output, before, {.rows_from_bottom = false});
  REQUIRE(down);
  CHECK(red_of_first_row(*down) == 0);

  const auto bgr = photo_of(output, before, {.output = PhotoOutput::Bgr});
  REQUIRE(bgr);
  CHECK(bgr->rgb[0] == 2);
  CHECK(bgr->rgb[2] == 125);
}

TEST_CASE("a BMP says itself where its rows begin") {
  const Bytes before(38'862, 0xEE);
  const auto from_bottom = photo_of(bmp(126), before, {.output = PhotoOutput::Bmp});
  REQUIRE(from_bottom);
  CHECK(from_bottom->rgb[2] == 125);
  const auto from_top = photo_of(bmp(-126), before, {.output = PhotoOutput::Bmp});
  REQUIRE(from_top);
  CHECK(from_top->rgb[2] == 0);
}

TEST_CASE("a BMP of another kind is no photo") {
  const auto at = GENERATE(0U, 1U, 10U, 13U, 18U, 19U, 22U, 24U, 28U, 30U);
  auto file = bmp(126);
  file[at] ^= 0x41;
  CHECK_FALSE(photo_of(file, Bytes(file.size(), 0xEE), {.output = PhotoOutput::Bmp}));
}

TEST_CASE("a picture of which one row was not written is no photo") {
  const auto output = rows(kRow);
  Bytes before(output.size(), 0xEE);
  const auto row = GENERATE(0U, 60U, 125U);
  std::ranges::copy(ByteView{output}.subspan(row * kRow, kRow), before.data() + row * kRow);
  const auto photo = photo_of(output, before, {});
  REQUIRE_FALSE(photo);
  CHECK(photo.error() == "left a part of the picture empty");
}

TEST_CASE("one colour all over is no photo") { CHECK_FALSE(photo_of(Bytes(38'556, 0x00), Bytes(38'556, 0xEE), {})); }

TEST_CASE("quirks of a decoder are read, and a wrong one is told with what it may be") {
  const auto form = parse_photo_quirks(
      {{"photo_symbol", "Wlt2Rgb_2"}, {"photo_output", "bmp"}, {"photo_rows", "down"}, {"photo_success", "0"}});
  CHECK(form == PhotoForm{"Wlt2Rgb_2", PhotoOutput::Bmp, false, 0});
  CHECK(parse_photo_quirks({}) == PhotoForm{});
  const auto wrong = GENERATE(values<Quirks>({{{"photo_symbol", ""}},
                                              {{"photo_symbol", "a-b"}},
                                              {{"photo_output", "jpg"}},
                                              {{"photo_rows", "left"}},
                                              {{"photo_success", "yes"}},
                                              {{"photo_size", "2"}}}));
  const auto refused = parse_photo_quirks(wrong);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().starts_with("quirk '" + wrong.front().first + "="));
  CHECK(refused.error().find("photo_output=rgb|bgr|bmp") != std::string::npos);
}

}  // namespace
}  // namespace bianmin::drivers
