#include "screens/receipt/emblem.h"

#include <numbers>

namespace bianmin::receipt {
namespace {

// The bridge's outline: its deck rises to the middle, its arch is half a circle.
void bridge(cairo_t* cairo) {
  cairo_move_to(cairo, -43, 12);
  cairo_curve_to(cairo, -28, 8, -20, -19, 0, -19);
  cairo_curve_to(cairo, 20, -19, 28, 8, 43, 12);
  cairo_line_to(cairo, 18, 12);
  cairo_arc_negative(cairo, 0, 12, 18, 0, std::numbers::pi);
  cairo_close_path(cairo);
}

// One wave line from edge to edge.
void water(cairo_t* cairo, double y, double half) {
  cairo_move_to(cairo, -half, y);
  cairo_curve_to(cairo, -half * 0.6, y - 5, -half * 0.4, y + 5, 0, y);
  cairo_curve_to(cairo, half * 0.4, y - 5, half * 0.6, y + 5, half, y);
}

}  // namespace

// Coordinates: the roundel has radius 50 about the origin.
void draw_emblem(cairo_t* cairo, double size) {
  cairo_save(cairo);
  cairo_translate(cairo, size / 2, size / 2);
  cairo_scale(cairo, size / 100, size / 100);

  cairo_push_group_with_content(cairo, CAIRO_CONTENT_ALPHA);
  cairo_set_source_rgba(cairo, 0, 0, 0, 1);
  cairo_arc(cairo, 0, 0, 50, 0, 2 * std::numbers::pi);
  cairo_fill(cairo);
  cairo_set_operator(cairo, CAIRO_OPERATOR_CLEAR);
  bridge(cairo);
  cairo_fill(cairo);
  cairo_set_line_width(cairo, 4.5);
  cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
  water(cairo, 22, 32);
  water(cairo, 33, 21);
  cairo_stroke(cairo);
  cairo_pop_group_to_source(cairo);
  cairo_paint(cairo);
  cairo_restore(cairo);
}

}  // namespace bianmin::receipt
