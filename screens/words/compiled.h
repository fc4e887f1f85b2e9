#pragma once
// The .mo files that are compiled in; written by screens/words/embed.cmake.
#include <span>

namespace bianmin::screens {

[[nodiscard]] std::span<const unsigned char> compiled_chinese();

}  // namespace bianmin::screens
