#include "screens/citizen/keyboard.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "kiosk/flow/offers.h"
#include "screens/scene/theme.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using flow::action_id;
using flow::Verb;

constexpr int kKeyGap = 8;

// A key is two parts wide, so that a row can be set half a key to the side.
constexpr int kKey = 2;
constexpr int kHalfKey = 1;
constexpr int kWideKey = 3;

constexpr std::array<std::string_view, 3> kLetterRows{"qwertyuiop", "asdfghjkl", "zxcvbnm"};
constexpr std::string_view kDigits = "1234567890";

Node sized(Node node) {
  node.style.min_height = kMinTarget;
  node.style.height = grow();
  return node;
}

Node character(std::string_view what) {
  const std::string cap{what};
  return sized(key(action_id(Verb::Key, what), cap, cap, kKey));
}

Node worded(std::string_view what, std::string label, int weight, bool on = false) {
  return sized(key(action_id(Verb::Key, what), label, label, weight, on));
}

Node pictured(std::string_view what, std::string icon, std::string label, int weight, bool on = false) {
  return sized(icon_key(action_id(Verb::Key, what), std::move(icon), std::move(label), weight, on));
}

Node half_key() { return column({.width = grow(kHalfKey)}); }

Node backspace(const Frame& frame) { return pictured("backspace", "backspace", frame.say("Delete"), kWideKey); }

std::vector<Node> characters(std::string_view all, bool capital = false) {
  std::vector<Node> keys;
  for (const char each : all) {
    const char shown = capital ? static_cast<char>(each - 'a' + 'A') : each;
    keys.push_back(character({&shown, 1}));
  }
  return keys;
}

std::vector<Node> characters(std::span<const std::string_view> all) {
  std::vector<Node> keys;
  for (const auto each : all) keys.push_back(character(each));
  return keys;
}

template <typename... Parts>
Node key_row(Parts&&... parts) {
  return row({.gap = kKeyGap, .height = grow()}, std::forward<Parts>(parts)...);
}

std::vector<Node> letter_rows(const Frame& frame, bool capital, Node at_the_left) {
  std::vector<Node> rows;
  rows.push_back(key_row(characters(kDigits)));
  rows.push_back(key_row(characters(kLetterRows[0], capital)));
  rows.push_back(key_row(half_key(), characters(kLetterRows[1], capital), half_key()));
  rows.push_back(key_row(std::move(at_the_left), characters(kLetterRows[2], capital), backspace(frame)));
  return rows;
}

std::vector<Node> symbol_rows(const Frame& frame, bool chinese) {
  static constexpr std::array<std::string_view, 10> kFirst{"-", "/", "#", "@", "&", "+", "=", "_", "%", "*"};
  static constexpr std::array<std::string_view, 9> kSecond{"(", ")", ":", ";", "'", "\"", "!", "?", "~"};
  static constexpr std::array<std::string_view, 8> kThird{",", ".", "<", ">", "[", "]", "$", "^"};
  static constexpr std::array<std::string_view, 9> kSecondChinese{"（", "）", "：", "；", "“", "”", "！", "？", "—"};
  static constexpr std::array<std::string_view, 8> kThirdChinese{"，", "。", "、", "《", "》", "·", ",", "."};
  std::vector<Node> rows;
  rows.push_back(key_row(characters(kDigits)));
  rows.push_back(key_row(characters(kFirst)));
  rows.push_back(key_row(half_key(), chinese ? characters(kSecondChinese) : characters(kSecond), half_key()));
  rows.push_back(key_row(chinese ? characters(kThirdChinese) : characters(kThird), backspace(frame)));
  return rows;
}

// What the layout key leads to, in the order of flow's type_key().
std::string next_layout(const Frame& frame, flow::KeyLayout layout, bool with_pinyin) {
  switch (layout) {
    case flow::KeyLayout::Pinyin:
      return frame.say("ABC");
    case flow::KeyLayout::Letters:
      return frame.say("Symbols");
    case flow::KeyLayout::Symbols:
      return with_pinyin ? frame.say("Pinyin") : frame.say("ABC");
    case flow::KeyLayout::Digits:
      return {};
  }
  std::unreachable();
}

Node as_keyboard(std::vector<Node> rows) { return column({.gap = kKeyGap, .height = grow(4)}, std::move(rows)); }

}  // namespace

