// What can be touched.
#include <array>

#include "screens/scene/kit.h"
#include "screens/scene/theme.h"

namespace bianmin::scene {
namespace {

constexpr int kButtonHeight = 128;

std::optional<Node> icon_if(const std::string& name, int size, Ink ink) {
  if (name.empty()) return std::nullopt;
  return icon(name, size, ink);
}

std::optional<Node> words_if(const std::string& words, TextLook look) {
  if (words.empty()) return std::nullopt;
  return text(words, look);
}

std::string said(const std::string& first, const std::string& second) {
  return second.empty() ? first : first + ", " + second;
}

Node titled(const std::string& title, const std::string& note, TextSize size, int note_lines = 0) {
  return column({.gap = 4, .width = grow(), .justify = Justify::Center},
                text(title, {.size = size, .weight = Weight::Bold}),
                words_if(note, {.size = TextSize::Small, .ink = Ink::Soft, .max_lines = note_lines}));
}

}  // namespace

Node submit_button(ActionId action, std::string label, bool enabled) {
  const auto words = label;
  return touchable({.action = std::move(action), .label = std::move(label), .enabled = enabled},
                   row({.padding = sides(56, 16),
                        .min_width = 360,
                        .min_height = kButtonHeight,
                        .align = Align::Center,
                        .justify = Justify::Center,
                        .surface = Surface::Action,
                        .radius = kSubmitRadius},
                       text(words, {.size = TextSize::Lead, .weight = Weight::Bold, .align = TextAlign::Center})));
}

Node quiet_button(ActionId action, std::string label, std::string name, bool enabled) {
  const auto words = label;
  return touchable({.action = std::move(action), .label = std::move(label), .enabled = enabled},
                   row({.padding = sides(40, 16),
                        .gap = 16,
                        .min_height = kButtonHeight,
                        .align = Align::Center,
                        .justify = Justify::Center,
                        .surface = Surface::ActionQuiet,
                        .radius = kCardRadius},
                       icon_if(name, 52, Ink::Accent),
                       text(words, {.size = TextSize::Body, .weight = Weight::Bold, .align = TextAlign::Center})));
}

Node back_button(ActionId action, std::string label) {
  return quiet_button(std::move(action), std::move(label), "back");
}

Node tile(ActionId action, std::string name, std::string title, std::string note) {
  return touchable({.action = std::move(action), .label = said(title, note)},
                   row({.padding = all(32),
                        .gap = 28,
                        .height = grow(),
                        .min_height = 208,
                        .align = Align::Center,
                        .surface = Surface::Card,
                        .radius = kCardRadius,
                        .shadow = true},
                       column({.padding = all(20), .surface = Surface::ActionQuiet, .radius = 28, .decor = true},
                              icon(std::move(name), 72, Ink::Accent)),
                       titled(title, note, TextSize::Body)));
}

Node list_button(ActionId action, std::string name, std::string title, std::string note, int note_lines) {
  return touchable({.action = std::move(action), .label = said(title, note)},
                   row({.padding = sides(32, 20),
                        .gap = 28,
                        .min_height = 144,
                        .align = Align::Center,
                        .surface = Surface::Card,
                        .radius = kCardRadius,
                        .shadow = true},
                       icon_if(name, 72, Ink::Accent), titled(title, note, TextSize::Body, note_lines),
                       icon("next", 48, Ink::Accent)));
}

Node choice(ActionId action, std::string label, bool selected, std::string note) {
  return touchable(
      {.action = std::move(action), .label = said(label, note), .role = Role::Choice, .selected = selected},
      row({.padding = sides(32, 20),
           .gap = 28,
           .min_height = 128,
           .align = Align::Center,
           .surface = selected ? Surface::Selected : Surface::Field,
           .border = selected ? Border::Strong : Border::Line,
           .radius = kCardRadius},
          icon(selected ? "radio-on" : "radio-off", 56, Ink::Accent), titled(label, note, TextSize::Body)));
}

Node checkbox(ActionId action, std::string label, bool checked) {
  const auto words = label;
  return touchable(
      {.action = std::move(action), .label = std::move(label), .role = Role::Checkbox, .selected = checked},
      row({.padding = sides(32, 20),
           .gap = 28,
           .min_height = 128,
           .align = Align::Center,
           .surface = checked ? Surface::Selected : Surface::Field,
           .border = checked ? Border::Strong : Border::Line,
           .radius = kCardRadius},
          icon(checked ? "box-on" : "box-off", 56, Ink::Accent), text(words, {}, {.width = grow()})));
}

Node tab(ActionId action, std::string label, bool selected) {
  const auto words = label;
  return touchable({.action = std::move(action), .label = std::move(label), .role = Role::Tab, .selected = selected},
                   column({.padding = sides(28, 12),
                           .min_height = kMinTarget,
                           .justify = Justify::Center,
                           .surface = selected ? Surface::Action : Surface::ActionQuiet,
                           .radius = 48},
                          text(words, {.size = TextSize::Body,
                                       .weight = selected ? Weight::Bold : Weight::Regular,
                                       .align = TextAlign::Center})));
}

Node field(ActionId action, FieldLook look) {
  const bool empty = look.value.empty();
  const bool wrong = !look.error.empty();
  const auto value_look =
      empty ? TextLook{.ink = Ink::Soft}
            : TextLook{.weight = Weight::Bold, .speak = look.personal ? Speak::Personal : Speak::Aloud};
  const auto value = empty ? look.placeholder : look.value;
  std::optional<Node> caret;
  if (look.active) caret = column({.width = fixed(4), .height = fixed(52), .surface = Surface::Action, .radius = 2});
  auto box = touchable({.action = std::move(action),
                        .label = look.personal || empty ? look.label : said(look.label, look.value),
                        .role = Role::Field,
                        .enabled = look.enabled,
                        .selected = look.active},
                       row({.padding = sides(32, 16),
                            .gap = 4,
                            .min_height = 112,
                            .align = Align::Center,
                            .surface = wrong ? Surface::Bad : Surface::Field,
                            .border = look.active || wrong ? Border::Strong : Border::Line,
                            .radius = 20},
                           // An empty field has its caret before the hint.
                           empty ? caret : std::nullopt, text(value, value_look), empty ? std::nullopt : caret,
                           grow_space(), words_if(look.note, {.size = TextSize::Small, .ink = Ink::Soft})));
  std::optional<Node> error;
  if (wrong) {
    error =
        row({.gap = 12, .align = Align::Center}, icon("warn", 44, Ink::Bad),
            text(look.error, {.size = TextSize::Small, .weight = Weight::Bold, .ink = Ink::Bad}, {.width = grow()}));
  }
  return column({.gap = 8}, text(look.label, {.size = TextSize::Small, .ink = Ink::Soft, .speak = Speak::Silent}),
                std::move(box), error);
}

namespace {

Node key_of(ActionId action, Node cap, std::string label, int weight, bool on) {
  return touchable({.action = std::move(action), .label = std::move(label), .role = Role::Key, .selected = on},
                   column({.width = grow(weight),
                           .min_width = 84,
                           .min_height = 112,
                           .justify = Justify::Center,
                           .surface = on ? Surface::Selected : Surface::Card,
                           .border = on ? Border::Strong : Border::Line,
                           .radius = 16},
                          std::move(cap)));
}

}  // namespace

Node key(ActionId action, std::string cap, std::string label, int weight, bool on) {
  return key_of(std::move(action), text(std::move(cap), {.align = TextAlign::Center}), std::move(label), weight, on);
}

Node icon_key(ActionId action, std::string name, std::string label, int weight, bool on) {
  return key_of(std::move(action), icon(std::move(name), 52, Ink::Accent), std::move(label), weight, on);
}

Node candidate(ActionId action, std::string words) {
  const auto label = words;
  return touchable(
      {.action = std::move(action), .label = label, .role = Role::Choice},
      column({.padding = sides(24, 8), .justify = Justify::Center, .surface = Surface::ActionQuiet, .radius = 16},
             text(std::move(words), {.align = TextAlign::Center})));
}

Node eye_button(ActionId action, std::string label) {
  return touchable({.action = std::move(action), .label = std::move(label), .hold = true},
                   column({.width = fixed(kMinTarget),
                           .height = fixed(kMinTarget),
                           .justify = Justify::Center,
                           .surface = Surface::ActionQuiet,
                           .radius = kMinTarget / 2},
                          icon("eye", 52, Ink::Accent)));
}

Node grade_button(ActionId action, int grade, std::string label, bool selected) {
  const auto words = label;
  return touchable({.action = std::move(action), .label = std::move(label), .role = Role::Choice, .selected = selected},
                   column({.padding = sides(8, 24),
                           .gap = 16,
                           .min_height = 240,
                           .justify = Justify::Center,
                           .surface = selected ? Surface::Selected : Surface::Card,
                           .border = selected ? Border::Strong : Border::Line,
                           .radius = kCardRadius},
                          icon("face-" + std::to_string(grade), 104, Ink::Accent),
                          text(words, {.size = TextSize::Small, .align = TextAlign::Center})));
}

}  // namespace bianmin::scene
