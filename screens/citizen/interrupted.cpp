// The terminal came back after a crash in mid-visit.
#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;

Node what_became_of_it(const Frame& frame, const std::optional<flow::Submitted>& submitted) {
  if (!submitted) {
    return notice(Surface::Care, frame.say("Nothing was submitted"),
                  frame.say("What you had entered is deleted. Please start again; nothing happens twice."));
  }
  if (submitted->delivery == flow::Delivery::Accepted) {
    return notice(Surface::Good, frame.say("Your application has been accepted"),
                  frame.say("You need not submit it again. Please note down its number."));
  }
  return notice(Surface::Care, frame.say("Your application is stored on this terminal"),
                frame.say("It will be sent to the platform by itself. Please do not submit it again."));
}

std::optional<Node> number_of(const Frame& frame, const std::optional<flow::Submitted>& submitted) {
  if (!submitted) return std::nullopt;
  const bool accepted = submitted->delivery == flow::Delivery::Accepted && submitted->answer;
  return card({}, {fact(accepted ? frame.say("Reference number") : frame.say("Number on this terminal"),
                        accepted ? submitted->answer->number : submitted->local_number),
                   fact(frame.say("Time"), submitted->time)});
}

}  // namespace

Scene show(const Frame& frame, const flow::Interrupted& state) {
  auto scene = page(frame, frame.say("The terminal had to restart"),
                    frame.say("We are sorry. The visit before was interrupted."));
  scene.main = column({.gap = 32}, what_became_of_it(frame, state.submitted), number_of(frame, state.submitted),
                      illustration("terminal-restarted", 640), text(help_line(frame), {.ink = Ink::Soft}));
  scene.actions = actions_bar({}, main_action(frame, flow::Verb::Finish, frame.say("I have read this")));
  return scene;
}

}  // namespace bianmin::screens
