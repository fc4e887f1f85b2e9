#include "screens/render/pictures.h"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

using namespace bianmin;
using namespace bianmin::render;

namespace {

const scene::Colour kInk = scene::rgb(0x12233D);
const scene::Colour kPaper = scene::rgb(0xF5F8FC);
const scene::Colour kAccent = scene::rgb(0x0B57B8);

scene::LaidPicture picture(std::string name) { return {std::move(name), kInk, kPaper, kAccent}; }

bool has_colour(cairo_surface_t* surface, scene::Colour colour) {
  const auto* pixels = reinterpret_cast<const std::uint32_t*>(cairo_image_surface_get_data(surface));
  const auto count = cairo_image_surface_get_height(surface) * cairo_image_surface_get_stride(surface) / 4;
  const auto wanted = 0xff000000U | (static_cast<std::uint32_t>(colour.red) << 16U) |
                      (static_cast<std::uint32_t>(colour.green) << 8U) | colour.blue;
  for (int i = 0; i < count; ++i) {
    if (pixels[i] == wanted) return true;
  }
  return false;
}

bool empty(cairo_surface_t* surface) {
  const auto* pixels = reinterpret_cast<const std::uint32_t*>(cairo_image_surface_get_data(surface));
  const auto count = cairo_image_surface_get_height(surface) * cairo_image_surface_get_stride(surface) / 4;
  for (int i = 0; i < count; ++i) {
    if (pixels[i] != 0) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("every drawing of the terminal can be rendered and takes the page's ink") {
  const Assets assets;
  Pictures pictures{assets};
  int count = 0;
  for (const auto* kind : {"icons", "pictures"}) {
    for (const auto& file : std::filesystem::directory_iterator{assets.folder() / kind}) {
      CAPTURE(file.path().string());
      const auto& raster = pictures.raster(picture(file.path().stem().string()), {400, 300});
      REQUIRE(raster.still != nullptr);
      CHECK_FALSE(empty(raster.still.get()));
      CHECK(has_colour(raster.still.get(), kInk));
      ++count;
    }
  }
  CHECK(count > 40);
}

TEST_CASE("every matter a citizen comes for has a drawing of its own") {
  for (const auto* name : {"social-insurance", "social-security", "residence-permit", "residence", "certificate",
                           "health", "family", "housing", "tax", "traffic", "question"}) {
    CHECK_FALSE(Assets{}.picture(name).empty());
  }
}

TEST_CASE("the hands' pictures show what moves apart from what stays") {
  Pictures pictures{Assets{}};
  for (const auto* name :
       {"card-on-reader", "card-again", "card-slot-again", "card-take", "receipt-take", "phone-scan", "paper-slip"}) {
    CAPTURE(name);
    const auto& raster = pictures.raster(picture(name), {800, 600});
    REQUIRE(raster.moving != nullptr);
    CHECK_FALSE(empty(raster.moving.get()));
    CHECK(has_colour(raster.moving.get(), kAccent));
    CHECK_FALSE(has_colour(raster.moving.get(), kInk));
    CHECK(raster.motion.period >= std::chrono::milliseconds{2500});
    // It moves far enough to be seen and stays within the picture.
    CHECK(std::abs(raster.motion.x) + std::abs(raster.motion.y) > 100);
    CHECK(std::abs(raster.motion.y) < 600);
  }
}

TEST_CASE("a drawing is rasterised once for each size and colour") {
  Pictures pictures{Assets{}};
  const auto* first = pictures.raster(picture("help"), {64, 64}).still.get();
  CHECK(pictures.raster(picture("help"), {64, 64}).still.get() == first);
  CHECK(pictures.raster(picture("help"), {48, 48}).still.get() != first);
  auto other = picture("help");
  other.colour = kAccent;
  CHECK(has_colour(pictures.raster(other, {64, 64}).still.get(), kAccent));
}

TEST_CASE("a drawing that is missing or broken leaves its place empty") {
  const auto folder = std::filesystem::temp_directory_path() / ("drawings-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder / "icons");
  std::ofstream{folder / "icons/broken.svg"} << "<svg><path";
  Pictures pictures{Assets{folder}};
  CHECK(pictures.raster(picture("missing"), {64, 64}).still == nullptr);
  CHECK(pictures.raster(picture("broken"), {64, 64}).still == nullptr);
  std::filesystem::remove_all(folder);
}
