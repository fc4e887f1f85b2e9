// Nobody is here: an invitation, in both languages, to touch anywhere.
#include "screens/citizen/screens.h"
#include "screens/citizen/services.h"
#include "screens/scene/theme.h"

namespace bianmin::screens {
namespace {

using namespace scene;

constexpr std::size_t kCategoriesShown = 4;

Node said_twice(const Frame& chinese, const Frame& english, std::string_view msgid, TextSize size) {
  return column({.gap = 8},
                text(chinese.say(msgid), {.size = size, .weight = Weight::Bold, .align = TextAlign::Center}),
                text(english.say(msgid), {.size = TextSize::Lead, .align = TextAlign::Center}));
}

Node what_can_be_done(const Frame& chinese, const Frame& english) {
  std::vector<Node> kinds;
  for (const auto* category : flow::categories_in(chinese.terminal)) {
    if (kinds.size() == kCategoriesShown) break;
    kinds.push_back(column({.gap = 8, .width = grow()}, icon(category->icon, 112),
                           text(chinese.say(category->title), {.align = TextAlign::Center}),
                           text(english.say(category->title), {.size = TextSize::Small, .align = TextAlign::Center})));
  }
  return row({.gap = 16, .justify = Justify::Center, .decor = true}, std::move(kinds));
}

// Calm: most of what the terminal offers may still work.
std::optional<Node> what_is_missing(const Frame& chinese, const Frame& english) {
  std::size_t offered = 0;
  std::size_t missing = 0;
  for (const auto* service : flow::services_in(chinese.terminal, {})) {
    ++offered;
    if (flow::why_unavailable(chinese.terminal, *service)) ++missing;
  }
  if (missing == 0) return std::nullopt;
  const auto msgid = missing == offered ? sentence("No service is available at the moment. Please ask the staff.")
                                        : sentence("Some services are not available at the moment.");
  return notice(Surface::Care, chinese.say(msgid), english.say(msgid));
}

constexpr auto kLeft = sentence("Somebody's card was left here. Please take it to the staff.");

bool card_was_left(const Frame& frame) {
  return frame.terminal.health.card_left_on_reader || frame.terminal.health.card_left_in_slot;
}

std::optional<Node> what_was_left(const Frame& chinese, const Frame& english) {
  if (!card_was_left(chinese)) return std::nullopt;
  return notice(Surface::Care, chinese.say(kLeft), english.say(kLeft));
}

}  // namespace

Scene show(const Frame& frame, const flow::Idle& /*state*/) {
  const Words in_chinese{Language::Chinese};
  const Words in_english{Language::English};
  const Frame chinese{frame.terminal, in_chinese};
  const Frame english{frame.terminal, in_english};

  constexpr auto kInvitation = sentence("Touch the screen to begin");
  auto scene = page(frame, chinese.say(kInvitation));
  scene.heading = {};
  auto begin =
      column({.padding = sides(64, 24), .self = Align::Center, .surface = Surface::Card, .radius = 96},
             text(chinese.say(kInvitation),
                  {.size = TextSize::Title, .weight = Weight::Bold, .ink = Ink::Accent, .align = TextAlign::Center}),
             text(english.say(kInvitation), {.size = TextSize::Lead, .align = TextAlign::Center}));
  scene.main = touchable(
      {.action = flow::action_id(flow::Verb::Begin),
       // The whole page is the target, and its label is all that is spoken.
       .label = chinese.say(kInvitation) + (card_was_left(chinese) ? "。" + chinese.say(kLeft) : "")},
      column({.padding = all(48), .gap = 40, .height = grow(), .surface = Surface::Brand, .radius = kCardRadius},
             grow_space(), row({.justify = Justify::Center}, icon("emblem", 176)),
             said_twice(chinese, english, sentence("Government services, at your own pace"), TextSize::Number),
             grow_space(), what_can_be_done(chinese, english), grow_space(), what_was_left(chinese, english),
             what_is_missing(chinese, english), std::move(begin), grow_space()));
  return scene;
}

}  // namespace bianmin::screens
