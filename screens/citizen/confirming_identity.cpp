#include "kiosk/service/masking.h"
#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using flow::Verb;

// Not every document says how long it is valid; that is not "for ever".
std::optional<Node> validity(const Frame& frame, const service::Holder& holder) {
  if (std::holds_alternative<service::NotKnown>(holder.valid_until)) return std::nullopt;
  return close_fact(frame.say("Valid until"), frame.say(service::spoken_end(holder.valid_until)));
}

std::string lead_for(const Frame& frame, const flow::Visit& visit) {
  if (visit.holder->document == service::DocumentKind::SocialSecurityCard && visit.belongings.card_in_slot) {
    return frame.say("Please check that the card in the slot is yours.");
  }
  if (visit.belongings.card_on_reader) return frame.say("Please check that the card on the reader is yours.");
  if (visit.holder->document == service::DocumentKind::ElectronicId) {
    return frame.say("Please check that this is your electronic ID.");
  }
  return frame.say("Please check that this is you.");
}

// Without a decoder of the operator's, a silhouette.
Node likeness(const service::Holder& holder) {
  if (!holder.photo) return icon("person", 200, Ink::Accent);
  constexpr int kTall = 260;
  return photo(static_cast<int>(holder.photo->width), static_cast<int>(holder.photo->height), holder.photo->rgb, kTall);
}

}  // namespace

Scene show(const Frame& frame, const flow::ConfirmingIdentity& state) {
  const auto& holder = *state.visit.holder;
  const auto& name = service::called(holder);
  auto scene =
      page(frame, frame.say("Is this you?"), state.visit.preferences.large_text ? "" : lead_for(frame, state.visit));
  auto person = likeness(holder);
  person.style.decor = true;
  auto document = close_fact(frame.say("Document"), frame.say(service::title(holder.document)));
  document.style.decor = true;
  std::vector<Node> facts;
  facts.push_back(close_fact(frame.say("Name"), state.revealed ? name : service::mask_name(name), true));
  facts.push_back(
      close_fact(frame.say("Number"), state.revealed ? holder.number : service::mask_number(holder.number), true));
  facts.push_back(std::move(document));
  if (auto valid = validity(frame, holder)) facts.push_back(std::move(*valid));
  scene.main =
      column({.gap = 32, .height = grow()}, std::move(person), card({}, std::move(facts)), hold_to_reveal(frame));
  scene.actions = actions_bar(scene::back_button(flow::action_id(Verb::Back), frame.say("No, read again")),
                              main_action(frame, Verb::Next, frame.say("Yes, go on")));
  return scene;
}

}  // namespace bianmin::screens
