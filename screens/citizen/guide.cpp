// What a citizen should know before beginning.
#include <algorithm>

#include "screens/citizen/screens.h"
#include "screens/scene/theme.h"

namespace bianmin::screens {
namespace {

using namespace scene;

// One thing to know: its icon at the left, what it is, and the lines about it.
Node about(std::string icon_name, std::string heading, std::vector<Node> lines) {
  return row({.padding = sides(32, 24),
              .gap = 28,
              .align = Align::Start,
              .surface = Surface::Card,
              .radius = kCardRadius,
              .shadow = true},
             icon(std::move(icon_name), 64, Ink::Accent),
             column({.gap = 4, .width = grow()}, text(std::move(heading), {.size = TextSize::Small, .ink = Ink::Soft}),
                    std::move(lines)));
}

// So many lines at a time make a card: what is longer goes on in the next, which paging may set apart.
std::size_t lines_of_a_card(const flow::Preferences& preferences) {
  if (!preferences.large_text) return 6;
  return preferences.low_reach ? 1 : 3;
}

void about(std::vector<Node>& into, const std::string& icon_name, const std::string& heading,
           const std::vector<std::string>& lines, std::size_t at_a_time) {
  for (std::size_t first = 0; first < lines.size(); first += at_a_time) {
    std::vector<Node> nodes;
    for (auto at = first; at < std::min(first + at_a_time, lines.size()); ++at) {
      nodes.push_back(lines.size() == 1 ? text(lines[at])
                                        : row({.gap = 16, .align = Align::Start},
                                              text(std::to_string(at + 1), {.weight = Weight::Bold, .ink = Ink::Accent},
                                                   {.width = fixed(40)}),
                                              text(lines[at], {}, {.width = grow()})));
    }
    into.push_back(about(icon_name, heading, std::move(nodes)));
  }
}

Node in_brief(std::string icon_name, std::string heading, const std::string& value) {
  return about(std::move(icon_name), std::move(heading), std::vector{text(value, {.weight = Weight::Bold})});
}

}  // namespace

Scene show(const Frame& frame, const flow::Guide& state) {
  const auto& guide = state.visit.service->guide;
  const auto language = frame.words.language();
  auto scene = page(frame, frame.say("Before you start"), frame.say(state.visit.service->summary));
  const auto at_a_time = lines_of_a_card(state.visit.preferences);
  std::vector<Node> cards;
  cards.push_back(grid({.portrait = 2}, {.gap = 16}, in_brief("money", frame.say("Fee"), frame.say(guide.fee)),
                       in_brief("clock", frame.say("Time needed"), frame.say(guide.time_limit))));
  about(cards, "card", frame.say("What to have with you"), guide.bring.in(language), at_a_time);
  about(cards, "person", frame.say("Who may use this service"), guide.who.in(language), at_a_time);
  about(cards, "law", frame.say("Legal basis"), guide.legal_basis.in(language), at_a_time);
  scene.main = pages_of(frame, state.page, {.portrait = 1, .landscape = 1}, 16, std::move(cards));
  scene.actions = actions_bar(back(frame), main_action(frame, flow::Verb::Start, frame.say("Start")));
  return scene;
}

}  // namespace bianmin::screens
