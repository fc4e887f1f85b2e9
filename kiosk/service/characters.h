#pragma once
// UTF-8 by characters.
#include <cstddef>
#include <string_view>
#include <vector>

namespace bianmin::service {

// The characters of `text`, each as the bytes that make it. A byte that begins no whole character stands alone.
[[nodiscard]] std::vector<std::string_view> characters(std::string_view text);

[[nodiscard]] std::size_t count_characters(std::string_view text);

// Whether it is fit to be shown: UTF-8 without controls and without the marks that turn the direction of writing, with
// which a text can be made to look like another.
[[nodiscard]] bool is_plain_text(std::string_view text);

}  // namespace bianmin::service
