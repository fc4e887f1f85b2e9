// Zones and what is only looked at.
#include "screens/scene/kit.h"
#include "screens/scene/text_measure.h"
#include "screens/scene/theme.h"

namespace bianmin::scene {

int breadth(std::string_view words) {
  int total = 0;
  for (const char byte : words) {
    const auto bits = static_cast<unsigned char>(byte);
    if (bits < 0x80) total += 1;
    if (bits >= 0xC0) total += 2;
  }
  return total;
}

namespace {

constexpr TextLook kBold{.weight = Weight::Bold};

// The labels of facts below each other, so that their values begin at one edge.
constexpr int kLabelWidth = 336;

// In widths of a digit: what a line of the place bar holds in the large size.
constexpr int kPlaceBreadth = 24;

const char* sign(Surface kind) {
  if (kind == Surface::Good) return "check";
  return kind == Surface::Bad ? "bad" : "warn";
}

Ink ink_of(Surface kind) {
  if (kind == Surface::Good) return Ink::Good;
  return kind == Surface::Bad ? Ink::Bad : Ink::Care;
}

// One step of a visit: a dot, the current one a pill.
Node step_mark(int step, int current) {
  const bool now = step == current;
  return column({.width = fixed(now ? 48 : 20),
                 .height = fixed(20),
                 .surface = step <= current ? Surface::Action : Surface::Disabled,
                 .border = step <= current ? Border::None : Border::Line,
                 .radius = 10});
}

}  // namespace

Node place_bar(std::string place, std::string clock, std::string terminal, std::string network) {
  std::optional<Node> trouble;
  // The chip takes the second line that a long name would have had: the bar stays as tall as it is.
  const bool bad = !network.empty();
  const bool long_name = breadth(place) > kPlaceBreadth;
  const auto size = bad && long_name ? TextSize::Small : bad || long_name ? TextSize::Body : TextSize::Lead;
  if (bad) {
    trouble = row({.padding = sides(16, 4),
                   .gap = 12,
                   .align = Align::Center,
                   .self = Align::Start,
                   .surface = Surface::Care,
                   .radius = 12},
                  icon("network-off", 36, Ink::Care),
                  text(std::move(network), {.size = TextSize::Small, .weight = Weight::Bold, .ink = Ink::Care}));
  }
  return row({.gap = 24, .align = Align::Center}, icon("emblem", 80, Ink::Accent),
             column({.gap = 4, .width = grow(), .justify = Justify::Center},
                    text(std::move(place), {.size = size, .weight = Weight::Bold, .max_lines = 2}), trouble),
             // Two lines in portrait, one in landscape, where height is dear.
             grid({.portrait = 1, .landscape = 2}, {.gap = 16},
                  text(std::move(clock), {.weight = Weight::Bold, .align = TextAlign::End}),
                  text(std::move(terminal), {.size = TextSize::Small, .ink = Ink::Soft, .align = TextAlign::End})));
}

Node where_bar(std::string service, std::vector<std::string> steps, int current) {
  const int total = static_cast<int>(steps.size());
  std::vector<Node> marks;
  for (int step = 0; step < total; ++step) marks.push_back(step_mark(step, current));
  const bool inside = current >= 0 && current < total;
  const auto count = inside ? std::to_string(current + 1) + "/" + std::to_string(total) : std::string{};
  const auto name = inside ? steps[static_cast<std::size_t>(current)] : std::string{};
  // The steps end at the right margin; on a wide panel they stand below the name.
  return row({.gap = 24, .align = Align::Center, .stacks_in_landscape = true},
             text(std::move(service), kBold, {.width = grow()}),
             column({.gap = 8, .justify = Justify::Center},
                    row({.gap = 8, .align = Align::Center, .justify = Justify::Start}, std::move(marks)),
                    row({.gap = 12, .align = Align::Center},
                        text(count, {.size = TextSize::Small, .weight = Weight::Bold, .ink = Ink::Accent}),
                        text(name, {.size = TextSize::Small, .ink = Ink::Soft}))));
}

Node where_bar(std::string service) { return row({.align = Align::Center}, text(std::move(service), kBold)); }

Node heading(std::string title, std::string lead) {
  std::optional<Node> sentence;
  if (!lead.empty()) sentence = text(std::move(lead), {.size = TextSize::Body, .ink = Ink::Soft});
  return column({.gap = 16},
                text(std::move(title), {.size = TextSize::Title, .weight = Weight::Bold, .speak = Speak::Silent}),
                sentence);
}

Node actions_bar(std::optional<Node> back, std::optional<Node> submit, std::optional<Node> middle) {
  return row({.gap = 24, .align = Align::Stretch}, std::move(back), grow_space(), std::move(middle), std::move(submit));
}

Node always_bar(std::vector<Node> buttons) {
  const int many = std::max(1, static_cast<int>(buttons.size()));
  // On a wide panel in two lines of like length.
  return grid({.portrait = many, .landscape = many > 3 ? (many + 1) / 2 : many}, {.gap = 16}, std::move(buttons));
}

Node always_button(ActionId action, std::string name, std::string label, bool on) {
  const auto words = label;
  return touchable({.action = std::move(action), .label = std::move(label), .selected = on},
                   column({.padding = sides(0, 8),
                           .gap = 2,
                           .min_height = 120,
                           .justify = Justify::Center,
                           .surface = on ? Surface::Selected : Surface::Card,
                           .border = on ? Border::Strong : Border::None,
                           .radius = 16},
                          icon(std::move(name), 52, Ink::Accent),
                          text(words, {.size = TextSize::Small, .align = TextAlign::Center, .speak = Speak::Silent})));
}

Node dialog(std::optional<Node> mark, std::string title, std::string words, std::vector<Node> answers) {
  std::optional<Node> sentence;
  if (!words.empty()) sentence = text(std::move(words), {.align = TextAlign::Center});
  const int many = std::max(1, static_cast<int>(answers.size()));
  for (auto& answer : answers) answer.style.width = grow();
  return column({.padding = all(56), .gap = 32, .surface = Surface::Card, .radius = 32, .shadow = true},
                std::move(mark),
                text(std::move(title), {.size = TextSize::Title, .weight = Weight::Bold, .align = TextAlign::Center}),
                sentence, grid({.portrait = many, .dense = 1}, {.gap = 24}, std::move(answers)));
}

Node notice(Surface kind, std::string title, std::string words) {
  std::optional<Node> more;
  if (!words.empty()) more = text(std::move(words));
  return row(
      {.padding = all(32),
       .gap = 24,
       .align = Align::Start,
       .surface = kind,
       .border = Border::Line,
       .radius = kCardRadius},
      icon(sign(kind), 64, ink_of(kind)),
      column({.gap = 8, .width = grow()},
             text(std::move(title), {.size = TextSize::Lead, .weight = Weight::Bold, .ink = ink_of(kind)}), more));
}

Node fact(std::string label, std::string value, bool personal, std::optional<Node> aside) {
  // In larger text a long number goes below its label.
  return row({.padding = sides(0, 8), .gap = 24, .min_height = 80, .align = Align::Center},
             row({.gap = 16, .width = grow(), .align = Align::Center, .stacks = true},
                 text(std::move(label), {.ink = Ink::Soft}, {.width = fixed(kLabelWidth)}),
                 text(std::move(value), {.weight = Weight::Bold, .speak = personal ? Speak::Personal : Speak::Aloud},
                      {.width = grow()})),
             std::move(aside));
}

Node card(std::string heading, std::vector<Node> lines) {
  std::optional<Node> top;
  if (!heading.empty()) {
    top = text(std::move(heading), {.size = TextSize::Lead, .weight = Weight::Bold}, {.padding = {0, 0, 0, 8}});
  }
  return column({.padding = all(32), .gap = 8, .surface = Surface::Card, .radius = kCardRadius, .shadow = true}, top,
                std::move(lines));
}

Node bullet(std::string mark, std::string words) {
  return row(
      {.gap = 24, .align = Align::Start},
      column({.width = fixed(64), .min_height = 56, .justify = Justify::Center},
             text(std::move(mark),
                  {.weight = Weight::Bold, .ink = Ink::Accent, .align = TextAlign::Center, .speak = Speak::Silent})),
      text(std::move(words), {}, {.width = grow()}));
}

Node illustration(std::string name, int width) {
  return picture(std::move(name), width, width * 3 / 4, Ink::Normal, {.height = grow(), .min_height = 280});
}

Node waiting(std::string words, std::string patience) {
  std::optional<Node> more;
  if (!patience.empty()) more = text(std::move(patience), {.ink = Ink::Soft, .align = TextAlign::Center});
  return column({.gap = 32, .height = grow(), .justify = Justify::Center}, spinner(160),
                text(std::move(words), {.size = TextSize::Lead, .weight = Weight::Bold, .align = TextAlign::Center}),
                more);
}

}  // namespace bianmin::scene
