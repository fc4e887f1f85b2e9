#include "screens/render/item_painter.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <numbers>
#include <vector>

#include "screens/render/qr_code.h"

namespace bianmin::render {
namespace {

using scene::Colour;
using scene::Rect;

constexpr int kShadowReach = 12;
constexpr auto kSpinnerPeriod = std::chrono::milliseconds{1400};

void source(cairo_t* cairo, Colour colour) {
  cairo_set_source_rgba(cairo, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0, colour.alpha / 255.0);
}

void rounded(cairo_t* cairo, double x, double y, double width, double height, double radius) {
  constexpr double kQuarter = std::numbers::pi / 2;
  radius = std::clamp(radius, 0.0, std::min(width, height) / 2);
  cairo_new_sub_path(cairo);
  if (radius <= 0) {
    cairo_rectangle(cairo, x, y, width, height);
    return;
  }
  cairo_arc(cairo, x + width - radius, y + radius, radius, -kQuarter, 0);
  cairo_arc(cairo, x + width - radius, y + height - radius, radius, 0, kQuarter);
  cairo_arc(cairo, x + radius, y + height - radius, radius, kQuarter, 2 * kQuarter);
  cairo_arc(cairo, x + radius, y + radius, radius, 2 * kQuarter, 3 * kQuarter);
  cairo_close_path(cairo);
}

void rounded(cairo_t* cairo, const Rect& box, double inset, double radius) {
  rounded(cairo, box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset, radius - inset);
}

// Only where it shows around the box: a few faint layers, lower than the box.
void shadow(cairo_t* cairo, const Rect& box, int radius) {
  cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
  constexpr std::array kLayers{1, 3, 6};
  for (const int grow : kLayers) {
    const Rect layer{box.x - grow / 2, box.y, box.width + grow / 2 * 2, box.height + grow};
    source(cairo, {0x12, 0x23, 0x3D, 13});
    const int each_side = grow / 2;
    rounded(cairo, layer, 0, radius + each_side);
    rounded(cairo, box, 0.5, radius);
    cairo_fill(cairo);
  }
  cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_WINDING);
}

void fill_box(const Canvas& canvas, const Rect& box, const scene::LaidBox& laid) {
  if (laid.fill.alpha == 0) return;
  if (laid.fill.alpha < 255) {
    source(canvas.cairo, laid.fill);
    rounded(canvas.cairo, box, 0, laid.radius);
    cairo_fill(canvas.cairo);
    return;
  }
  // The middle is most of it and has no corners.
  const Rect middle{box.x, box.y + laid.radius, box.width, box.height - 2 * laid.radius};
  canvas.fill(middle, laid.fill);
  if (laid.radius == 0) return;
  for (const Rect part :
       {Rect{box.x, box.y, box.width, laid.radius}, Rect{box.x, middle.bottom(), box.width, laid.radius}}) {
    if (!part.overlaps(canvas.clip)) continue;
    cairo_save(canvas.cairo);
    cairo_rectangle(canvas.cairo, part.x, part.y, part.width, part.height);
    cairo_clip(canvas.cairo);
    source(canvas.cairo, laid.fill);
    rounded(canvas.cairo, box, 0, laid.radius);
    cairo_fill(canvas.cairo);
    cairo_restore(canvas.cairo);
  }
}

void arc(cairo_t* cairo, const Rect& box, double from, double to, Colour colour) {
  const double thick = std::max(2.0, box.width * 0.075);
  source(cairo, colour);
  cairo_set_line_width(cairo, thick);
  cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
  cairo_new_path(cairo);
  const double start = -std::numbers::pi / 2;
  cairo_arc(cairo, box.x + box.width / 2.0, box.y + box.height / 2.0, (box.width - thick) / 2,
            start + from * 2 * std::numbers::pi, start + to * 2 * std::numbers::pi);
  cairo_stroke(cairo);
}

void blit(cairo_t* cairo, const Surface& surface, double x, double y, double alpha) {
  if (!surface) return;
  cairo_set_source_surface(cairo, surface.get(), x, y);
  alpha < 1 ? cairo_paint_with_alpha(cairo, alpha) : cairo_paint(cairo);
}

struct Paint {
  const Canvas& canvas;
  const Rect& box;
  std::optional<std::chrono::milliseconds> since;
  TextSetter& text;
  Pictures& pictures;

