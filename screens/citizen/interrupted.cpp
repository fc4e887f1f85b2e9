// The terminal came back after a crash in mid-visit.
#include "screens/citizen/screens.h"
#include "screens/citizen/submitted.h"

namespace bianmin::screens {
namespace {

using namespace scene;

Node what_became_of_it(const Frame& frame, const flow::Interrupted& state) {
  const auto& submitted = state.submitted;
  if (!submitted) {
    return statement(
        Surface::Care, "warn", frame.say("Nothing was submitted"),
        frame.say("What you entered has been deleted. Please start again: nothing will be submitted twice."));
  }
  if (state.refused) {
    return statement(Surface::Bad, "bad", frame.say("Not accepted by the platform"),
                     frame.say("Your application was sent and refused. Please start again, or ask at a counter."),
                     {large_number(frame, *submitted)});
  }
  if (accepted(*submitted)) {
    return statement(Surface::Good, "check", frame.say("Application accepted"),
                     frame.say("You need not submit it again. Please note down its number."),
                     {large_number(frame, *submitted)});
  }
  return statement(Surface::Care, "stored", frame.say("Application stored here"),
                   frame.say("It will be sent to the platform automatically. Please do not submit it again."),
                   {large_number(frame, *submitted)});
}

}  // namespace

Scene show(const Frame& frame, const flow::Interrupted& state) {
  auto scene = page(frame, frame.say("The terminal had to restart"),
                    frame.say("We are sorry: the previous visit was interrupted."));
  scene.main = column({.gap = 32, .height = grow(), .justify = Justify::Center}, what_became_of_it(frame, state),
                      text(help_line(frame), {.ink = Ink::Soft, .align = TextAlign::Center}));
  scene.actions = actions_bar({}, main_action(frame, flow::Verb::Finish, frame.say("I have read this")));
  return scene;
}

}  // namespace bianmin::screens
