#pragma once
// A query's result as the screen shows it. Inside screens only.
#include <string>
#include <vector>

#include "kiosk/service/definition.h"
#include "kiosk/service/result.h"
#include "screens/scene/node.h"

namespace bianmin::screens {

struct LabelledValue {
  std::string label;
  std::string value;
};
// The single values, labelled as the service's receipt labels them. Values the platform did not give are left out.
[[nodiscard]] std::vector<LabelledValue> values_of(const service::ServiceDefinition& service,
                                                   const service::PlatformResult& result, Language language);

struct ResultTable {
  scene::Node header;
  std::vector<scene::Node> rows;
};
// Columns as wide as what they hold; numbers to the right.
[[nodiscard]] ResultTable table_of(const service::PlatformResult& result, Language language);

}  // namespace bianmin::screens