  void operator()(const scene::LaidBox& laid) const {
    if (laid.shadow) shadow(canvas.cairo, box, laid.radius);
    fill_box(canvas, box, laid);
    if (laid.line_width == 0) return;
    source(canvas.cairo, laid.line);
    cairo_set_line_width(canvas.cairo, laid.line_width);
    rounded(canvas.cairo, box, laid.line_width / 2.0, laid.radius);
    cairo_stroke(canvas.cairo);
  }
  void operator()(const scene::LaidText& laid) const {
    text.draw(canvas.cairo, laid.words, laid.style, laid.colour, box);
  }
  void operator()(const scene::LaidPicture& laid) const {
    if (box.empty()) return;
    const auto& raster = pictures.raster(laid, {box.width, box.height});
    blit(canvas.cairo, raster.still, box.x, box.y, 1);
    if (!raster.moving) return;
    const auto pose = since ? pose_at(*since, raster.motion.period) : Pose{};
    cairo_save(canvas.cairo);
    const auto& window = raster.motion.window;
    const Rect seen = window.empty() ? box : Rect{box.x + window.x, box.y + window.y, window.width, window.height};
    cairo_rectangle(canvas.cairo, seen.x, seen.y, seen.width, seen.height);
    cairo_clip(canvas.cairo);
    blit(canvas.cairo, raster.moving, std::round(box.x + raster.motion.x * (1 - pose.way)),
         std::round(box.y + raster.motion.y * (1 - pose.way)), pose.alpha);
    cairo_restore(canvas.cairo);
  }
  // Scaled anew each time: no copy of a face stays behind.
  void operator()(const scene::LaidPhoto& laid) const {
    const auto columns = static_cast<std::size_t>(laid.columns);
    const auto rows = static_cast<std::size_t>(laid.rows);
    if (laid.columns <= 0 || laid.rows <= 0 || laid.rgb.size() != columns * rows * 3) return;
    std::vector<std::uint32_t> pixels(columns * rows);
    for (std::size_t at = 0; at < pixels.size(); ++at) {
      const auto* colours = &laid.rgb[at * 3];
      pixels[at] = std::uint32_t{colours[0]} << 16U | std::uint32_t{colours[1]} << 8U | colours[2];
    }
    cairo_surface_t* surface =
        cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(pixels.data()), CAIRO_FORMAT_RGB24,
                                            laid.columns, laid.rows, laid.columns * static_cast<int>(sizeof pixels[0]));
    cairo_save(canvas.cairo);
    rounded(canvas.cairo, box, 0, box.height / 16.0);
    cairo_clip(canvas.cairo);
    cairo_translate(canvas.cairo, box.x, box.y);
    cairo_scale(canvas.cairo, static_cast<double>(box.width) / laid.columns,
                static_cast<double>(box.height) / laid.rows);
    cairo_set_source_surface(canvas.cairo, surface, 0, 0);
    // Without it the edges fade into nothing.
    cairo_pattern_set_extend(cairo_get_source(canvas.cairo), CAIRO_EXTEND_PAD);
    cairo_paint(canvas.cairo);
    cairo_restore(canvas.cairo);
    cairo_surface_destroy(surface);
    explicit_bzero(pixels.data(), pixels.size() * sizeof pixels[0]);
  }
  void operator()(const scene::LaidCode& laid) const {
    canvas.fill(box, {255, 255, 255, 255});
    const auto modules = qr_modules(laid.bytes);
    if (!modules) return;
    const int pixel = box.width / (modules->side + 2 * kQuietModules);
    const int left = box.x + (box.width - pixel * modules->side) / 2;
    const int top = box.y + (box.height - pixel * modules->side) / 2;
    for (int row = 0; row < modules->side; ++row) {
      for (int column = 0; column < modules->side; ++column) {
        if (!modules->dark[static_cast<std::size_t>(row) * static_cast<std::size_t>(modules->side) +
                           static_cast<std::size_t>(column)])
          continue;
        canvas.fill({left + column * pixel, top + row * pixel, pixel, pixel}, {0, 0, 0, 255});
      }
    }
  }
  void operator()(const scene::LaidProgress& laid) const {
    source(canvas.cairo, laid.track);
    rounded(canvas.cairo, box, 0, box.height / 2.0);
    cairo_fill(canvas.cairo);
    const double part = std::clamp(static_cast<double>(laid.done) / std::max(1, laid.total), 0.0, 1.0);
    if (part <= 0) return;
    source(canvas.cairo, laid.colour);
    rounded(canvas.cairo, box.x, box.y, std::max<double>(box.height, box.width * part), box.height, box.height / 2.0);
    cairo_fill(canvas.cairo);
  }
  void operator()(const scene::LaidSpinner& laid) const {
    arc(canvas.cairo, box, 0, 1, laid.track);
    const double turn = since ? static_cast<double>(since->count() % kSpinnerPeriod.count()) /
                                    static_cast<double>(kSpinnerPeriod.count())
                              : 0.0;
    arc(canvas.cairo, box, turn, turn + 0.28, laid.colour);
  }
  void operator()(const scene::LaidRing& laid) const {
    arc(canvas.cairo, box, 0, 1, laid.track);
    const double part = std::clamp(static_cast<double>(laid.left) / std::max(1, laid.total), 0.0, 1.0);
    if (part > 0) arc(canvas.cairo, box, 0, part, laid.colour);
  }
};

}  // namespace

Rect painted_box(const scene::Item& item) {
  const auto* laid = std::get_if<scene::LaidBox>(&item.shape);
  if (laid != nullptr && laid->shadow) return item.box.grown(kShadowReach);
  return laid != nullptr ? item.box : item.box.grown(2);
}

void Canvas::fill(const Rect& box, Colour colour) const {
  const Rect part = box.intersection(clip);
  if (part.empty()) return;
  const std::uint32_t value =
      (static_cast<std::uint32_t>(colour.red) << 16U) | (static_cast<std::uint32_t>(colour.green) << 8U) | colour.blue;
  auto* first = pixels + part.y * stride + part.x;
  std::fill_n(first, part.width, value);
  // Copying a line is twice as fast as filling it word by word.
  for (int y = 1; y < part.height; ++y) std::copy_n(first, part.width, first + y * stride);
}

void ItemPainter::paint(const Canvas& canvas, const scene::Item& item, std::optional<std::chrono::milliseconds> since) {
  std::visit(Paint{canvas, item.box, since, text_, pictures_}, item.shape);
}

bool ItemPainter::moves(const scene::Item& item) {
  if (std::holds_alternative<scene::LaidSpinner>(item.shape)) return true;
  const auto* picture = std::get_if<scene::LaidPicture>(&item.shape);
  if (picture == nullptr || item.box.empty()) return false;
  return pictures_.raster(*picture, {item.box.width, item.box.height}).moving != nullptr;
}

}  // namespace bianmin::render
