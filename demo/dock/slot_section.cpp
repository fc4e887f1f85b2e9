// The slot for social-security cards: one card to put in and take out, and what can go wrong with it.
#include "demo/dock/sections.h"

namespace bianmin::dock {

using namespace scene;

namespace {

// No taller than a switch needs: the cards above want the room.
Node tile(const SampleCard& holder, const SlotState& state, Language language) {
  const bool inside = !state.card.empty();
  const auto title = words::kSocialSecurityCard.in(language);
  const auto name = title_of(holder, language).name;
  const auto below = inside ? small(words::kInSlot.in(language), {.weight = Weight::Bold, .ink = Ink::Good})
                            : small(name, {.ink = Ink::Soft, .max_lines = 1});
  return touchable({.action = action_of({Wire::Slot, inside ? "remove" : "lay " + shell_word(holder.key)}),
                    .label = title + words::kComma.in(language) + name,
                    .role = Role::Choice,
                    .selected = inside},
                   row({.padding = sides(12, 6),
                        .gap = 12,
                        .width = grow(),
                        .min_height = 96,
                        .align = Align::Center,
                        .surface = inside ? Surface::Selected : Surface::Field,
                        .border = inside ? Border::Strong : Border::Line,
                        .radius = 20},
                       icon("social-security", 64, Ink::Accent),
                       column({.width = grow()}, small(title, {.weight = Weight::Bold}), below)));
}

Node not_running(Language language) {
  return row({.padding = sides(12, 0), .gap = 12, .min_height = 96, .align = Align::Center},
             icon("network-off", 64, Ink::Soft),
             small(words::kSlotNotRunning.in(language), {.ink = Ink::Soft}, {.width = grow()}));
}

}  // namespace

std::optional<Node> slot_line(const Bench& bench) {
  if (!bench.given(Wire::Slot)) return std::nullopt;
  const auto language = bench.language;
  const auto* holder = social_security_holder(bench);
  if (!bench.slot || holder == nullptr) return not_running(language);
  const auto& state = *bench.slot;
  return row({.gap = 16}, tile(*holder, state, language),
             trouble_switch(language, Wire::Slot, on_off(words::kPullMidRead, "pull-mid-read", state.pull_mid_read)));
}

}  // namespace bianmin::dock
