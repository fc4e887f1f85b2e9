#include <algorithm>

#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using service::InputKind;

const std::string* problem_of(const Frame& frame, const flow::FillingForm& state, const service::Field& field) {
  const auto at = std::ranges::find(state.problems, field.name, &service::FieldProblem::field);
  return at == state.problems.end() ? nullptr : &frame.say(at->message);
}

std::string placeholder(const Frame& frame, const service::Field& field) {
  if (field.input == InputKind::Choice) return frame.say("Touch to choose");
  if (field.example) return frame.words.format("For example {0}", {frame.say(*field.example)});
  return frame.say("Touch to fill in");
}

Node editable(const Frame& frame, const flow::FillingForm& state, const service::Field& field) {
  FieldLook look;
  look.label = field.required ? frame.say(field.label) : frame.words.format("{0} (optional)", {frame.say(field.label)});
  look.value = short_mask(service::masked_value(field, state.visit.answers, frame.words.language()));
  look.placeholder = placeholder(frame, field);
  look.personal = field.is_private;
  if (const auto* problem = problem_of(frame, state, field)) look.error = *problem;
  return scene::field(flow::action_id(flow::Verb::EditField, field.name), std::move(look));
}

// A problem that belongs to no single field.
std::vector<Node> problems_of_all(const Frame& frame, const flow::FillingForm& state) {
  std::vector<Node> notices;
  for (const auto& problem : state.problems) {
    if (problem.field.empty()) notices.push_back(notice(Surface::Bad, frame.say(problem.message)));
  }
  return notices;
}

std::string how_far(const Frame& frame, std::size_t page, std::size_t pages) {
  if (pages < 2) return {};
  return frame.words.format("Page {0} of {1}", {std::to_string(page + 1), std::to_string(pages)});
}

}  // namespace

Scene show(const Frame& frame, const flow::FillingForm& state) {
  const auto& form = state.visit.service->form;
  const auto pages = service::visible_pages(form, state.visit.answers);
  const auto at = std::min(state.page, pages.empty() ? 0 : pages.size() - 1);
  const auto& form_page = form.pages[pages.empty() ? 0 : pages[at]];
  auto scene = page(frame, frame.say(form_page.title), how_far(frame, at, pages.size()));
  std::vector<Node> given;
  std::vector<Node> asked;
  for (const auto* field : service::visible_fields(form_page, state.visit.answers)) {
    if (field->input == InputKind::Shown) {
      given.push_back(close_fact(frame.say(field->label),
                                 short_mask(service::masked_value(*field, state.visit.answers, frame.words.language())),
                                 field->is_private));
    } else {
      asked.push_back(editable(frame, state, *field));
    }
  }
  std::optional<Node> from_card;
  if (!given.empty()) {
    from_card = card(frame.say("From your card"), std::move(given));
    // The card was confirmed on the screen before, and the review shows this again.
    from_card->style.decor = true;
  }
  scene.main = column({.gap = 32, .height = grow()}, problems_of_all(frame, state), std::move(from_card),
                      grid({.portrait = 1, .landscape = 2, .dense = 2}, {.gap = 24}, std::move(asked)));
  scene.actions = actions_bar(back(frame), main_action(frame, flow::Verb::Next, frame.say("Next")));
  return scene;
}

}  // namespace bianmin::screens
