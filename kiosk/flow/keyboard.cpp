#include "kiosk/flow/keyboard.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "kiosk/flow/offers.h"

namespace bianmin::flow {
namespace {

constexpr std::size_t kLongestComposing = 32;  // letters
constexpr std::size_t kDateDigits = 8;

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

void drop_last_character(std::string& text) {
  while (!text.empty() && continues_character(text.back())) text.pop_back();
  if (!text.empty()) text.pop_back();
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

void forget_candidates(Keyboard& keyboard) {
  keyboard.candidates.clear();
  keyboard.consumed.clear();
  keyboard.candidate_page = 0;
  keyboard.asked = {};
}

void append(Keyboard& keyboard, const Typing& typing, std::string_view piece) {
  if (typing.input == service::InputKind::Date) {
    const auto digits = digits_of(keyboard.text + std::string{piece});
    if (digits.size() <= kDateDigits) keyboard.text = dashed(digits);
    return;
  }
  if (length_of(keyboard.text) + length_of(piece) > typing.longest) return;
  keyboard.text += piece;
}

void erase_last(Keyboard& keyboard, const Typing& typing) {
  if (!keyboard.composing.empty()) {
    keyboard.composing.pop_back();
    forget_candidates(keyboard);
    return;
  }
  if (typing.input == service::InputKind::Date) {
    auto digits = digits_of(keyboard.text);
    if (!digits.empty()) digits.pop_back();
    keyboard.text = dashed(digits);
    return;
  }
  drop_last_character(keyboard.text);
}

void next_layout(Keyboard& keyboard, service::InputKind input) {
  constexpr std::array kForText{KeyLayout::Pinyin, KeyLayout::Letters, KeyLayout::Symbols};
  constexpr std::array kForCodes{KeyLayout::Letters, KeyLayout::Symbols};
  const auto turn = [&keyboard](const auto& ring) {
    const auto at = std::ranges::find(ring, keyboard.layout);
    keyboard.layout = at == ring.end() || at + 1 == ring.end() ? ring.front() : *(at + 1);
  };
  if (input == service::InputKind::Text) turn(kForText);
  if (input == service::InputKind::Code) turn(kForCodes);
  keyboard.composing.clear();
  forget_candidates(keyboard);
}

void type_character(Keyboard& keyboard, const Typing& typing, char typed) {
  const bool letter = std::isalpha(static_cast<unsigned char>(typed)) != 0;
  if (keyboard.layout == KeyLayout::Pinyin && letter) {
    if (keyboard.composing.size() >= kLongestComposing) return;
    keyboard.composing += static_cast<char>(std::tolower(static_cast<unsigned char>(typed)));
    forget_candidates(keyboard);
    return;
  }
  const bool digit = typed >= '0' && typed <= '9';
  if (typing.input == service::InputKind::Digits && !digit) return;
  if (typing.input == service::InputKind::Date && !digit) return;
  if (typing.input == service::InputKind::Code && typed == ' ') return;
  append(keyboard, typing, std::string_view{&typed, 1});
  keyboard.shift = false;
}

void space(Keyboard& keyboard, const Typing& typing) {
  if (keyboard.composing.empty()) return type_character(keyboard, typing, ' ');
  take_candidate(keyboard, typing, 0);
}

}  // namespace

std::size_t length_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char byte) { return !continues_character(byte); }));
}

std::string dashed(std::string_view digits) {
  std::string text{digits};
  if (text.size() > 6) text.insert(6, 1, '-');
  if (text.size() > 4) text.insert(4, 1, '-');
  return text;
}

KeyLayout first_layout(service::InputKind input, Language language) {
  switch (input) {
    case service::InputKind::Digits:
    case service::InputKind::Date:
      return KeyLayout::Digits;
    case service::InputKind::Text:
      return language == Language::Chinese ? KeyLayout::Pinyin : KeyLayout::Letters;
    default:
      return KeyLayout::Letters;
  }
}

void take_candidate(Keyboard& keyboard, const Typing& typing, std::size_t index) {
  const auto at = keyboard.candidate_page * kCandidatesOnAPage + index;
  if (at >= keyboard.candidates.size() || at >= keyboard.consumed.size()) return;
  append(keyboard, typing, keyboard.candidates[at]);
  keyboard.composing.erase(0, std::min(keyboard.consumed[at], keyboard.composing.size()));
  forget_candidates(keyboard);
}

void type_key(Keyboard& keyboard, const Typing& typing, std::string_view key) {
  if (key == "backspace") return erase_last(keyboard, typing);
  if (key == "shift") {
    keyboard.shift = !keyboard.shift;
    return;
  }
  if (key == "space") return space(keyboard, typing);
  if (key == "layout") return next_layout(keyboard, typing.input);
  if (key == "clear") {
    keyboard.text.clear();
    keyboard.composing.clear();
    return forget_candidates(keyboard);
  }
  if (key == "candidates-back") {
    if (keyboard.candidate_page > 0) --keyboard.candidate_page;
    return;
  }
  if (key == "candidates-forward") {
    if ((keyboard.candidate_page + 1) * kCandidatesOnAPage < keyboard.candidates.size()) ++keyboard.candidate_page;
    return;
  }
  if (key.size() == 1 && key.front() > ' ' && key.front() < '\x7f')
    return type_character(keyboard, typing, key.front());
  // Chinese punctuation of the symbol layout: one character, never a control code.
  if (key.size() > 1 && (static_cast<unsigned char>(key.front()) & 0x80U) != 0 && length_of(key) == 1 &&
      typing.input == service::InputKind::Text) {
    append(keyboard, typing, key);
  }
}

}  // namespace bianmin::flow
