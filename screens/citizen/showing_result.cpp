// The answer of a query, before it is printed.
#include "screens/citizen/result_table.h"
#include "screens/citizen/screens.h"

namespace bianmin::screens {

using namespace scene;

namespace {

Node figure(std::string label, std::string value) {
  return column({.padding = sides(24, 16), .gap = 4, .surface = Surface::Card, .radius = 16},
                text(std::move(label), {.size = TextSize::Small, .ink = Ink::Soft}),
                text(std::move(value), {.weight = Weight::Bold}));
}

// What the service would print in whole sentences.
std::string lead(const Frame& frame, const std::vector<std::string>& said) {
  std::string all;
  for (const auto& sentence : said) all = sentences(frame, {all, sentence});
  return all.empty() ? frame.say("This is what the platform answered. Print it to take it with you.") : all;
}

}  // namespace

Scene show(const Frame& frame, const flow::ShowingResult& state) {
  const auto& service = *state.visit.service;
  const auto language = frame.words.language();
  const auto& result = *state.visit.submitted->answer->result;
  const auto& title = frame.say(result.title);
  const auto words = lead(frame, sentences_of(service, result, language));
  auto table = table_of(service, result, language);
  const bool nothing = table.rows.empty();
  const bool large = state.visit.preferences.large_text;
  auto scene = page(frame, title.empty() ? frame.say(service.title) : title, nothing ? std::string{} : words);

  std::vector<Node> figures;
  for (const auto& [label, value] : values_of(service, result, language)) figures.push_back(figure(label, value));
  std::optional<Node> summary;
  if (!figures.empty()) summary = grid({.portrait = 2, .landscape = large ? 2 : 4}, {.gap = 16}, std::move(figures));
  if (nothing) {
    scene.main =
        column({.gap = 32, .height = grow()},
               notice(Surface::Care, frame.say("There are no records for what you asked"), words), std::move(summary));
  } else {
    // Where room is short the sums stand at the table's end.
    if (large && summary) {
      table.rows.push_back(std::move(*summary));
      summary.reset();
    }
    scene.main = column({.gap = 24, .height = grow()}, std::move(summary),
                        column({.gap = 8, .height = grow()}, std::move(table.header),
                               pages_of(frame, state.page, {.portrait = 1, .landscape = 1}, 8, std::move(table.rows))));
  }
  scene.actions = actions_bar({}, main_action(frame, flow::Verb::Next, frame.say("Print")));
  return scene;
}

}  // namespace bianmin::screens
