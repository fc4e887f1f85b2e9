#pragma once
// 实施编码: which service of which authority this is.
#include <string_view>

namespace bianmin::service {

// 31 characters: the authority's unified social credit code (18, GB 32100 with its check character) and 13 digits.
[[nodiscard]] bool is_item_code(std::string_view code);

}  // namespace bianmin::service
