#pragma once
// Typing on the on-screen keyboard: what one key does to the text. Inside flow only; pure.
#include <string>
#include <string_view>

#include "kiosk/flow/state.h"

namespace bianmin::flow {

struct Typing {
  service::InputKind input;
  std::size_t longest;  // characters
};

// `key` is one character or a word: shift, backspace, clear, space, layout, candidates-back, candidates-forward.
void type_key(Keyboard& keyboard, const Typing& typing, std::string_view key);

// Takes the candidate shown at `index` of the candidate page shown.
void take_candidate(Keyboard& keyboard, const Typing& typing, std::size_t index);

[[nodiscard]] KeyLayout first_layout(service::InputKind input, Language language);

// Characters, not bytes.
[[nodiscard]] std::size_t length_of(std::string_view utf8);

// Digits of a date with its dashes: 2026112 gives 2026-11-2.
[[nodiscard]] std::string dashed(std::string_view digits);

}  // namespace bianmin::flow
