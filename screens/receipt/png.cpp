#include "screens/receipt/png.h"

namespace bianmin::receipt {

SurfacePtr to_surface(const MonoBitmap& bitmap) {
  SurfacePtr surface{
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(bitmap.width), static_cast<int>(bitmap.height))};
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return surface;
  cairo_surface_flush(surface.get());
  auto* data = cairo_image_surface_get_data(surface.get());
  const auto pitch = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
  for (std::uint32_t y = 0; y < bitmap.height; ++y) {
    auto* row = reinterpret_cast<std::uint32_t*>(data + y * pitch);
    for (std::uint32_t x = 0; x < bitmap.width; ++x) row[x] = bitmap.black(x, y) ? 0x00'00'00U : 0xFF'FF'FFU;
  }
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

std::expected<void, std::string> write_png(const MonoBitmap& bitmap, const std::filesystem::path& file) {
  const auto status = cairo_surface_write_to_png(to_surface(bitmap).get(), file.c_str());
  if (status == CAIRO_STATUS_SUCCESS) return {};
  return std::unexpected{file.string() + ": the picture cannot be written: " + cairo_status_to_string(status)};
}

}  // namespace bianmin::receipt
