#pragma once
// Pages that together show every part of the kit: what the goldens keep, and what damage and painting are tried on.
#include <vector>

#include "screens/scene/scene.h"

namespace bianmin::render {

[[nodiscard]] scene::Scene controls_sheet();
[[nodiscard]] scene::Scene reading_sheet();
[[nodiscard]] scene::Scene notices_sheet();
[[nodiscard]] scene::Scene keyboard_sheet();
[[nodiscard]] scene::Scene card_sheet();
[[nodiscard]] scene::Scene tiles_sheet();
[[nodiscard]] scene::Scene dialog_sheet();
[[nodiscard]] std::vector<scene::Scene> all_sheets();

}  // namespace bianmin::render
