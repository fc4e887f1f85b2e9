#pragma once
// The on-screen keyboards, and the box that shows what is being typed. Inside screens only.
#include <string>
#include <string_view>

#include "screens/citizen/frame.h"

namespace bianmin::screens {

// What is in the field, where the next character comes, and what is still being composed.
struct Entry {
  std::string text{};
  std::string composing{};    // pinyin letters
  std::string placeholder{};  // shown softly while the rest is empty
  bool wrong = false;
  bool close = false;  // long text is set small: there is little room
};
[[nodiscard]] scene::Node entry_box(const Entry& entry);

// What stands at the ends of a keyboard's last row where a page has no actions zone to hold it: in low reach the
// keyboard needs that room.
struct LastRow {
  std::optional<scene::Node> before;
  std::optional<scene::Node> after;
};

// Rows of digits, letters and punctuation for `keyboard`'s layout, as tall as there is room for.
[[nodiscard]] scene::Node keyboard_of(const Frame& frame, const flow::Keyboard& keyboard, bool chinese_punctuation,
                                      bool several_layouts, LastRow last);
// Letters and digits alone, for searching.
[[nodiscard]] scene::Node search_keyboard(const Frame& frame, LastRow last);
// Large keys for numbers, in the order of a telephone.
[[nodiscard]] scene::Node digit_pad(const Frame& frame);

// A page of candidates with its arrows, or how to get some. Always equally tall, so that no key moves.
[[nodiscard]] scene::Node candidates_of(const Frame& frame, const flow::Keyboard& keyboard);

// Back and done as keys, for LastRow.
[[nodiscard]] scene::Node back_key(const Frame& frame);
[[nodiscard]] scene::Node done_key(const Frame& frame);

}  // namespace bianmin::screens
