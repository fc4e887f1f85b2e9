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

// The sentences that the service's receipt would say of the result.
[[nodiscard]] std::vector<std::string> sentences_of(const service::ServiceDefinition& service,
                                                    const service::PlatformResult& result, Language language);

struct ResultTable {
  scene::Node header;
  std::vector<scene::Node> rows;
};
// The columns that the service's receipt has: what fits paper fits the screen. All of the result's where it has no
// table.
[[nodiscard]] ResultTable table_of(const service::ServiceDefinition& service, const service::PlatformResult& result,
                                   Language language);

}  // namespace bianmin::screens
