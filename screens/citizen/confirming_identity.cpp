#include "kiosk/service/masking.h"
#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using flow::Verb;

std::string valid_until(const Frame& frame, const service::Holder& holder) {
  return holder.valid_until ? frame.say(service::spoken_date(*holder.valid_until)) : frame.say("No end date");
}

}  // namespace

Scene show(const Frame& frame, const flow::ConfirmingIdentity& state) {
  const auto& holder = *state.visit.holder;
  const auto& name = service::called(holder);
  auto scene =
      page(frame, frame.say("Is this you?"),
           state.visit.preferences.large_text ? std::string{}
                                              : frame.say("Please check that the card on the reader is yours."));
  auto person = icon("person", 200, Ink::Accent);
  person.style.decor = true;
  auto document = close_fact(frame.say("Document"), frame.say(service::title(holder.document)));
  document.style.decor = true;
  scene.main = column({.gap = 32, .height = grow()}, std::move(person),
                      card({}, {close_fact(frame.say("Name"), state.revealed ? name : service::mask_name(name), true),
                                close_fact(frame.say("Card number"),
                                           state.revealed ? holder.number : service::mask_number(holder.number), true),
                                std::move(document), close_fact(frame.say("Valid until"), valid_until(frame, holder))}),
                      hold_to_reveal(frame));
  scene.actions = actions_bar(scene::back_button(flow::action_id(Verb::Back), frame.say("No, read again")),
                              main_action(frame, Verb::Next, frame.say("Yes, go on")));
  return scene;
}

}  // namespace bianmin::screens
