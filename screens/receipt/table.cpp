#include "screens/receipt/table.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>

#include "screens/receipt/rules.h"

namespace bianmin::receipt {
namespace {

constexpr int kColumnGap = 16;
constexpr int kRowGap = 6;
constexpr int kLineGap = 2;

const std::string& cell(const std::vector<std::string>& row, std::size_t column) {
  static const std::string kNothing;
  return column < row.size() ? row[column] : kNothing;
}

// How many lines a cell may take before another arrangement is tried.
enum class Wrapping { None, TwoLines };

struct Arrangement {
  Face face;
  Wrapping wrapping;
  bool long_text_below;  // the column with most to say gets a line of its own under each row
};

// The first that fits is taken.
constexpr std::array kArrangements{
    Arrangement{Face::Body, Wrapping::None, false},      Arrangement{Face::Small, Wrapping::None, false},
    Arrangement{Face::Small, Wrapping::TwoLines, false}, Arrangement{Face::Body, Wrapping::None, true},
    Arrangement{Face::Small, Wrapping::None, true},      Arrangement{Face::Small, Wrapping::TwoLines, true},
};

std::vector<ColumnNeed> measure(Typesetter& type, const Table& table, const Arrangement& arrangement) {
  std::vector<ColumnNeed> needs;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto& column = table.columns[i];
    int least = type.least_width(column.title, Face::Small, true);
    int natural = type.natural_width(column.title, Face::Small, true);
    for (const auto& row : table.rows) {
      least = std::max(least, type.least_width(cell(row, i), arrangement.face, false));
      natural = std::max(natural, type.natural_width(cell(row, i), arrangement.face, false));
    }
    // A little more than half, as lines never break exactly in the middle.
    const int two_lines = natural / 2 + type.natural_width("国", arrangement.face, false);
    least = arrangement.wrapping == Wrapping::None ? natural : std::min(natural, std::max(least, two_lines));
    needs.push_back({.least = least, .natural = natural, .share = column.width});
  }
  return needs;
}

struct Fit {
  Face face;
  std::vector<std::size_t> beside;   // columns beside each other
  std::vector<int> widths;           // of those
  std::optional<std::size_t> below;  // the column under them
};

// The first column names the row and stays in it.
std::optional<std::size_t> longest_column(const std::vector<ColumnNeed>& needs) {
  if (needs.size() < 3) return std::nullopt;
  const auto longest = std::max_element(needs.begin() + 1, needs.end(),
                                        [](const auto& a, const auto& b) { return a.natural < b.natural; });
  return static_cast<std::size_t>(longest - needs.begin());
}

std::optional<Fit> fit(Typesetter& type, const Table& table, const Arrangement& arrangement, int width) {
  auto needs = measure(type, table, arrangement);
  Fit result{.face = arrangement.face, .beside = {}, .widths = {}, .below = {}};
  if (arrangement.long_text_below) {
    result.below = longest_column(needs);
    if (!result.below) return std::nullopt;
    needs.erase(needs.begin() + static_cast<std::ptrdiff_t>(*result.below));
  }
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i != result.below) result.beside.push_back(i);
  }
  result.widths = divide(needs, width - type.scaled(kColumnGap) * (static_cast<int>(needs.size()) - 1));
  if (result.widths.empty()) return std::nullopt;
  return result;
}

class SideBySide {
 public:
  SideBySide(Sheet& sheet, Typesetter& type, const Table& table, Fit fit, int left, int width)
      : sheet_{sheet}, type_{type}, table_{table}, fit_{std::move(fit)}, left_{left}, width_{width} {}

