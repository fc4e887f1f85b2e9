#pragma once
// Finds services by what a citizen types.
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "kiosk/service/definition.h"

namespace bianmin::service {

// Indexes into `services`, best first: title before keyword before summary, whole before beginning before middle.
// Letters' case and blanks do not count; pinyin and initials match because catalogues list them as keywords. Several
// words must all be found. Empty text finds nothing.
[[nodiscard]] std::vector<std::size_t> search(std::span<const ServiceDefinition> services, std::string_view text);

}  // namespace bianmin::service
