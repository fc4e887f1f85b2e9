#include "screens/citizen/keyboard.h"
#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;

std::string dots(std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += "●";
  return all;
}

std::optional<Node> state_of(const Frame& frame, const flow::EnteringPin& state) {
  if (state.ticket.value != 0) return text(frame.say("Checking. Please wait."), {.ink = Ink::Soft});
  if (state.wrong > 0) {
    return row({.gap = 16, .align = Align::Center}, icon("warn", 48, Ink::Bad),
               text(frame.say("That was not right. Please try again."), {.weight = Weight::Bold, .ink = Ink::Bad},
                    {.width = grow()}));
  }
  return std::nullopt;
}

}  // namespace

Scene show(const Frame& frame, const flow::EnteringPin& state) {
  auto scene = page(frame, frame.say("Enter the technician's PIN"));
  scene.heading =
      column({.gap = 24}, std::move(scene.heading),
             entry_box({.text = dots(state.typed.size()), .wrong = state.wrong > 0}), state_of(frame, state));
  scene.main = column({.gap = 16, .height = grow()}, grow_space(), digit_pad(frame));
  scene.actions = actions_bar(back(frame), main_action(frame, flow::Verb::Next, frame.say("Enter"),
                                                       !state.typed.empty() && state.ticket.value == 0));
  return scene;
}

}  // namespace bianmin::screens
