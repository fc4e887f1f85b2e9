#include "kiosk/flow/offers.h"
#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using flow::Verb;

// So many lines of a form's page make one card: what is longer goes on in the next, which paging may set apart.
std::size_t lines_of_a_card(const flow::Preferences& preferences) {
  if (preferences.large_text) return preferences.low_reach ? 2 : 3;
  return preferences.low_reach ? 3 : 7;
}

Node change_button(const Frame& frame, std::size_t form_page, const std::string& title) {
  auto button =
      quiet_button(flow::action_id(Verb::ChangeAnswers, std::to_string(form_page)), frame.say("Change"), "pen");
  button.target->label = frame.words.format("Change: {0}", {title});
  button.style.min_height = 96;
  return button;
}

Node titled(const Frame& frame, const service::Page& page, std::size_t form_page) {
  const auto& title = frame.say(page.title);
  return row({.gap = 24, .align = Align::Center},
             text(title, {.size = TextSize::Lead, .weight = Weight::Bold}, {.width = grow()}),
             change_button(frame, form_page, title));
}

}  // namespace

Scene show(const Frame& frame, const flow::Reviewing& state) {
  const auto& visit = state.visit;
  const auto& form = visit.service->form;
  const auto pages = service::visible_pages(form, visit.answers);
  const auto longest = lines_of_a_card(visit.preferences);
  const auto language = frame.words.language();

  std::vector<Node> cards;
  std::optional<std::size_t> open_page;
  std::size_t lines = 0;
  for (const auto& [field, form_page] : flow::review_rows(visit)) {
    const bool another = open_page != form_page;
    if (another || lines == longest) {
      cards.push_back(card({}, {}));
      lines = 0;
    }
    auto& inside = cards.back().children;
    if (another) inside.push_back(titled(frame, form.pages[pages[form_page]], form_page));
    inside.push_back(fact(frame.say(field->label),
                          state.revealed ? service::display_value(*field, visit.answers, language)
                                         : service::masked_value(*field, visit.answers, language),
                          field->is_private));
    open_page = form_page;
    ++lines;
  }
  auto scene = page(frame, frame.say("Please check your answers"));
  scene.main =
      column({.gap = 24, .height = grow()},
             pages_of(frame, state.page, {.portrait = 1, .landscape = 1}, 24, std::move(cards)), hold_to_reveal(frame));
  scene.actions = actions_bar(back(frame), main_action(frame, Verb::Next, frame.say("All is right")));
  return scene;
}

}  // namespace bianmin::screens
