#pragma once
// What every screen has: the bars at its edges, and the words and facts it is made from. Inside screens only.
#include <string>
#include <string_view>

#include "kiosk/flow/action.h"
#include "kiosk/flow/state.h"
#include "screens/scene/build.h"
#include "screens/scene/kit.h"
#include "screens/scene/scene.h"
#include "screens/words/words.h"

namespace bianmin::screens {

// What a screen is made from. Lives as long as the call of scene_of().
struct Frame {
  const flow::Terminal& terminal;
  const Words& words;

  [[nodiscard]] std::string say(std::string_view msgid) const { return words.text(msgid); }
  // The platform's own words.
  [[nodiscard]] const std::string& say(const LocalText& text) const { return text.in(words.language()); }
  [[nodiscard]] bool chinese() const { return words.language() == Language::Chinese; }
};

// A page with its bars and heading; main and actions are still empty. `title` is a question or an order.
[[nodiscard]] scene::Scene page(const Frame& frame, std::string title, std::string lead = {});

// The arrow back at the left, for actions_bar().
[[nodiscard]] scene::Node back(const Frame& frame);
[[nodiscard]] scene::Node main_action(const Frame& frame, flow::Verb verb, std::string label, bool enabled = true);
[[nodiscard]] scene::Node other_action(flow::Verb verb, std::string label, std::string icon = {});

// "Help: 12345": who can be asked, in every fault's sentence. Empty when the operator set no number.
[[nodiscard]] std::string help_line(const Frame& frame);
// Sentences one after the other, with a blank between where the language has one. Empty ones are left out.
[[nodiscard]] std::string sentences(const Frame& frame, std::initializer_list<std::string_view> parts);

// A long list on one screen: as many items a page as there is room for.
[[nodiscard]] scene::Node pages_of(const Frame& frame, std::size_t page, scene::Columns columns, int gap,
                                   std::vector<scene::Node> items);

// Fills what is left of the main zone and stands in its middle.
[[nodiscard]] scene::Node in_the_middle(scene::Node node);

// Where a screen has one thing to say: a large sign, what happened, what it means, and perhaps more below. Good, Care
// and Bad differ in colour, sign and words. A sign that `gives_way` is left out where room is short.
[[nodiscard]] scene::Node statement(scene::Surface kind, std::string sign, std::string title, std::string words,
                                    std::vector<scene::Node> more = {}, bool gives_way = false);

// A line of facts that stands close to its neighbours.
[[nodiscard]] scene::Node close_fact(std::string label, std::string value, bool personal = false);
// A masked value with no longer a run of stars than a number has: what is hidden need not show how long it is.
[[nodiscard]] std::string short_mask(std::string_view masked);

// Shows masked values while it is held.
[[nodiscard]] scene::Node hold_to_reveal(const Frame& frame);

// "2038年4月20日", "20 April 2038"; the text itself when it is no date.
[[nodiscard]] std::string day_in_words(const Frame& frame, std::string_view iso);

}  // namespace bianmin::screens
