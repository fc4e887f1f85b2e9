#include "drivers/receipt_printer/escpos_raster.h"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <random>

#include "drivers/receipt_printer/escpos_wire.h"
#include "drivers/receipt_printer/model.h"

namespace bianmin::drivers::escpos {
namespace {

// Reads GS v 0 as its manual describes it, knowing nothing of how it was written.
MonoBitmap decode(const Raster& raster) {
  MonoBitmap result{raster.picture.width, 0, {}};
  for (const auto& band : raster.bands) {
    const auto bytes = encode(raster, band);
    REQUIRE(bytes.size() >= 8);
    REQUIRE(Bytes(bytes.begin(), bytes.begin() + 4) == Bytes{0x1D, 0x76, 0x30, 0x00});
    const std::size_t across = bytes[4] + 256U * bytes[5];
    const std::size_t down = bytes[6] + 256U * bytes[7];
    REQUIRE(across == result.stride());
    REQUIRE(bytes.size() == 8 + across * down);
    result.bits.insert(result.bits.end(), bytes.begin() + 8, bytes.end());
    result.height += static_cast<std::uint32_t>(down);
  }
  return result;
}

void require_no_real_time_commands(const Raster& raster) {
  for (const auto& band : raster.bands) {
    const auto bytes = encode(raster, band);
    for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
      if (bytes[i] != 0x10) continue;
      REQUIRE(bytes[i + 1] != 0x04);
      REQUIRE(bytes[i + 1] != 0x05);
      REQUIRE(bytes[i + 1] != 0x14);
    }
    // What follows a band begins with ESC, GS or DLE, none of which completes such a command.
  }
}

std::size_t differing_dots(const MonoBitmap& printed, const MonoBitmap& wanted, int shift) {
  std::size_t differing = 0;
  for (std::uint32_t y = 0; y < wanted.height; ++y) {
    for (int x = 0; x < static_cast<int>(wanted.width); ++x) {
      const int from = x - shift;
      const bool black =
          from >= 0 && from < static_cast<int>(wanted.width) && wanted.black(static_cast<std::uint32_t>(from), y);
      differing += printed.black(static_cast<std::uint32_t>(x), y) != black;
    }
  }
  return differing;
}

// `margin` white dots at both sides; elsewhere bytes that like to make real-time commands.
MonoBitmap awkward_picture(std::mt19937& random, std::uint32_t width, std::uint32_t height, std::uint32_t margin,
                           unsigned density) {
  constexpr std::array<std::uint8_t, 5> kAwkward{0x10, 0x04, 0x05, 0x14, 0x00};
  MonoBitmap picture{width, height, {}};
  for (std::size_t i = 0; i < picture.stride() * height; ++i) {
    const auto draw = random();
    picture.bits.push_back((draw >> 8U) % 100 < density ? kAwkward[draw % kAwkward.size()]
                                                        : static_cast<std::uint8_t>(0));
  }
  if (margin == 0) {
    picture.bits[0] |= 0x80;
    picture.bits[picture.stride() - 1] |= static_cast<std::uint8_t>(0x80U >> ((width - 1) % 8));
  }
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < picture.stride() * 8; ++x) {
      if (x >= margin && x + margin < width) continue;
      picture.bits[y * picture.stride() + x / 8] &= static_cast<std::uint8_t>(~(0x80U >> (x % 8)));
    }
  }
  return picture;
}

TEST_CASE("whatever the picture, no band holds a real-time command, and the printer gets the picture") {
  std::mt19937 random{42};
  std::size_t shifted = 0;
  std::size_t blackened = 0;
  for (int round = 0; round < 600; ++round) {
    const auto width = static_cast<std::uint32_t>(1 + random() % 600);
    const auto height = static_cast<std::uint32_t>(1 + random() % 300);
    const auto margin = static_cast<std::uint32_t>(round % 3 == 0 ? 0 : 8 + random() % 16);
    const auto picture =
        awkward_picture(random, width, height, margin, static_cast<unsigned>(round % 2 == 0 ? 1 : 1 + random() % 100));
    const auto rows = static_cast<std::uint32_t>(1 + random() % 255);
    const auto raster = plan_raster(picture, rows);
    CAPTURE(round, width, height, margin, rows);
    require_no_real_time_commands(raster);
    const auto printed = decode(raster);
    REQUIRE(printed.height == picture.height);
    REQUIRE(std::abs(raster.shift) <= 7);
    REQUIRE(differing_dots(printed, picture, raster.shift) == raster.blackened);
    for (const auto& band : raster.bands) {
      REQUIRE(band.count <= rows);
      REQUIRE(encode(raster, band).size() < kFlushLength);
    }
    shifted += raster.shift != 0;
    blackened += raster.blackened != 0;
  }
  CHECK(shifted > 0);
  CHECK(blackened > 0);
}

TEST_CASE("a command across the border of two rows ends the band there and changes nothing") {
  const MonoBitmap picture{16, 4, {0x00, 0x10, 0x04, 0x01, 0x00, 0x10, 0x05, 0x10}};
  const auto raster = plan_raster(picture, 96);
  CHECK(raster.bands == std::vector<Band>{{0, 1}, {1, 2}, {3, 1}});
  CHECK(raster.shift == 0);
  CHECK(raster.blackened == 0);
  CHECK(decode(raster) == picture);
}

TEST_CASE("a command inside a row moves a picture with margins by one dot") {
  const MonoBitmap picture{32, 1, {0x00, 0x10, 0x04, 0x00}};
  const auto raster = plan_raster(picture, 96);
  CHECK(raster.shift == 1);
  CHECK(decode(raster).bits == Bytes{0x00, 0x08, 0x02, 0x00});
}

TEST_CASE("a picture without margins gets one dot more rather than a real-time command") {
  const MonoBitmap picture{32, 1, {0x80, 0x10, 0x05, 0x01}};
  const auto raster = plan_raster(picture, 96);
  CHECK(raster.shift == 0);
  CHECK(raster.blackened == 1);
  CHECK(decode(raster).bits == Bytes{0x80, 0x18, 0x05, 0x01});
}

TEST_CASE("what stands behind the width in the last byte of a row is not printed") {
  const auto raster = plan_raster(MonoBitmap{4, 2, {0xFF, 0x0F}}, 96);
  CHECK(decode(raster).bits == Bytes{0xF0, 0x00});
}

TEST_CASE("the deciding band is the one with the last black dot") {
  MonoBitmap picture{8, 300, Bytes(300, 0)};
  picture.bits[150] = 0x01;
  const auto raster = plan_raster(picture, 100);
  REQUIRE(raster.bands.size() == 3);
  CHECK(raster.deciding == 1);
}

TEST_CASE("every model's bands can be flushed away") {
  for (const auto& model : printer_models()) {
    CAPTURE(model.name);
    CHECK(model.band_rows >= 1);
    CHECK(model.band_rows <= 255);
    CHECK((model.width + 7) / 8 * model.band_rows < kFlushLength);
    CHECK(model.rows_a_second > 0);
    CHECK(find_printer_model(model.name) == &model);
  }
  CHECK(find_printer_model("teleprinter") == nullptr);
}

}  // namespace
}  // namespace bianmin::drivers::escpos
