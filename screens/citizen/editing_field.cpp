// One field, and the keyboard for it.
#include "screens/citizen/keyboard.h"
#include "screens/citizen/screens.h"
#include "screens/scene/theme.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using flow::KeyLayout;
using service::InputKind;

std::string placeholder(const Frame& frame, const service::Field& field) {
  if (field.input == InputKind::Date) return frame.say("For example 2026-03-05");
  if (field.example) return frame.words.format("For example {0}", {frame.say(*field.example)});
  return {};
}

std::optional<Node> scan_instead(const Frame& frame, const flow::EditingField& state) {
  if (state.scan.value == 0 || frame.terminal.health.scanner.state != flow::DeviceState::Ready) return std::nullopt;
  auto picture = illustration("phone-scan", 400);
  picture.style.min_height = 120;
  return row({.padding = all(24),
              .gap = 32,
              .height = grow(3),
              .align = Align::Center,
              .surface = Surface::Card,
              .radius = 24,
              .decor = true},
             column({.width = grow(2), .height = grow()}, std::move(picture)),
             text(frame.say("You can also hold the code under the scanner window."), {}, {.width = grow(3)}));
}

// A problem says how to mend it: the hint would only repeat that.
std::optional<Node> hint_or_problem(const Frame& frame, const flow::EditingField& state, const service::Field& field) {
  if (state.problem) {
    return row({.gap = 16, .align = Align::Center}, icon("warn", 48, Ink::Bad),
               text(frame.say(*state.problem), {.weight = Weight::Bold, .ink = Ink::Bad}, {.width = grow()}));
  }
  if (!field.hint) return std::nullopt;
  return text(frame.say(*field.hint), {.size = TextSize::Small, .ink = Ink::Soft});
}

}  // namespace

Scene show(const Frame& frame, const flow::EditingField& state) {
  const auto* field = service::find_field(state.form.visit.service->form, state.field);
  if (field == nullptr) return show(frame, state.form);
  auto scene = page(frame, frame.say(field->label));
  // The box belongs to the title: where the keyboard needs all the room below, both stand above it or beside it.
  scene.heading = column({.gap = 24}, std::move(scene.heading),
                         entry_box({.text = state.keyboard.text,
                                    .composing = state.keyboard.composing,
                                    .placeholder = placeholder(frame, *field),
                                    .wrong = state.problem.has_value(),
                                    .close = state.form.visit.preferences.large_text}));

  if (state.keyboard.layout == KeyLayout::Digits) {
    scene.main =
        column({.gap = 16, .height = grow()}, hint_or_problem(frame, state, *field), grow_space(), digit_pad(frame));
    scene.actions = actions_bar(back(frame), main_action(frame, flow::Verb::KeyboardDone, frame.say("Done")));
    return scene;
  }
  const bool words = field->input == InputKind::Text;
  const bool low = state.form.visit.preferences.low_reach;
  LastRow last;
  if (low) {
    last = {back_key(frame), done_key(frame)};
  } else {
    scene.actions = actions_bar(back(frame), main_action(frame, flow::Verb::KeyboardDone, frame.say("Done")));
  }
  std::optional<Node> candidates;
  if (state.keyboard.layout == KeyLayout::Pinyin) candidates = candidates_of(frame, state.keyboard);
  auto keys = keyboard_of(frame, state.keyboard, words, words || field->input == InputKind::Code, std::move(last));
  auto aside = scan_instead(frame, state);
  if (!aside && !candidates) aside = grow_space();
  scene.main = column({.gap = 16, .height = grow()}, hint_or_problem(frame, state, *field), std::move(aside),
                      std::move(candidates), std::move(keys));
  return scene;
}

}  // namespace bianmin::screens
