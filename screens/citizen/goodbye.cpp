#include "screens/citizen/screens.h"
#include "screens/scene/theme.h"

namespace bianmin::screens {
namespace {

using namespace scene;

Node thing_to_take(std::string picture, std::string words) {
  return column(
      {.padding = all(32), .gap = 24, .height = grow(), .surface = Surface::Card, .radius = 24, .shadow = true},
      illustration(std::move(picture), 640),
      text(std::move(words), {.size = TextSize::Lead, .weight = Weight::Bold, .align = TextAlign::Center}));
}

std::string title_for(const Frame& frame, const flow::Goodbye& state) {
  const bool card = state.belongings.card_on_reader || state.belongings.card_in_slot;
  if (card && state.belongings.receipt_in_slot) return frame.say("Please take your card and your receipt");
  if (card) return frame.say("Please take your card");
  if (state.belongings.receipt_in_slot) return frame.say("Please take your receipt");
  return frame.say("Thank you, and goodbye");
}

}  // namespace

Scene show(const Frame& frame, const flow::Goodbye& state) {
  auto scene = page(frame, title_for(frame, state),
                    state.thanked_for_rating ? frame.say("Thank you for your opinion.") : std::string{});
  std::vector<Node> things;
  if (state.belongings.card_on_reader)
    things.push_back(thing_to_take("card-take", frame.say("Your card is on the reader")));
  if (state.belongings.card_in_slot)
    things.push_back(thing_to_take("card-from-slot", frame.say("Your card is in the slot")));
  if (state.belongings.receipt_in_slot)
    things.push_back(thing_to_take("receipt-take", frame.say("Your receipt is in the slot")));
  const auto wiped =
      state.stored
          ? frame.say("Your application stays locked in this terminal until it is sent. All else has been deleted")
          : frame.say("What you entered has been deleted from this terminal");
  if (things.empty()) {
    scene.main = in_the_middle(statement(Surface::Good, "check", frame.say("All done"), wiped));
  } else {
    auto shown = things.size() == 1
                     ? std::move(things.front())
                     : grid({.portrait = 1, .landscape = 2}, {.gap = 32, .height = grow()}, std::move(things));
    scene.main = column({.gap = 32, .height = grow()}, std::move(shown), notice(Surface::Good, wiped));
  }
  scene.actions = actions_bar({}, main_action(frame, flow::Verb::Finish, frame.say("Goodbye")));
  return scene;
}

}  // namespace bianmin::screens
