#pragma once
// Goldens: what a page or a text looked like when somebody last looked at it and found it right.
//
//     CHECK(testing::picture_difference(painter.pixels(), "render/controls-normal") == "");
//
// They lie in tests/golden/<name>.png or .txt. BIANMIN_UPDATE_GOLDENS=1 writes them anew: look at them before
// committing. What did not match lies in <build>/golden/.
#include <string>
#include <string_view>

#include "screens/render/presenter.h"

namespace bianmin::testing {

// Pages are kept at a quarter of their size and compared with tolerance: what another version of a font library rounds
// differently is no difference, a colour, a word or a box elsewhere is. Empty when they are alike, else what differs.
[[nodiscard]] std::string picture_difference(const render::Pixels& pixels, std::string_view name);

// Byte for byte. Empty when they are the same, else the first line that differs.
[[nodiscard]] std::string text_difference(std::string_view text, std::string_view name);

}  // namespace bianmin::testing