  int set(int y) {
    std::vector<std::string> titles;
    for (const auto& column : table_.columns) titles.push_back(column.title);
    y = set_row(titles, Face::Small, true, y) + type_.scaled(kRowGap);
    sheet_.fill(left_, y, width_, kSolidRule);
    y += kSolidRule;
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      if (i > 0) draw_hairline(sheet_, left_, y, width_);
      y = set_row(table_.rows[i], fit_.face, false, y + type_.scaled(kRowGap)) + type_.scaled(kRowGap);
    }
    return y;
  }

 private:
  int set_row(const std::vector<std::string>& row, Face face, bool strong, int y) {
    int x = left_;
    int height = 0;
    for (std::size_t i = 0; i < fit_.beside.size(); ++i) {
      const auto column = fit_.beside[i];
      auto words = type_.set_balanced(cell(row, column), face, strong, fit_.widths[i], table_.columns[column].align);
      height = std::max(height, words.height);
      sheet_.place(std::move(words), x, y);
      x += fit_.widths[i] + type_.scaled(kColumnGap);
    }
    y += height;
    if (fit_.below && !cell(row, *fit_.below).empty()) {
      auto words = type_.set_balanced(cell(row, *fit_.below), Face::Small, strong, width_);
      const auto below_height = words.height;
      sheet_.place(std::move(words), left_, y + type_.scaled(kLineGap));
      y += type_.scaled(kLineGap) + below_height;
    }
    return y;
  }

  Sheet& sheet_;
  Typesetter& type_;
  const Table& table_;
  Fit fit_;
  int left_;
  int width_;
};

int set_stacked(Sheet& sheet, Typesetter& type, const Table& table, int left, int width, int y) {
  const auto gap = type.scaled(kRowGap);
  const auto title_width = width * 2 / 5;
  const auto value_left = title_width + type.scaled(kColumnGap);
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    if (r > 0) draw_hairline(sheet, left, y, width);
    y += gap;
    auto first = type.set(cell(table.rows[r], 0), Face::Body, true, width);
    const auto first_height = first.height;
    sheet.place(std::move(first), left, y);
    y += first_height;
    for (std::size_t i = 1; i < table.columns.size(); ++i) {
      auto title = type.set(table.columns[i].title, Face::Small, false, title_width);
      auto value = type.set(cell(table.rows[r], i), Face::Body, false, width - value_left, Align::End);
      const auto base = std::max(title.baseline, value.baseline);
      const auto title_y = y + base - title.baseline;
      const auto value_y = y + base - value.baseline;
      y = std::max(title_y + title.height, value_y + value.height);
      sheet.place(std::move(title), left, title_y);
      sheet.place(std::move(value), left + value_left, value_y);
    }
    y += gap;
  }
  return y;
}

}  // namespace

std::vector<int> divide(const std::vector<ColumnNeed>& needs, int available) {
  std::vector<int> widths;
  for (const auto& need : needs) widths.push_back(need.least);
  int left = available - std::accumulate(widths.begin(), widths.end(), 0);
  if (left < 0) return {};
  // Where a share is more than a column wants, the surplus goes round again; at the end nobody wants more.
  while (left > 0) {
    double shares = 0;
    for (std::size_t i = 0; i < needs.size(); ++i) shares += widths[i] < needs[i].natural ? needs[i].share : 0;
    if (shares <= 0) break;
    const int round = left;
    for (std::size_t i = 0; i < needs.size(); ++i) {
      const int wanted = needs[i].natural - widths[i];
      if (wanted <= 0) continue;
      const int fair = std::max(1, static_cast<int>(round * needs[i].share / shares));
      const int given = std::min({wanted, fair, left});
      widths[i] += given;
      left -= given;
    }
  }
  double shares = 0;
  for (const auto& need : needs) shares += need.share;
  const int spare = left;
  for (std::size_t i = 0; shares > 0 && i < needs.size(); ++i)
    widths[i] += static_cast<int>(spare * needs[i].share / shares);
  return widths;
}

int set_table(Sheet& sheet, Typesetter& type, const Table& table, int left, int width, int y) {
  if (table.columns.empty()) return y;
  for (const auto& arrangement : kArrangements) {
    if (auto found = fit(type, table, arrangement, width)) {
      return SideBySide{sheet, type, table, std::move(*found), left, width}.set(y);
    }
  }
  return set_stacked(sheet, type, table, left, width, y);
}

}  // namespace bianmin::receipt
