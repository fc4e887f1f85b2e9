// What a citizen should know before beginning.
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

Node about(std::string icon_name, std::string heading, const std::vector<std::string>& lines) {
  std::vector<Node> nodes;
  std::size_t number = 0;
  for (const auto& line : lines) {
    ++number;
    nodes.push_back(lines.size() == 1 ? text(line)
                                      : row({.gap = 16},
                                            text(std::to_string(number), {.weight = Weight::Bold, .ink = Ink::Accent},
                                                 {.width = fixed(40)}),
                                            text(line, {}, {.width = grow()})));
  }
  return about(std::move(icon_name), std::move(heading), std::move(nodes));
}

Node in_brief(std::string icon_name, std::string heading, const std::string& value) {
  return about(std::move(icon_name), std::move(heading), std::vector{text(value, {.weight = Weight::Bold})});
}

}  // namespace

Scene show(const Frame& frame, const flow::Guide& state) {
  const auto& guide = state.visit.service->guide;
  const auto language = frame.words.language();
  auto scene = page(frame, frame.say("Before you start"), frame.say(state.visit.service->summary));
  scene.main = pages_of(frame, state.page, {.portrait = 1, .landscape = 1}, 16,
                        {about("card", frame.say("What to have with you"), guide.bring.in(language)),
                         about("person", frame.say("Who may use this service"), guide.who.in(language)),
                         grid({.portrait = 2, .landscape = 2, .dense = 1}, {.gap = 16},
                              in_brief("money", frame.say("Fee"), frame.say(guide.fee)),
                              in_brief("clock", frame.say("Time needed"), frame.say(guide.time_limit))),
                         about("law", frame.say("Legal basis"), guide.legal_basis.in(language))});
  scene.actions = actions_bar(back(frame), main_action(frame, flow::Verb::Start, frame.say("Start")));
  return scene;
}

}  // namespace bianmin::screens