Node entry_box(const Entry& entry) {
  constexpr std::size_t kLong = 45;  // bytes: fifteen Chinese characters
  constexpr std::size_t kVeryLong = 60;
  const bool empty = entry.text.empty() && entry.composing.empty();
  const auto length = entry.text.size();
  const auto size = entry.close && length > kVeryLong ? TextSize::Small
                    : length > kLong                  ? TextSize::Body
                                                      : TextSize::Lead;
  std::vector<Node> words;
  if (!entry.text.empty()) words.push_back(text(entry.text, {.size = size, .weight = Weight::Bold, .as_typed = true}));
  if (!entry.composing.empty()) words.push_back(text(entry.composing, {.size = size, .ink = Ink::Accent}));
  words.push_back(column({.width = fixed(4), .height = fixed(56), .surface = Surface::Action, .radius = 2}));
  if (empty) words.push_back(text(entry.placeholder, {.ink = Ink::Soft}));
  return column({.padding = sides(32, 16),
                 .min_height = 128,
                 .justify = Justify::Center,
                 .surface = entry.wrong ? Surface::Bad : Surface::Field,
                 .border = Border::Strong,
                 .radius = 20},
                wrap({.gap = 8, .align = Align::Center}, std::move(words)));
}

Node keyboard_of(const Frame& frame, const flow::Keyboard& keyboard, bool chinese_punctuation, bool several_layouts,
                 LastRow last) {
  std::vector<Node> rows;
  if (keyboard.layout == flow::KeyLayout::Symbols) {
    rows = symbol_rows(frame, chinese_punctuation);
  } else if (keyboard.layout == flow::KeyLayout::Pinyin) {
    rows = letter_rows(frame, false, worded("，", "，", kWideKey));
  } else {
    rows = letter_rows(frame, keyboard.shift,
                       pictured("shift", "shift", frame.say("Capital letters"), kWideKey, keyboard.shift));
  }
  std::optional<Node> layout;
  if (several_layouts) {
    layout = worded("layout", next_layout(frame, keyboard.layout, chinese_punctuation), 4);
  }
  rows.push_back(key_row(std::move(last.before), std::move(layout), worded("clear", frame.say("Clear"), 4),
                         worded("space", frame.say("Space"), 6), std::move(last.after)));
  return as_keyboard(std::move(rows));
}

Node search_keyboard(const Frame& frame, LastRow last) {
  auto rows = letter_rows(frame, false, worded("clear", frame.say("Clear"), kWideKey));
  rows.erase(rows.begin());
  rows.push_back(key_row(std::move(last.before), worded("space", frame.say("Space"), 8), std::move(last.after)));
  return as_keyboard(std::move(rows));
}

Node digit_pad(const Frame& frame) {
  constexpr std::array<std::string_view, 3> kRows{"123", "456", "789"};
  std::vector<Node> rows;
  const auto large = [](std::vector<Node> keys) {
    for (auto& each : keys) std::get<Text>(each.children.front().content).look.size = TextSize::Title;
    return keys;
  };
  for (const auto each : kRows) rows.push_back(row({.gap = 16, .height = grow()}, large(characters(each))));
  rows.push_back(row({.gap = 16, .height = grow()}, worded("clear", frame.say("Clear"), kKey), large(characters("0")),
                     pictured("backspace", "backspace", frame.say("Delete"), kKey)));
  return column({.gap = 16, .height = grow(4)}, std::move(rows));
}

Node candidates_of(const Frame& frame, const flow::Keyboard& keyboard) {
  constexpr int kHeight = 2 * kMinTarget + kMinTargetGap;
  if (keyboard.candidates.empty()) {
    return row({.height = fixed(kHeight), .align = Align::Center},
               text(frame.say("Type the pinyin, then touch the characters you want."),
                    {.ink = Ink::Soft, .align = TextAlign::Center}, {.width = grow()}));
  }
  const auto first = keyboard.candidate_page * flow::kCandidatesOnAPage;
  const auto end = std::min(first + flow::kCandidatesOnAPage, keyboard.candidates.size());
  std::vector<Node> shown;
  for (auto at = first; at < end; ++at) {
    shown.push_back(candidate(action_id(Verb::Candidate, std::to_string(at - first)), keyboard.candidates[at]));
  }
  auto earlier = pictured("candidates-back", "up", frame.say("Earlier characters"), kKey);
  auto later = pictured("candidates-forward", "down", frame.say("More characters"), kKey);
  earlier.target->enabled = keyboard.candidate_page > 0;
  later.target->enabled = end < keyboard.candidates.size();
  return row({.gap = 16, .height = fixed(kHeight)}, wrap({.gap = 16, .width = grow()}, std::move(shown)),
             column({.gap = 16, .width = fixed(kMinTarget)}, std::move(earlier), std::move(later)));
}

Node back_key(const Frame& frame) {
  return sized(icon_key(action_id(Verb::Back), "back", frame.say("Back"), kWideKey));
}

Node done_key(const Frame& frame) {
  const auto label = frame.say("Done");
  auto node = sized(key(action_id(Verb::KeyboardDone), label, label, 5));
  node.style.surface = Surface::Action;
  return node;
}

}  // namespace bianmin::screens
