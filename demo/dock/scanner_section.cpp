// The codes that can be held under the scanner's window, and what can go wrong with it.
#include "demo/dock/sections.h"

namespace bianmin::dock {

using namespace scene;

namespace {

// A word that must not be broken asks for all of its width, and a web address is one.
std::string shortened(const std::string& code) {
  constexpr std::size_t kShown = 12;
  constexpr std::string_view kScheme = "https://";
  const auto seen = code.starts_with(kScheme) ? code.substr(kScheme.size()) : code;
  return seen.size() <= kShown ? seen : seen.substr(0, kShown - 1) + "…";
}

Node code_tile(const SampleCode& code, bool shown, Language language) {
  const auto title = code.title.in(language);
  const auto below = shown ? small(words::kShown.in(language), {.weight = Weight::Bold, .ink = Ink::Good})
                           : small(shortened(code.text), {.ink = Ink::Soft, .max_lines = 1});
  const auto order = code.order.empty() ? "show " + shell_word(code.text) : code.order;
  return touchable({.action = action_of({Wire::Scanner, shown ? "take-away" : order}),
                    .label = title,
                    .role = Role::Choice,
                    .selected = shown},
                   row({.padding = sides(12, 4),
                        .gap = 16,
                        .width = grow(),
                        .height = grow(),
                        .min_height = 112,
                        .align = Align::Center,
                        .surface = shown ? Surface::Selected : Surface::Field,
                        .border = shown ? Border::Strong : Border::Line,
                        .radius = 20},
                       column({.gap = 2, .width = grow()}, text(title, {.weight = Weight::Bold}), below)));
}

// An electronic ID is another code each time it is opened.
bool is_shown(const SampleCode& code, const std::string& shown) {
  return code.order.empty() ? code.text == shown : shown.starts_with(code.text);
}

Standing standing_of(const ScannerState& state, Language language) {
  if (!state.plugged) return {words::kUnplugged.in(language), false};
  if (state.triggered) return {words::kLooking.in(language), true};
  return {words::kTimesRead.with(language, state.reads), true};
}

}  // namespace

Node scanner_section(const Bench& bench) {
  const auto language = bench.language;
  const auto state = bench.scanner.value_or(ScannerState{});
  std::vector<Node> lines;
  for (const auto& code : sample_codes()) {
    if (lines.empty() || lines.back().children.size() == 2) lines.push_back(row({.gap = 16, .height = grow()}));
    lines.back().children.push_back(code_tile(code, is_shown(code, state.shown), language));
  }
  return section(bench, Wire::Scanner, "scan", words::kScanner, standing_of(state, language),
                 {column({.gap = 16, .height = grow()}, std::move(lines)),
                  troubles(bench, Wire::Scanner, 3,
                           {on_off(words::kRubbish, "rubbish", state.rubbish),
                            on_off(words::kSilence, "silence", state.silence),
                            {words::kUnplug, "unplug", "plug", !state.plugged}})});
}

}  // namespace bianmin::dock
