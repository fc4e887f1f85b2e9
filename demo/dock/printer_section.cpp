// The printer's slot with the ticket that hangs from it, its supplies, and what can go wrong with it.
#include "demo/dock/sections.h"

namespace bianmin::dock {

using namespace scene;

namespace {

Node slot() { return column({.height = fixed(28), .surface = Surface::Brand, .radius = 14}); }

// The room below the slot. The ticket is drawn over the target that enlarges it.
Node below_slot(const PrinterState& state, Language language) {
  const Style room{.height = grow(), .min_height = 320, .radius = 12};
  const auto enlarge = [&](Style style) {
    return touchable({.action = {std::string{kEnlarge}}, .label = words::kEnlarge.in(language)}, column(style));
  };
  if (!state.in_mouth.empty()) return enlarge(room);
  Style empty = room;
  empty.gap = 24;
  empty.align = Align::Center;
  empty.justify = Justify::Center;
  std::optional<Node> last;
  if (!state.last_cut.empty()) {
    const auto label = words::kLastTicket.in(language);
    last = touchable({.action = {std::string{kEnlarge}}, .label = label}, column({.padding = sides(28, 8),
                                                                                  .min_height = 96,
                                                                                  .justify = Justify::Center,
                                                                                  .surface = Surface::ActionQuiet,
                                                                                  .radius = 16},
                                                                                 small(label)));
  }
  return column(empty, icon("receipt", 96, Ink::Soft),
                small(words::kNothingInMouth.in(language), {.ink = Ink::Soft, .align = TextAlign::Center}),
                std::move(last));
}

Node take_button(const PrinterState& state, Language language) {
  const auto label = words::kTake.in(language);
  return touchable({.action = action_of({Wire::Printer, "take"}), .label = label, .enabled = !state.in_mouth.empty()},
                   row({.padding = sides(24, 8),
                        .min_height = 104,
                        .align = Align::Center,
                        .justify = Justify::Center,
                        .surface = Surface::Action,
                        .radius = 52},
                       text(label, {.weight = Weight::Bold, .align = TextAlign::Center})));
}

Node roll_choice(const Said& name, const std::string& amount, bool now, Language language) {
  const auto label = name.in(language);
  return touchable({.action = action_of({Wire::Printer, "paper " + amount}),
                    .label = words::kPaper.in(language) + ", " + label,
                    .role = Role::Choice,
                    .selected = now},
                   column({.padding = sides(8, 8),
                           .min_height = 96,
                           .justify = Justify::Center,
                           .surface = now ? Surface::Selected : Surface::Field,
                           .border = now ? Border::Strong : Border::Line,
                           .radius = 16},
                          small(label, {.weight = now ? Weight::Bold : Weight::Regular, .align = TextAlign::Center})));
}

Node roll(const PrinterState& state, Language language) {
  return row({.gap = 16, .align = Align::Center}, small(words::kPaper.in(language), {.ink = Ink::Soft}),
             grid({.portrait = 3}, {.gap = 16, .width = grow()},
                  roll_choice(words::kPaperFull, "full", state.roll == Roll::Full, language),
                  roll_choice(words::kPaperNear, "near", state.roll == Roll::Near, language),
                  roll_choice(words::kPaperOut, "out", state.roll == Roll::Out, language)));
}

Node hang_up(Language language) {
  const auto label = words::kHangUp.in(language);
  return touchable({.action = action_of({Wire::Printer, "hangup"}), .label = label},
                   column({.padding = sides(14, 8),
                           .min_height = 96,
                           .justify = Justify::Center,
                           .surface = Surface::ActionQuiet,
                           .radius = 16},
                          small(label, {.align = TextAlign::Center})));
}

Standing standing_of(const PrinterState& state, Language language) {
  if (!state.listening) return {words::kOffNetwork.in(language), false};
  if (state.stopped || state.roll == Roll::Out || state.cover_open || state.cutter_jammed || state.head_hot) {
    return {words::kStopped.in(language), false};
  }
  if (state.printing) return {words::kPrinting.in(language), true};
  return {words::kTicketsCut.with(language, static_cast<long>(state.tickets)), true};
}

}  // namespace

Node printer_section(const Bench& bench) {
  const auto language = bench.language;
  const auto state = bench.printer.value_or(PrinterState{});
  Node switches = troubles(bench, Wire::Printer, 2,
                           {{words::kCover, "cover open", "cover close", state.cover_open},
                            {words::kCutter, "cutter jam", "cutter clear", state.cutter_jammed},
                            {words::kHead, "head hot", "head cool", state.head_hot},
                            on_off(words::kSilence, "silence", state.silence),
                            {words::kLeaveNetwork, "go-away", "come-back", !state.listening}});
  switches.children.push_back(hang_up(language));
  return section(bench, Wire::Printer, "printer", words::kPrinter, standing_of(state, language),
                 {column({.height = grow()}, slot(), below_slot(state, language)), take_button(state, language),
                  roll(state, language), std::move(switches)});
}

}  // namespace bianmin::dock
