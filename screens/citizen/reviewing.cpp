#include "kiosk/flow/offers.h"
#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using flow::Verb;

bool low_reach(const Frame& frame) { return flow::preferences_of(frame.terminal.state).low_reach; }

std::string change_words(const Frame& frame, const std::string& title) {
  return frame.words.format("Change: {0}", {title});
}

Node change_button(const Frame& frame, std::size_t form_page, const std::string& title) {
  auto button =
      quiet_button(flow::action_id(Verb::ChangeAnswers, std::to_string(form_page)), frame.say("Change"), "pen");
  button.target->label = change_words(frame, title);
  button.style.min_height = 96;
  return button;
}

Node titled(const Frame& frame, const service::Page& page, std::size_t form_page) {
  const auto& title = frame.say(page.title);
  // In low reach the lines stand above the hand's reach, and the buttons below them.
  std::optional<Node> change;
  if (!low_reach(frame)) change = change_button(frame, form_page, title);
  return row({.gap = 24, .align = Align::Center},
             text(title, {.size = TextSize::Lead, .weight = Weight::Bold}, {.width = grow()}), std::move(change));
}

std::vector<Node> change_buttons_below(const Frame& frame, const service::Form& form,
                                       const std::vector<std::size_t>& pages) {
  std::vector<Node> buttons;
  for (std::size_t form_page = 0; form_page < pages.size(); ++form_page) {
    const auto& title = frame.say(form.pages[pages[form_page]].title);
    auto button = quiet_button(flow::action_id(Verb::ChangeAnswers, std::to_string(form_page)),
                               change_words(frame, title), "pen");
    button.style.min_height = 96;
    button.style.padding = sides(24, 8);
    buttons.push_back(std::move(button));
  }
  return buttons;
}

Node answer_line(const std::string& label, std::string value, bool is_private) {
  auto line = fact(label, std::move(value), is_private);
  line.style.padding = sides(32, 12);
  line.style.surface = Surface::Card;
  line.style.radius = 16;
  return line;
}

// What goes with the application although nobody typed it; and that it is missing, where it was asked for in vain.
Node fingerprints(const Frame& frame, const service::Holder& holder) {
  const auto count = static_cast<long>(holder.fingerprints.size());
  return column({.gap = 8}, text(frame.say("From your card"), {.size = TextSize::Lead, .weight = Weight::Bold}),
                answer_line(frame.say("Fingerprints"),
                            count == 0 ? frame.say("None were read: your application goes without them")
                                       : frame.words.count("{0} goes with your application",
                                                           "{0} go with your application", count),
                            false));
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
  if (visit.service->fingerprints) lines.push_back(fingerprints(frame, *visit.holder));
  auto scene = page(frame, frame.say("Please check your answers"));
  auto answers = pages_of(frame, state.page, {.portrait = 1, .landscape = 1}, 8, std::move(lines));
  auto reveal = hold_to_reveal(frame);
  reveal.style.min_height = 96;
  if (low_reach(frame)) {
    scene.main = column({.gap = 24, .height = grow()}, std::move(answers),
                        column({.gap = 16}, change_buttons_below(frame, form, pages)), std::move(reveal));
  } else {
    // Away from the arrows and the actions, so that each row of buttons is of one kind.
    reveal.style.self = Align::Start;
    scene.heading = column({.gap = 24}, std::move(scene.heading), std::move(reveal));
    scene.main = std::move(answers);
  }
  scene.actions = actions_bar(back(frame), main_action(frame, Verb::Next, frame.say("All correct")));
  return scene;
}

}  // namespace bianmin::screens
