#pragma once
// Dots -> pictures for people: PNG files and cairo surfaces.
#include <expected>
#include <filesystem>
#include <memory>
#include <string>

#include <cairo.h>

#include "kiosk/base/bitmap.h"

namespace bianmin::receipt {

struct DestroySurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using SurfacePtr = std::unique_ptr<cairo_surface_t, DestroySurface>;

// An opaque picture, one pixel a dot, black on white.
[[nodiscard]] SurfacePtr to_surface(const MonoBitmap& bitmap);

// The error is a sentence that names the file.
[[nodiscard]] std::expected<void, std::string> write_png(const MonoBitmap& bitmap, const std::filesystem::path& file);

}  // namespace bianmin::receipt
