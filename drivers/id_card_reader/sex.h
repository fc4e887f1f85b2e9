#pragma once
// Sex as cards write it.
#include <optional>
#include <string_view>

#include "drivers/id_card_reader/id_card.h"

namespace bianmin::drivers {

// GB/T 2261.1: "0" unknown, "1" male, "2" female, "9" not stated. A blank field is unknown. Empty for anything else.
[[nodiscard]] std::optional<Sex> sex_of(std::string_view code);

}  // namespace bianmin::drivers
