#include "screens/receipt/layout.h"

#include "screens/receipt/composer.h"

namespace bianmin::receipt {

std::string_view to_string(LayoutFault fault) {
  switch (fault) {
    case LayoutFault::TooNarrow:
      return "TooNarrow";
    case LayoutFault::TooLong:
      return "TooLong";
    case LayoutFault::CodeTooLarge:
      return "CodeTooLarge";
  }
  return "?";
}

std::expected<LaidOut, LayoutFault> lay_out(const Document& document, const Paper& paper) {
  if (paper.width < kNarrowest) return std::unexpected{LayoutFault::TooNarrow};
  return Composer{document, paper}.compose();
}

}  // namespace bianmin::receipt
