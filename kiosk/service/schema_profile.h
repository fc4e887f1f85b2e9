#pragma once
// The part of JSON Schema draft-07 that a form may use: one flat object of text properties, references to
// #/definitions/… alone, no $id, patterns that finish. Everything else is refused before valijson sees it.
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "kiosk/service/json_reading.h"

namespace bianmin::service {

struct SchemaProperty {
  std::size_t longest = 0;         // characters; 0: the schema does not say
  std::vector<std::string> words;  // enum; empty: any text
};

struct SchemaOutline {
  std::map<std::string, SchemaProperty, std::less<>> properties;
  std::vector<std::string> required;
  std::string text;  // the schema without x-bianmin, as JSON
};

// Throws Refused.
[[nodiscard]] SchemaOutline read_schema(const Node& schema);

}  // namespace bianmin::service
