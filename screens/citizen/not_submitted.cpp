#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using flow::NotSubmittedWhy;
using flow::Verb;

Node what_happened(const Frame& frame, const flow::NotSubmitted& state) {
  switch (state.why) {
    case NotSubmittedWhy::NotSealed:
      return statement(
          Surface::Bad, "bad", frame.say("It could not be stored on this terminal"),
          frame.say("Nothing has been submitted. Please try again, or use another terminal or a counter."));
    case NotSubmittedWhy::Refused:
      return statement(Surface::Bad, "bad", frame.say("Not accepted by the platform"),
                       state.reason ? frame.say(*state.reason)
                                    : frame.say("It gave no reason. Please check your answers, or ask at a counter."));
    case NotSubmittedWhy::Unreachable:
      return statement(Surface::Care, "network-off", frame.say("The platform does not answer"),
                       frame.say("This service needs its answer. Nothing is lost: you can try again, and it will count "
                                 "only once."));
  }
  std::unreachable();
}

std::string title_for(const Frame& frame, const flow::NotSubmitted& state) {
  return state.visit.service->kind == service::ServiceKind::Query ? frame.say("The query did not succeed")
                                                                  : frame.say("Your application was not submitted");
}

}  // namespace

Scene show(const Frame& frame, const flow::NotSubmitted& state) {
  auto scene = page(frame, title_for(frame, state));
  std::vector<Node> things{what_happened(frame, state)};
  // Somebody may hold a slip already that says otherwise.
  const bool was_stored = state.visit.submitted && state.visit.submitted->delivery == flow::Delivery::StoredHere;
  if (was_stored && state.why == NotSubmittedWhy::Refused) {
    things.push_back(notice(Surface::Care, frame.say("A receipt that says \"not yet sent\" does not count any more.")));
  }
  things.push_back(text(help_line(frame), {.ink = Ink::Soft, .align = TextAlign::Center}));
  scene.main = column({.gap = 32, .height = grow(), .justify = Justify::Center}, std::move(things));
  auto finish = other_action(Verb::Finish, frame.say("End the visit"));
  if (state.why == NotSubmittedWhy::Refused) {
    scene.actions = actions_bar(std::move(finish), main_action(frame, Verb::Back, frame.say("Check my answers")));
  } else {
    scene.actions = actions_bar(std::move(finish), main_action(frame, Verb::TryAgain, frame.say("Try again")));
  }
  return scene;
}

}  // namespace bianmin::screens
