#pragma once
// Tables: how wide each column may be, and what to do when they do not fit beside each other.
#include <vector>

#include "screens/receipt/document.h"
#include "screens/receipt/sheet.h"
#include "screens/receipt/type.h"

namespace bianmin::receipt {

struct ColumnNeed {
  int least = 0;    // dots it cannot do without
  int natural = 0;  // dots it needs for every cell on one line
  double share = 1;
};

// Gives `available` dots to the columns: each its least, none more than its natural width while another wants more, the
// rest by share. Empty when the least widths do not fit.
[[nodiscard]] std::vector<int> divide(const std::vector<ColumnNeed>& needs, int available);

// Sets the table from `y` on between `left` and `left + width`; returns where it ends. Where the columns do not fit
// beside each other, the one with most to say moves under the others; where that does not help either, each row is
// stacked under its first cell, the others with their titles before them.
int set_table(Sheet& sheet, Typesetter& type, const Table& table, int left, int width, int y);

}  // namespace bianmin::receipt
