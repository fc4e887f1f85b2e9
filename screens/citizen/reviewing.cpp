#include "kiosk/flow/offers.h"
#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using flow::Verb;

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

Node answer_line(const std::string& label, std::string value, bool is_private) {
  auto line = fact(label, std::move(value), is_private);
  line.style.padding = sides(32, 12);
  line.style.surface = Surface::Card;
  line.style.radius = 16;
  return line;
}

}  // namespace

Scene show(const Frame& frame, const flow::Reviewing& state) {
  const auto& visit = state.visit;
  const auto& form = visit.service->form;
  const auto pages = service::visible_pages(form, visit.answers);
  const auto language = frame.words.language();

  // Line by line, so that paging may cut anywhere but between a heading and its first line.
  std::vector<Node> lines;
  std::optional<std::size_t> open_page;
  for (const auto& [field, form_page] : flow::review_rows(visit)) {
    auto line = answer_line(frame.say(field->label),
                            state.revealed ? service::display_value(*field, visit.answers, language)
                                           : short_mask(service::masked_value(*field, visit.answers, language)),
                            field->is_private);
    if (open_page == form_page) {
      lines.push_back(std::move(line));
    } else {
      lines.push_back(column({.gap = 8}, titled(frame, form.pages[pages[form_page]], form_page), std::move(line)));
    }
    open_page = form_page;
  }
  auto scene = page(frame, frame.say("Please check your answers"));
  scene.main =
      column({.gap = 24, .height = grow()},
             pages_of(frame, state.page, {.portrait = 1, .landscape = 1}, 8, std::move(lines)), hold_to_reveal(frame));
  scene.actions = actions_bar(back(frame), main_action(frame, Verb::Next, frame.say("All is right")));
  return scene;
}

}  // namespace bianmin::screens
