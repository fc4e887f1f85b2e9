// The terminal came back after a crash in mid-visit.
#include "screens/citizen/screens.h"
#include "screens/citizen/submitted.h"

namespace bianmin::screens {
namespace {

using namespace scene;

Node what_became_of_it(const Frame& frame, const std::optional<flow::Submitted>& submitted) {
  if (!submitted) {
    return statement(Surface::Care, "warn", frame.say("Nothing was submitted"),
                     frame.say("What you had entered is deleted. Please start again; nothing happens twice."));
  }
  if (accepted(*submitted)) {
    return statement(Surface::Good, "check", frame.say("Your application has been accepted"),
                     frame.say("You need not submit it again. Please note down its number."),
                     {large_number(frame, *submitted)});
  }
  return statement(Surface::Care, "stored", frame.say("Your application is stored on this terminal"),
                   frame.say("It will be sent to the platform by itself. Please do not submit it again."),
                   {large_number(frame, *submitted)});
}

}  // namespace

Scene show(const Frame& frame, const flow::Interrupted& state) {
  auto scene = page(frame, frame.say("The terminal had to restart"),
                    frame.say("We are sorry. The visit before was interrupted."));
  scene.main =
      column({.gap = 32, .height = grow(), .justify = Justify::Center}, what_became_of_it(frame, state.submitted),
             text(help_line(frame), {.ink = Ink::Soft, .align = TextAlign::Center}));
  scene.actions = actions_bar({}, main_action(frame, flow::Verb::Finish, frame.say("I have read this")));
  return scene;
}

}  // namespace bianmin::screens
