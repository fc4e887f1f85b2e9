#pragma once
// Check characters of the numbers that identify persons and organisations.
#include <optional>
#include <string_view>

namespace bianmin {

// GB 11643: the 18th character ('0'–'9' or 'X') that 17 digits ask for. Empty when they are not 17 digits.
[[nodiscard]] std::optional<char> gb11643_check(std::string_view first17);
// Whether these are 17 digits and the right check character.
[[nodiscard]] bool is_gb11643(std::string_view number);
// Whether it is written like one, 17 digits and one more or an X, so that its last character says something.
[[nodiscard]] bool looks_like_gb11643(std::string_view number);

// GB 32100 (unified social credit code): the 18th character for the first 17. Empty when one is not of its alphabet,
// which leaves out I, O, S, V and Z.
[[nodiscard]] std::optional<char> gb32100_check(std::string_view first17);
[[nodiscard]] bool is_gb32100(std::string_view code);

}  // namespace bianmin
