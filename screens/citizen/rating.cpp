// 好差评: five grades, voluntary.
#include <array>

#include "screens/citizen/screens.h"
#include "screens/scene/theme.h"

namespace bianmin::screens {
namespace {

using namespace scene;

struct Grade {
  int grade;
  std::string_view words;
};
// The grades of GB/T 39735, best first.
constexpr std::array kGrades{Grade{5, sentence("Very satisfied")}, Grade{4, sentence("Satisfied")},
                             Grade{3, sentence("Fairly satisfied")}, Grade{2, sentence("Dissatisfied")},
                             Grade{1, sentence("Very dissatisfied")}};

Node face(const Frame& frame, int grade, std::string_view words) {
  const auto label = frame.say(words);
  return touchable(
      {.action = flow::action_id(flow::Verb::Rate, std::to_string(grade)), .label = label, .role = Role::Choice},
      row({.padding = sides(48, 12),
           .gap = 48,
           .height = grow(),
           .min_height = kMinTarget,
           .align = Align::Center,
           .surface = Surface::Card,
           .border = Border::Line,
           .radius = kCardRadius},
          icon("face-" + std::to_string(grade), 72, Ink::Accent),
          text(label, {.size = TextSize::Lead, .weight = Weight::Bold}, {.width = grow()})));
}

}  // namespace

Scene show(const Frame& frame, const flow::Rating& /*state*/) {
  auto scene = page(frame, frame.say("How was this service?"),
                    frame.say("You may skip this. It is sent with the number of your application."));
  std::vector<Node> faces;
  for (const auto& [grade, words] : kGrades) {
    faces.push_back(face(frame, grade, words));
  }
  scene.main = column({.gap = 24, .height = grow()}, column({.gap = 24, .height = grow()}, std::move(faces)));
  scene.actions = actions_bar(other_action(flow::Verb::Skip, frame.say("Skip")), {});
  return scene;
}

}  // namespace bianmin::screens
