#include "screens/citizen/screens.h"
#include "screens/citizen/services.h"
#include "screens/scene/theme.h"

namespace bianmin::screens {
namespace {

using namespace scene;

std::optional<Node> problem_notice(const Frame& frame, flow::CardProblem problem) {
  switch (problem) {
    case flow::CardProblem::None:
      return std::nullopt;
    case flow::CardProblem::Removed:
      return notice(Surface::Care, frame.say("The card was taken away too soon"),
                    frame.say("It was not read to the end. Please lay it down again and leave it there until the "
                              "screen changes."));
    case flow::CardProblem::Damaged:
      return notice(Surface::Bad, frame.say("The card does not answer"),
                    frame.say("Please lay it down alone, without a cover or other cards. If it still does not answer, "
                              "its chip may be damaged: please go to a counter."));
    case flow::CardProblem::Unreadable:
      return notice(Surface::Bad, frame.say("This card cannot be read here"),
                    frame.say("It may be another kind of card. Please use one of the documents named below."));
  }
  std::unreachable();
}

Node what_goes_on(const Frame& frame, const flow::AwaitingCard& state) {
  if (!frame.terminal.health.can_read_cards()) {
    return notice(Surface::Care, frame.say("The card reader is being restarted"),
                  sentences(frame, {frame.say("Please wait a moment: it goes on by itself, and nothing is lost."),
                                    help_line(frame)}));
  }
  if (state.reading) {
    return row({.padding = all(32), .gap = 32, .align = Align::Center, .surface = Surface::Card, .radius = kCardRadius},
               spinner(96),
               column({.gap = 8, .width = grow()},
                      text(frame.say("Reading your card. Please do not move it."),
                           {.size = TextSize::Lead, .weight = Weight::Bold}),
                      text(frame.say("This takes a few seconds."), {.ink = Ink::Soft})));
  }
  if (auto problem = problem_notice(frame, state.problem)) return std::move(*problem);
  return text(frame.say("Lay the card flat and leave it there until the screen changes."),
              {.size = TextSize::Lead, .align = TextAlign::Center});
}

Node note(std::string words) {
  return text(std::move(words), {.size = TextSize::Small, .ink = Ink::Soft, .align = TextAlign::Center});
}

}  // namespace

Scene show(const Frame& frame, const flow::AwaitingCard& state) {
  auto scene = page(frame, frame.say("Please place your identity card on the reader"));
  auto picture = illustration("card-on-reader");
  picture.style.min_height = 200;
  scene.main = column(
      {.gap = 32, .height = grow()}, std::move(picture), what_goes_on(frame, state),
      column({.gap = 4}, note(frame.say("Accepted documents")), note(documents_taken(frame, *state.visit.service))));
  scene.actions = actions_bar(back(frame), {});
  return scene;
}

}  // namespace bianmin::screens
