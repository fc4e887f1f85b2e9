#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;

// What already holds, whatever the printer does.
Node what_holds(const Frame& frame, const flow::Visit& visit) {
  if (visit.submitted->delivery == flow::Delivery::Accepted) {
    return notice(Surface::Good, frame.say("Accepted by the platform"));
  }
  return notice(Surface::Care, frame.say("Stored here, not yet sent"));
}

}  // namespace

Scene show(const Frame& frame, const flow::Printing& state) {
  const auto seconds = frame.terminal.house.print_patience.count();
  auto scene = page(frame, frame.say("Your receipt is being printed"),
                    frame.say("Please wait until it has come out completely."));
  scene.main = column({.gap = 32, .height = grow()}, what_holds(frame, state.visit), illustration("receipt-take"),
                      text(frame.words.count("The printer is at work: at most {0} second",
                                             "The printer is at work: at most {0} seconds", seconds),
                           {.size = TextSize::Lead, .weight = Weight::Bold, .align = TextAlign::Center}));
  return scene;
}

}  // namespace bianmin::screens
