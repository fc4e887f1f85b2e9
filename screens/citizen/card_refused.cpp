#include "screens/citizen/screens.h"
#include "screens/citizen/services.h"

namespace bianmin::screens {
namespace {

using namespace scene;

Node why_refused(const Frame& frame, const flow::CardRefused& state) {
  switch (state.reason) {
    case flow::CardRefusal::Expired:
      return notice(Surface::Bad, frame.say("This card has expired"),
                    state.valid_until.empty()
                        ? frame.say("Services need a valid card. Please have yours renewed at a police station.")
                        : frame.words.format("It was valid until {0}. Services need a valid card: please have yours "
                                             "renewed at a police station.",
                                             {day_in_words(frame, state.valid_until)}));
    case flow::CardRefusal::NotYetValid:
      return notice(Surface::Bad, frame.say("This card is not valid yet"),
                    frame.say("Please use the card that is valid today."));
    case flow::CardRefusal::WrongDocument:
      return notice(Surface::Bad, frame.say("This service does not take this document"),
                    frame.words.format("You used: {0}. Please use one of the documents named below.",
                                       {frame.say(service::title(state.document))}));
    case flow::CardRefusal::BadNumber:
      return notice(Surface::Bad, frame.say("The number on this card cannot be right"),
                    frame.say("For your protection it is not used. Please go to a counter with your card."));
  }
  std::unreachable();
}

}  // namespace

Scene show(const Frame& frame, const flow::CardRefused& state) {
  auto scene = page(frame, frame.say("Please use another document"),
                    frame.say("Nothing has been submitted. Please take your card back."));
  auto picture = illustration("card-take");
  picture.style.min_height = 160;
  picture.style.decor = true;
  std::optional<Node> instead;
  if (state.reason == flow::CardRefusal::WrongDocument) {
    instead = card(frame.say("Accepted documents"), {text(documents_taken(frame, *state.visit.service))});
  }
  scene.main = column({.gap = 32, .height = grow()}, why_refused(frame, state), std::move(instead), std::move(picture),
                      text(help_line(frame), {.size = TextSize::Small, .ink = Ink::Soft}));
  scene.actions = actions_bar(back(frame), main_action(frame, flow::Verb::TryAgain, frame.say("Use another card")));
  return scene;
}

}  // namespace bianmin::screens
