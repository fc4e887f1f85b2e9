// What all sections are built from.
#include "demo/dock/sections.h"

namespace bianmin::dock {

using namespace scene;

namespace {

Node pill(const Standing& standing) {
  return row({.padding = sides(16, 4), .surface = standing.well ? Surface::Good : Surface::Care, .radius = 28},
             small(standing.words, {.weight = Weight::Bold, .ink = standing.well ? Ink::Good : Ink::Care}));
}

Node not_running(const Bench& bench, Wire wire) {
  const auto& why = bench.why_lost[index(wire)];
  const auto language = bench.language;
  const auto sentence =
      why.empty() ? words::kNoSocket.with(language, name_of(wire)) : words::kJoinsByItself.in(language);
  return column({.gap = 16, .height = grow(), .align = Align::Center, .justify = Justify::Center},
                icon("network-off", 96, Ink::Soft), text(words::kNotRunning.in(language), {.weight = Weight::Bold}),
                small(sentence, {.ink = Ink::Soft, .align = TextAlign::Center}),
                small(breakable(why), {.ink = Ink::Soft, .align = TextAlign::Center, .max_lines = 2}));
}

}  // namespace

Node small(std::string words, TextLook look, Style style) {
  look.size = TextSize::Small;
  return text(std::move(words), look, style);
}

std::string breakable(const std::string& words) {
  constexpr int kLongestWord = 13;
  constexpr std::string_view kZeroWidthSpace = "\u200B";
  std::string out;
  int letters = 0;
  for (const char letter : words) {
    const bool latin = letter > ' ' && letter < 0x7F;
    letters = latin ? letters + 1 : 0;
    if (letters > kLongestWord) {
      out += kZeroWidthSpace;
      letters = 1;
    }
    out += letter;
  }
  return out;
}

Node section(const Bench& bench, Wire wire, std::string name, const Said& title, const Standing& standing,
             std::vector<Node> body, std::string hint) {
  std::optional<Node> state;
  if (bench.running(wire)) state = pill(standing);
  if (!bench.running(wire)) {
    body = {not_running(bench, wire)};
    hint.clear();
  }
  return column(
      {.padding = sides(24, 18), .gap = 16, .height = grow(), .surface = Surface::Card, .radius = 24, .shadow = true},
      row({.gap = 16, .align = Align::Center}, icon(std::move(name), 52, Ink::Accent),
          text(title.in(bench.language), {.weight = Weight::Bold}),
          small(std::move(hint), {.ink = Ink::Soft}, {.width = grow()}), std::move(state)),
      std::move(body));
}

CardTitle title_of(const SampleCard& card, Language language) {
  const auto& whole = card.title.in(language);
  const std::string open = language == Language::Chinese ? "（" : " (";
  const std::string close = language == Language::Chinese ? "）" : ")";
  const auto at = whole.find(open);
  if (at == std::string::npos || !whole.ends_with(close)) return {whole, {}};
  const auto from = at + open.size();
  return {whole.substr(0, at), whole.substr(from, whole.size() - close.size() - from)};
}

Node trouble_switch(Language language, Wire wire, const Trouble& trouble) {
  const auto name = trouble.name.in(language);
  return touchable({.action = action_of({wire, trouble.now ? trouble.off : trouble.on}),
                    .label = name,
                    .role = Role::Checkbox,
                    .selected = trouble.now},
                   row({.padding = sides(12, 8),
                        .gap = 8,
                        .height = grow(),
                        .min_height = 96,
                        .align = Align::Center,
                        .surface = trouble.now ? Surface::Care : Surface::ActionQuiet,
                        .border = trouble.now ? Border::Strong : Border::None,
                        .radius = 16},
                       icon(trouble.now ? "box-on" : "box-off", 34, trouble.now ? Ink::Care : Ink::Accent),
                       small(name, {.weight = trouble.now ? Weight::Bold : Weight::Regular}, {.width = grow()})));
}

Trouble on_off(const Said& name, const std::string& verb, bool now) { return {name, verb + " on", verb + " off", now}; }

Node troubles(const Bench& bench, Wire wire, int columns, const std::vector<Trouble>& all) {
  std::vector<Node> switches;
  for (const auto& trouble : all) switches.push_back(trouble_switch(bench.language, wire, trouble));
  return grid({.portrait = columns}, {.gap = 16}, std::move(switches));
}

}  // namespace bianmin::dock
