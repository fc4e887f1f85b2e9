// 好差评: five grades, voluntary.
#include <array>

#include "screens/citizen/screens.h"

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

}  // namespace

Scene show(const Frame& frame, const flow::Rating& /*state*/) {
  auto scene = page(frame, frame.say("How satisfied are you with this service?"),
                    frame.say("You need not answer. Your name is not passed on with it."));
  std::vector<Node> faces;
  for (const auto& [grade, words] : kGrades) {
    faces.push_back(
        grade_button(flow::action_id(flow::Verb::Rate, std::to_string(grade)), grade, frame.say(words), false));
  }
  scene.main = column({.gap = 24, .height = grow()}, grid({.portrait = 1}, {.gap = 24}, std::move(faces)));
  scene.actions = actions_bar(other_action(flow::Verb::Skip, frame.say("Skip")), {});
  return scene;
}

}  // namespace bianmin::screens
