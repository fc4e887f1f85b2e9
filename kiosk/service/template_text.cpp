#include "kiosk/service/template_text.h"

#include <algorithm>
#include <array>

namespace bianmin::service {
namespace {

constexpr std::array<std::string_view, 12> kNames{
    "card.name",       "card.number",        "card.sex",         "card.birth",       "card.address",  "card.document",
    "card.validUntil", "application.number", "application.time", "application.link", "service.title", "terminal.place"};
constexpr std::array<std::string_view, 2> kFamilies{"form.", "result."};

bool is_name(std::string_view name) {
  if (std::ranges::find(kNames, name) != kNames.end()) return true;
  return std::ranges::any_of(
      kFamilies, [name](std::string_view family) { return name.starts_with(family) && name.size() > family.size(); });
}

}  // namespace

std::expected<std::vector<TemplatePiece>, std::string> split_template(std::string_view text) {
  std::vector<TemplatePiece> pieces;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find_first_of("{}"), text.size());
    if (open > 0) pieces.push_back({std::string{text.substr(0, open)}, false, false});
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = text.find('}');
    if (text.front() == '}' || close == std::string_view::npos) return std::unexpected{std::string{text.substr(0, 1)}};
    std::string_view name = text.substr(1, close - 1);
    const bool masked = name.ends_with("|masked");
    if (masked) name.remove_suffix(std::string_view{"|masked"}.size());
    if (!is_name(name)) return std::unexpected{std::string{text.substr(0, close + 1)}};
    pieces.push_back({std::string{name}, true, masked});
    text.remove_prefix(close + 1);
  }
  return pieces;
}

}  // namespace bianmin::service
