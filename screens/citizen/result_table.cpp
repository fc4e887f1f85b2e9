#include "screens/citizen/result_table.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "screens/scene/build.h"
#include "screens/scene/text_measure.h"

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

struct ColumnShape {
  std::string title;
  std::string key;
  TextAlign align;
  int weight = 0;
};

TextAlign aligned(receipt::Align align) {
  switch (align) {
    case receipt::Align::Start:
      return TextAlign::Start;
    case receipt::Align::Centre:
      return TextAlign::Center;
    case receipt::Align::End:
      return TextAlign::End;
  }
  std::unreachable();
}

// As wide as the longest of their words, within bounds.
void weigh(std::vector<ColumnShape>& columns, const service::PlatformResult& result, Language language) {
  constexpr int kNarrow = 6;
  constexpr int kWide = 24;
  for (auto& column : columns) {
    int widest = breadth(column.title);
    for (const auto& row : result.rows) widest = std::max(widest, breadth(cell(row, column.key, language)));
    column.weight = std::clamp(widest, kNarrow, kWide);
  }
}

std::vector<ColumnShape> columns_of(const service::ServiceDefinition& service, const service::PlatformResult& result,
                                    Language language) {
  std::vector<ColumnShape> columns;
  for (const auto& block : service.receipt) {
    const auto* table = std::get_if<service::TableTemplate>(&block);
    if (table == nullptr) continue;
    for (const auto& column : table->columns) {
      columns.push_back({column.title.in(language), column.key, aligned(column.align)});
    }
    break;
  }
  if (columns.empty()) {
    for (const auto& column : result.columns) {
      columns.push_back({column.title.in(language), column.key, TextAlign::Start});
    }
  }
  weigh(columns, result, language);
  return columns;
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

std::vector<std::string> sentences_of(const service::ServiceDefinition& service, const service::PlatformResult& result,
                                      Language language) {
  std::vector<std::string> all;
  for (const auto& block : service.receipt) {
    const auto* said = std::get_if<service::TextTemplate>(&block);
    if (said == nullptr) continue;
    if (auto words = filled(said->text.in(language), result, language)) all.push_back(std::move(*words));
  }
  return all;
}

ResultTable table_of(const service::ServiceDefinition& service, const service::PlatformResult& result,
                     Language language) {
  const auto columns = columns_of(service, result, language);
  const auto line = [&columns](const auto& words_of, TextLook look, Style style) {
    std::vector<Node> words;
    for (const auto& column : columns) {
      look.align = column.align;
      words.push_back(text(words_of(column), look, {.width = grow(column.weight)}));
    }
    return row(style, std::move(words));
  };
  ResultTable table;
  table.header =
      line([](const ColumnShape& column) { return column.title; }, {.size = TextSize::Small, .ink = Ink::Soft},
           {.padding = sides(32, 8), .gap = 24, .align = Align::End});
  for (const auto& each : result.rows) {
    table.rows.push_back(line([&](const ColumnShape& column) { return cell(each, column.key, language); },
                              {.size = TextSize::Small},
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
