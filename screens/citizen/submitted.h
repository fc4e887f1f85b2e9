#pragma once
// What became of an application, as several screens show it. Inside screens only.
#include <string>
#include <string_view>

#include "screens/citizen/frame.h"

namespace bianmin::screens {

[[nodiscard]] bool accepted(const flow::Submitted& submitted);
// The number to keep: the platform's, or the terminal's own while the platform has given none.
[[nodiscard]] const std::string& number_to_keep(const flow::Submitted& submitted);
// Long numbers in groups of four, to be read and written down. Numbers are ASCII.
[[nodiscard]] std::string in_groups(std::string_view number);
// The number in large figures, under what it is.
[[nodiscard]] scene::Node large_number(const Frame& frame, const flow::Submitted& submitted);

}  // namespace bianmin::screens
