#include "kiosk/flow/offers.h"
#include "screens/citizen/screens.h"
#include "screens/citizen/submitted.h"

namespace bianmin::screens {

using namespace scene;

Scene show(const Frame& frame, const flow::ReceiptOnScreen& state) {
  const auto& submitted = *state.visit.submitted;
  const bool has_link = accepted(submitted) && submitted.answer && !submitted.answer->link.empty();
  auto scene = page(frame, frame.say("Save it on your phone"),
                    has_link ? frame.say("Scan the code to open your receipt, or write down the number.")
                             : frame.say("Scan the code to keep the number, or write it down."));
  scene.main = in_the_middle(grid({.portrait = 1, .landscape = 2}, {.gap = 48},
                                  row({.justify = Justify::Center}, code(flow::receipt_code_of(state.visit), 440)),
                                  large_number(frame, submitted)));
  scene.actions = actions_bar({}, main_action(frame, flow::Verb::Next, frame.say("I have it")));
  return scene;
}

}  // namespace bianmin::screens
