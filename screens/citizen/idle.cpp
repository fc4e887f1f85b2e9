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

std::vector<Node> what_can_be_done(const Frame& chinese, const Frame& english) {
  std::vector<Node> kinds;
  for (const auto* category : flow::categories_in(chinese.terminal)) {
    if (kinds.size() == kCategoriesShown) break;
    kinds.push_back(column({.gap = 8, .width = grow()}, icon(category->icon, 112),
                           text(chinese.say(category->title), {.align = TextAlign::Center}),
                           text(english.say(category->title), {.size = TextSize::Small, .align = TextAlign::Center})));
  }
  return kinds;
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

Node invitation(const std::string& chinese, const std::string& english) {
  return column(
      {.padding = sides(64, 24), .self = Align::Center, .surface = Surface::Card, .radius = 96},
      text(chinese, {.size = TextSize::Title, .weight = Weight::Bold, .ink = Ink::Accent, .align = TextAlign::Center}),
      text(english, {.size = TextSize::Lead, .align = TextAlign::Center}));
}

struct Parts {
  Node welcome;
  std::vector<Node> kinds;
  std::vector<Node> notices;
  Node begin;
};

// On a tall panel: one below the other, the invitation where the hand is.
Node upright(const Parts& parts) {
  return column({.gap = 40, .height = grow(), .panel = Panel::Portrait}, grow_space(),
                row({.justify = Justify::Center}, icon("emblem", 176)), parts.welcome, grow_space(),
                row({.gap = 16, .justify = Justify::Center, .decor = true}, parts.kinds), grow_space(), parts.notices,
                parts.begin, grow_space());
}

// On a wide one: whose it is and how to begin at the left, what can be done at the right. The bar above has the emblem.
Node side_by_side(const Parts& parts) {
  const int columns = parts.kinds.size() > 1 ? 2 : 1;
  return column({.gap = 40, .height = grow(), .panel = Panel::Landscape},
                row({.gap = 64, .height = grow(), .align = Align::Center},
                    column({.gap = 64, .width = grow(5)}, parts.welcome, parts.begin),
                    grid({.portrait = columns}, {.gap = 48, .width = grow(4), .decor = true}, parts.kinds)),
                parts.notices);
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
  std::vector<Node> notices;
  for (auto& found : {what_was_left(chinese, english), what_is_missing(chinese, english)}) {
    if (found) notices.push_back(*found);
  }
  const Parts parts{said_twice(chinese, english, sentence("Government services, at your own pace"), TextSize::Number),
                    what_can_be_done(chinese, english), std::move(notices),
                    invitation(chinese.say(kInvitation), english.say(kInvitation))};
  scene.main =
      touchable({.action = flow::action_id(flow::Verb::Begin),
                 // The whole page is the target, and its label is all that is spoken.
                 .label = chinese.say(kInvitation) + (card_was_left(chinese) ? "。" + chinese.say(kLeft) : "")},
                column({.padding = all(48), .height = grow(), .surface = Surface::Brand, .radius = kCardRadius},
                       upright(parts), side_by_side(parts)));
  return scene;
}

}  // namespace bianmin::screens
