#include "screens/citizen/result_table.h"

#include <algorithm>
#include <optional>

#include "screens/scene/build.h"

namespace bianmin::screens {
namespace {

using namespace scene;

constexpr std::string_view kOpening = "{result.";

// The template with its {result.…} filled in; empty when it names none or one is without a value.
std::optional<std::string> filled(std::string_view pattern, const service::PlatformResult& result, Language language) {
  std::string out;
  bool any = false;
  for (auto at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{')) {
    const auto end = pattern.find('}', at);
    if (end == std::string_view::npos || !pattern.substr(at).starts_with(kOpening)) return std::nullopt;
    const auto key = pattern.substr(at + kOpening.size(), end - at - kOpening.size());
    const auto value = result.values.find(key);
    if (value == result.values.end() || value->second.in(language).empty()) return std::nullopt;
    out.append(pattern.substr(0, at)).append(value->second.in(language));
    pattern.remove_prefix(end + 1);
    any = true;
  }
  if (!any) return std::nullopt;
  return out.append(pattern);
}

const std::string& cell(const std::map<std::string, LocalText, std::less<>>& row, const std::string& key,
                        Language language) {
  static const std::string kNothing;
  const auto found = row.find(key);
  return found == row.end() ? kNothing : found->second.in(language);
}

// In widths of a digit: a character beyond ASCII takes two.
int breadth(std::string_view words) {
  int total = 0;
  for (const char byte : words) {
    const auto bits = static_cast<unsigned char>(byte);
    if (bits < 0x80) total += 1;
    if (bits >= 0xC0) total += 2;
  }
  return total;
}

bool is_number(std::string_view words) {
  return words.find_first_not_of("0123456789.,- ") == std::string_view::npos &&
         (words.find('.') != std::string_view::npos || words.find('-') == std::string_view::npos);
}

struct ColumnShape {
  int weight;
  TextAlign align;
};

ColumnShape shape_of(const service::PlatformResult& result, const service::ResultColumn& column, Language language) {
  constexpr int kNarrow = 6;
  constexpr int kWide = 16;
  int widest = breadth(column.title.in(language));
  bool numbers = true;
  for (const auto& row : result.rows) {
    const auto& words = cell(row, column.key, language);
    widest = std::max(widest, breadth(words));
    numbers = numbers && is_number(words);
  }
  return {std::clamp(widest, kNarrow, kWide), numbers ? TextAlign::End : TextAlign::Start};
}

}  // namespace

std::vector<LabelledValue> values_of(const service::ServiceDefinition& service, const service::PlatformResult& result,
                                     Language language) {
  std::vector<LabelledValue> values;
  for (const auto& block : service.receipt) {
    const auto* field = std::get_if<service::FieldTemplate>(&block);
    if (field == nullptr) continue;
    if (auto value = filled(field->value.in(language), result, language)) {
      values.push_back({field->label.in(language), std::move(*value)});
    }
  }
  return values;
}

ResultTable table_of(const service::PlatformResult& result, Language language) {
  std::vector<ColumnShape> shapes;
  for (const auto& column : result.columns) shapes.push_back(shape_of(result, column, language));
  const auto line = [&shapes](const std::vector<std::string>& cells, TextLook look, Style style) {
    std::vector<Node> words;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      look.align = shapes[i].align;
      words.push_back(text(cells[i], look, {.width = grow(shapes[i].weight)}));
    }
    return row(style, std::move(words));
  };
  ResultTable table;
  std::vector<std::string> titles;
  for (const auto& column : result.columns) titles.push_back(column.title.in(language));
  table.header = line(titles, {.size = TextSize::Small, .ink = Ink::Soft},
                      {.padding = sides(32, 8), .gap = 24, .align = Align::End});
  for (const auto& each : result.rows) {
    std::vector<std::string> cells;
    for (const auto& column : result.columns) cells.push_back(cell(each, column.key, language));
    table.rows.push_back(line(cells, {.size = TextSize::Body},
                              {.padding = sides(32, 12),
                               .gap = 24,
                               .min_height = 80,
                               .align = Align::Center,
                               .surface = Surface::Card,
                               .radius = 16}));
  }
  return table;
}

}  // namespace bianmin::screens
