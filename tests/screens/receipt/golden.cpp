#include "tests/screens/receipt/golden.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "screens/receipt/png.h"

namespace bianmin::receipt {
namespace {

constexpr std::uint32_t kBox = 4;

double grey(const MonoBitmap& picture, std::uint32_t left, std::uint32_t top) {
  int black = 0;
  for (std::uint32_t y = top; y < std::min(top + kBox, picture.height); ++y) {
    for (std::uint32_t x = left; x < std::min(left + kBox, picture.width); ++x) black += picture.black(x, y);
  }
  return black / double{kBox * kBox};
}

}  // namespace

std::optional<MonoBitmap> read_png(const std::filesystem::path& file) {
  const SurfacePtr surface{cairo_image_surface_create_from_png(file.c_str())};
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return std::nullopt;
  MonoBitmap bitmap{static_cast<std::uint32_t>(cairo_image_surface_get_width(surface.get())),
                    static_cast<std::uint32_t>(cairo_image_surface_get_height(surface.get())),
                    {}};
  bitmap.bits.resize(bitmap.stride() * bitmap.height);
  const auto* data = cairo_image_surface_get_data(surface.get());
  const auto pitch = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  for (std::uint32_t y = 0; y < bitmap.height; ++y) {
    for (std::uint32_t x = 0; x < bitmap.width; ++x) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, data + y * pitch + x * 4U, 4);
      if ((pixel & 0xFFU) < 128)
        bitmap.bits[y * bitmap.stride() + x / 8] |= static_cast<std::uint8_t>(0x80U >> (x % 8));
    }
  }
  return bitmap;
}

double difference(const MonoBitmap& a, const MonoBitmap& b) {
  const auto width = std::max(a.width, b.width);
  const auto height = std::max(a.height, b.height);
  double sum = 0;
  std::size_t boxes = 0;
  for (std::uint32_t y = 0; y < height; y += kBox) {
    for (std::uint32_t x = 0; x < width; x += kBox, ++boxes) sum += std::abs(grey(a, x, y) - grey(b, x, y));
  }
  return sum / static_cast<double>(std::max<std::size_t>(boxes, 1));
}

}  // namespace bianmin::receipt
