#include "screens/citizen/screens.h"

namespace bianmin::screens {

using namespace scene;

Scene show(const Frame& frame, const flow::Declaring& state) {
  const auto& service = *state.visit.service;
  const bool query = service.kind == service::ServiceKind::Query;
  auto scene = page(frame, frame.say("Please read and agree"),
                    query ? frame.say("Your records are looked up only after you agree.")
                          : frame.say("Your application is submitted only after you agree."));
  std::vector<Node> declared;
  std::size_t number = 0;
  for (const auto& line : service.declaration.in(frame.words.language())) {
    declared.push_back(row(
        {.padding = all(32), .gap = 24, .align = Align::Start, .surface = Surface::Card, .radius = 24, .shadow = true},
        text(std::to_string(++number), {.size = TextSize::Lead, .weight = Weight::Bold, .ink = Ink::Accent}),
        text(line, {.size = TextSize::Lead}, {.width = grow()})));
  }
  scene.main =
      column({.gap = 32, .height = grow()},
             pages_of(frame, state.page, {.portrait = 1, .landscape = 1}, 16, std::move(declared)),
             checkbox(flow::action_id(flow::Verb::Agree), frame.say("I have read this and agree"), state.agreed));
  scene.actions = actions_bar(
      back(frame),
      main_action(frame, flow::Verb::Submit, query ? frame.say("Start query") : frame.say("Submit"), state.agreed));
  return scene;
}

}  // namespace bianmin::screens
