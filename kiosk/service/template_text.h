#pragma once
// The placeholders in a receipt's texts: {card.number|masked}.
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace bianmin::service {

struct TemplatePiece {
  std::string text;  // words as they stand, or the placeholder's name
  bool placeholder = false;
  bool masked = false;
  friend bool operator==(const TemplatePiece&, const TemplatePiece&) = default;
};

// The problem: the placeholder that is not one.
[[nodiscard]] std::expected<std::vector<TemplatePiece>, std::string> split_template(std::string_view text);

}  // namespace bianmin::service
