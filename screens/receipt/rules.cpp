#include "screens/receipt/rules.h"

namespace bianmin::receipt {
namespace {

void draw_dots(Sheet& sheet, int left, int y, int width, int dot, int pitch, int thick) {
  // Both ends get a dot: what is left over goes to the margins.
  const int count = (width - dot) / pitch + 1;
  const int first = left + (width - ((count - 1) * pitch + dot)) / 2;
  for (int i = 0; i < count; ++i) sheet.fill(first + i * pitch, y, dot, thick);
}

}  // namespace

void draw_rule(Sheet& sheet, RuleStyle style, int left, int y, int width) {
  if (style == RuleStyle::Solid) {
    sheet.fill(left, y, width, kSolidRule);
  } else {
    draw_dots(sheet, left, y, width, 3, 8, kSolidRule);
  }
}

void draw_hairline(Sheet& sheet, int left, int y, int width) { draw_dots(sheet, left, y, width, 2, 8, 1); }

}  // namespace bianmin::receipt
