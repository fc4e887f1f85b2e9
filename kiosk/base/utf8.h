#pragma once
// Checks on text that came from outside.
#include <string_view>

namespace bianmin {

// Whole and shortest-form UTF-8 without surrogates, as RFC 3629 has it.
[[nodiscard]] bool is_utf8(std::string_view text);

// Whether a C0 control (tab and line ends among them) or DEL is in it.
[[nodiscard]] bool has_control(std::string_view text);

}  // namespace bianmin
