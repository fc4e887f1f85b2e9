#include "screens/receipt/sheet.h"

#include <memory>
#include <utility>

#include "screens/receipt/png.h"

namespace bianmin::receipt {
namespace {

// Below one half: a thermal head's dots are a little smaller than their pitch, and thin strokes must not break.
constexpr std::uint8_t kBlackFrom = 104;

struct DestroyCairo {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

MonoBitmap threshold(cairo_surface_t* surface, std::uint32_t width, std::uint32_t height) {
  MonoBitmap bitmap{width, height, {}};
  bitmap.bits.resize(bitmap.stride() * height);
  cairo_surface_flush(surface);
  const auto* data = cairo_image_surface_get_data(surface);
  const auto pitch = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) {
      if (data[y * pitch + x] < kBlackFrom) continue;
      bitmap.bits[y * bitmap.stride() + x / 8U] |= static_cast<std::uint8_t>(0x80U >> (x % 8U));
    }
  }
  return bitmap;
}

}  // namespace

void Sheet::place(Setting setting, int x, int y) { words_.push_back({std::move(setting.layout), x, y - setting.lead}); }

void Sheet::fill(int x, int y, int width, int height) { bars_.push_back({x, y, width, height}); }

void Sheet::draw(int x, int y, int size, std::function<void(cairo_t*, double)> drawing) {
  drawings_.push_back({x, y, size, std::move(drawing)});
}

MonoBitmap Sheet::to_dots(std::uint32_t height) const {
  const SurfacePtr surface{
      cairo_image_surface_create(CAIRO_FORMAT_A8, static_cast<int>(width_), static_cast<int>(height))};
  const std::unique_ptr<cairo_t, DestroyCairo> cairo{cairo_create(surface.get())};
  for (const auto& words : words_) {
    cairo_move_to(cairo.get(), words.x, words.y);
    pango_cairo_show_layout(cairo.get(), words.layout.get());
  }
  for (const auto& drawing : drawings_) {
    cairo_save(cairo.get());
    cairo_translate(cairo.get(), drawing.x, drawing.y);
    drawing.draw(cairo.get(), drawing.size);
    cairo_restore(cairo.get());
  }
  cairo_set_antialias(cairo.get(), CAIRO_ANTIALIAS_NONE);
  for (const auto& bar : bars_) cairo_rectangle(cairo.get(), bar.x, bar.y, bar.width, bar.height);
  cairo_fill(cairo.get());
  return threshold(surface.get(), width_, height);
}

}  // namespace bianmin::receipt
