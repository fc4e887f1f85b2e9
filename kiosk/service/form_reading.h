#pragma once
// GovStack's EForm -> Form. Inside this room only.
#include <string_view>

#include "kiosk/service/definition.h"

namespace bianmin::service {

// Throws Refused.
[[nodiscard]] Form read_form(std::string_view form_json);

}  // namespace bianmin::service
