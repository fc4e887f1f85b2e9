// The slot for social-security cards: one card to put in and take out, and what can go wrong with it.
#include "demo/dock/sections.h"

namespace bianmin::dock {

using namespace scene;

namespace {

Node tile(const SampleCard& holder, const SlotState& state, Language language) {
  const bool inside = !state.card.empty();
  const auto title = words::kSocialSecurityCard.with(language, title_of(holder, language).name);
  const auto below = inside ? small(words::kInSlot.in(language), {.weight = Weight::Bold, .ink = Ink::Good})
                            : small(words::kOutOfSlot.in(language), {.ink = Ink::Soft});
  return touchable({.action = action_of({Wire::Slot, inside ? "remove" : "lay " + shell_word(holder.key)}),
                    .label = title,
                    .role = Role::Choice,
                    .selected = inside},
                   row({.padding = sides(12, 12),
                        .gap = 12,
                        .min_height = 112,
                        .align = Align::Center,
                        .surface = inside ? Surface::Selected : Surface::Field,
                        .border = inside ? Border::Strong : Border::Line,
                        .radius = 20},
                       icon("social-security", 64, Ink::Accent),
                       column({.gap = 2, .width = grow()}, text(title, {.weight = Weight::Bold}), below)));
}

Node not_running(Language language) {
  return row({.padding = sides(12, 12), .gap = 12, .min_height = 112, .align = Align::Center},
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
  auto card = tile(*holder, state, language);
  card.style.width = grow(3);
  auto switches = troubles(
      bench, Wire::Slot, 2,
      {on_off(words::kPullMidRead, "pull-mid-read", state.pull_mid_read), on_off(words::kSilence, "mute", state.mute)});
  switches.style.width = grow(2);
  return row({.gap = 16}, std::move(card), std::move(switches));
}

}  // namespace bianmin::dock
