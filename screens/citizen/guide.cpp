// What a citizen should know before beginning.
#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;

Node list_card(std::string heading, const std::vector<std::string>& lines) {
  std::vector<Node> bullets;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    bullets.push_back(bullet(lines.size() == 1 ? "•" : std::to_string(i + 1), lines[i]));
  }
  return card(std::move(heading), std::move(bullets));
}

}  // namespace

Scene show(const Frame& frame, const flow::Guide& state) {
  const auto& guide = state.visit.service->guide;
  const auto language = frame.words.language();
  auto scene = page(frame, frame.say("Before you start"), frame.say(state.visit.service->summary));
  scene.main = pages_of(frame, state.page, {.portrait = 1, .landscape = 2}, 24,
                        {list_card(frame.say("What to have with you"), guide.bring.in(language)),
                         list_card(frame.say("Who may use this service"), guide.who.in(language)),
                         card({}, {fact(frame.say("Fee"), frame.say(guide.fee)),
                                   fact(frame.say("Time needed"), frame.say(guide.time_limit))}),
                         list_card(frame.say("Legal basis"), guide.legal_basis.in(language))});
  scene.actions = actions_bar(back(frame), main_action(frame, flow::Verb::Start, frame.say("Start")));
  return scene;
}

}  // namespace bianmin::screens
