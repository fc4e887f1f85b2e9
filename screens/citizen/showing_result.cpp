// The answer of a query, before it is printed.
#include "screens/citizen/result_table.h"
#include "screens/citizen/screens.h"

namespace bianmin::screens {

using namespace scene;

Scene show(const Frame& frame, const flow::ShowingResult& state) {
  const auto& service = *state.visit.service;
  const auto language = frame.words.language();
  const auto& result = *state.visit.submitted->answer->result;
  const auto& title = frame.say(result.title);
  auto scene = page(frame, title.empty() ? frame.say(service.title) : title,
                    frame.say("This is what the platform answered. Print it to take it with you."));
  std::vector<Node> facts;
  for (const auto& [label, value] : values_of(service, result, language)) facts.push_back(fact(label, value));
  std::optional<Node> summary;
  if (!facts.empty()) summary = card({}, std::move(facts));
  auto table = table_of(result, language);
  if (table.rows.empty()) {
    scene.main = column({.gap = 32, .height = grow()}, std::move(summary),
                        notice(Surface::Care, frame.say("There are no records for what you asked")));
  } else {
    scene.main = column({.gap = 24, .height = grow()}, std::move(summary),
                        column({.gap = 8, .height = grow()}, std::move(table.header),
                               pages_of(frame, state.page, {.portrait = 1, .landscape = 1}, 8, std::move(table.rows))));
  }
  scene.actions = actions_bar({}, main_action(frame, flow::Verb::Next, frame.say("Print")));
  return scene;
}

}  // namespace bianmin::screens
