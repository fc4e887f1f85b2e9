#pragma once
// Lines across the paper, in whole dots.
#include "screens/receipt/document.h"
#include "screens/receipt/sheet.h"

namespace bianmin::receipt {

inline constexpr int kSolidRule = 3;  // dots thick

void draw_rule(Sheet& sheet, RuleStyle style, int left, int y, int width);

// Between the rows of a table: so light that it leads the eye and separates nothing.
void draw_hairline(Sheet& sheet, int left, int y, int width);

}  // namespace bianmin::receipt
