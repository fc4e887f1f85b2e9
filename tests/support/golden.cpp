#include "tests/support/golden.h"

#include <cairo.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <vector>

namespace bianmin::testing {
namespace {

constexpr int kShrink = 4;
constexpr double kMeanTolerance = 1.5;  // of 255
constexpr int kMostTolerance = 80;      // of 255, of one shrunk pixel: a glyph's edge elsewhere within it

struct Shrunk {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> pixels;
};

int part(std::uint32_t pixel, int shift) { return static_cast<int>((pixel >> shift) & 0xffU); }

Shrunk shrink(const render::Pixels& from) {
  Shrunk to{from.width / kShrink, from.height / kShrink, {}};
  for (int y = 0; y < to.height; ++y) {
    for (int x = 0; x < to.width; ++x) {
      int sums[3] = {};
      for (int dy = 0; dy < kShrink; ++dy) {
        const auto* line = from.first + (y * kShrink + dy) * (from.stride / 4);
        for (int dx = 0; dx < kShrink; ++dx) {
          for (int i = 0; i < 3; ++i) sums[i] += part(line[x * kShrink + dx], i * 8);
        }
      }
      std::uint32_t pixel = 0;
      for (int i = 0; i < 3; ++i) pixel |= static_cast<std::uint32_t>(sums[i] / (kShrink * kShrink)) << (i * 8);
      to.pixels.push_back(pixel);
    }
  }
  return to;
}

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;

bool write(Shrunk& picture, const std::filesystem::path& path) {
  std::filesystem::create_directories(path.parent_path());
  const Surface surface{
      cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(picture.pixels.data()), CAIRO_FORMAT_RGB24,
                                          picture.width, picture.height, picture.width * 4),
      &cairo_surface_destroy};
  return cairo_surface_write_to_png(surface.get(), path.c_str()) == CAIRO_STATUS_SUCCESS;
}

bool updating() {
  const char* asked = std::getenv("BIANMIN_UPDATE_GOLDENS");
  return asked != nullptr && std::string_view{asked} == "1";
}

std::filesystem::path golden(std::string_view name, std::string_view ending) {
  return std::filesystem::path{BIANMIN_SOURCE_DIR} / "tests/golden" / (std::string{name} + std::string{ending});
}
std::filesystem::path actual(std::string_view name, std::string_view ending) {
  return std::filesystem::path{BIANMIN_BINARY_DIR} / "golden" / (std::string{name} + std::string{ending});
}

std::string compare(const Shrunk& picture, cairo_surface_t* wanted) {
  if (cairo_image_surface_get_width(wanted) != picture.width ||
      cairo_image_surface_get_height(wanted) != picture.height) {
    return "another size";
  }
  const auto* data = cairo_image_surface_get_data(wanted);
  const int stride = cairo_image_surface_get_stride(wanted);
  long long total = 0;
  int most = 0;
  int most_x = 0;
  int most_y = 0;
  for (int y = 0; y < picture.height; ++y) {
    const auto* line = reinterpret_cast<const std::uint32_t*>(data + y * stride);
    for (int x = 0; x < picture.width; ++x) {
      const auto found = picture.pixels[static_cast<std::size_t>(y * picture.width + x)];
      for (int i = 0; i < 3; ++i) {
        const int off = std::abs(part(found, i * 8) - part(line[x], i * 8));
        total += off;
        if (off <= most) continue;
        most = off;
        most_x = x;
        most_y = y;
      }
    }
  }
  const double mean = static_cast<double>(total) / (3.0 * picture.width * picture.height);
  if (mean <= kMeanTolerance && most <= kMostTolerance) return {};
  std::ostringstream out;
  out << "mean " << mean << " (at most " << kMeanTolerance << "), most " << most << " (at most " << kMostTolerance
      << ") at " << most_x * kShrink << "," << most_y * kShrink;
  return out.str();
}

}  // namespace

std::string picture_difference(const render::Pixels& pixels, std::string_view name) {
  auto picture = shrink(pixels);
  const auto path = golden(name, ".png");
  if (updating()) return write(picture, path) ? "" : "cannot write " + path.string();
  const Surface wanted{cairo_image_surface_create_from_png(path.c_str()), &cairo_surface_destroy};
  auto difference = cairo_surface_status(wanted.get()) == CAIRO_STATUS_SUCCESS
                        ? compare(picture, wanted.get())
                        : "no golden " + path.string() + "; BIANMIN_UPDATE_GOLDENS=1 writes it";
  if (difference.empty()) return {};
  const auto seen = actual(name, ".png");
  if (!write(picture, seen)) return difference;
  return std::string{name} + ": " + difference + "; see " + seen.string();
}

std::string text_difference(std::string_view text, std::string_view name) {
  const auto path = golden(name, ".txt");
  if (updating()) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
    return {};
  }
  std::ifstream file{path, std::ios::binary};
  if (!file) return "no golden " + path.string() + "; BIANMIN_UPDATE_GOLDENS=1 writes it";
  const std::string wanted{std::istreambuf_iterator<char>{file}, {}};
  if (wanted == text) return {};
  const auto seen = actual(name, ".txt");
  std::filesystem::create_directories(seen.parent_path());
  std::ofstream{seen, std::ios::binary} << text;
  std::istringstream wanted_lines{wanted};
  std::istringstream found_lines{std::string{text}};
  for (int number = 1;; ++number) {
    std::string wanted_line;
    std::string found_line;
    const bool more = static_cast<bool>(std::getline(wanted_lines, wanted_line));
    const bool found = static_cast<bool>(std::getline(found_lines, found_line));
    if (more == found && wanted_line == found_line && more) continue;
    return std::string{name} + ":" + std::to_string(number) + ": wanted " + wanted_line + " but found " + found_line +
           "; see " + seen.string();
  }
}

}  // namespace bianmin::testing
