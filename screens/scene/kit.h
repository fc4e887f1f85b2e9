#pragma once
// The kit: the parts that every screen is put together from, so that a button is the same button everywhere. Anything
// that is not here can be built with scene/build.h; what two screens build alike belongs here.
#include <optional>
#include <string>
#include <vector>

#include "screens/scene/build.h"
#include "screens/scene/node.h"

namespace bianmin::scene {

// --- Zones ----------------------------------------------------------------------------------------------------------

// Scene::place. `network` is empty while all is well.
[[nodiscard]] Node place_bar(std::string place, std::string clock, std::string terminal, std::string network = {});
// Scene::where. `steps` names all of them, `current` counts from 0: a line of dots, the current one named.
[[nodiscard]] Node where_bar(std::string service, std::vector<std::string> steps, int current);
// Scene::where without steps.
[[nodiscard]] Node where_bar(std::string service);
// Scene::heading: a question or an order, and perhaps a sentence.
[[nodiscard]] Node heading(std::string title, std::string lead = {});
// Scene::actions: back at the left, the main action at the right; either may be absent.
[[nodiscard]] Node actions_bar(std::optional<Node> back, std::optional<Node> submit, std::optional<Node> middle = {});
// Scene::always: up to six of always_button().
[[nodiscard]] Node always_bar(std::vector<Node> buttons);
[[nodiscard]] Node always_button(ActionId action, std::string icon, std::string label, bool on = false);

// Scene::dialog: what happened or is asked, what it means, and two answers at most. `mark` (a countdown(), spinner(),
// icon() or picture()) stands above the words.
[[nodiscard]] Node dialog(std::optional<Node> mark, std::string title, std::string words, std::vector<Node> answers);

// --- Targets --------------------------------------------------------------------------------------------------------

// The one main action of a screen.
[[nodiscard]] Node submit_button(ActionId action, std::string label, bool enabled = true);
// Any other; `icon` may be empty.
[[nodiscard]] Node quiet_button(ActionId action, std::string label, std::string icon = {}, bool enabled = true);
// 返回, with its arrow.
[[nodiscard]] Node back_button(ActionId action, std::string label);
// A service or category on the home page; `note` may be empty.
[[nodiscard]] Node tile(ActionId action, std::string icon, std::string title, std::string note = {});
// A line in a list that leads on, with an arrow; `icon` and `note` may be empty. A note that is said in full elsewhere
// may be cut to `note_lines`; 0 never cuts it.
[[nodiscard]] Node list_button(ActionId action, std::string icon, std::string title, std::string note = {},
                               int note_lines = 0);
// One of several, of which one is selected.
[[nodiscard]] Node choice(ActionId action, std::string label, bool selected, std::string note = {});
[[nodiscard]] Node checkbox(ActionId action, std::string label, bool checked);
[[nodiscard]] Node tab(ActionId action, std::string label, bool selected);

struct FieldLook {
  std::string label{};
  std::string value{};
  std::string placeholder{};  // shown softly while the value is empty
  std::string error{};        // what is wrong and how to mend it
  std::string note{};         // where the value came from: "来自身份证"
  bool active = false;        // being filled: shows a caret
  bool personal = false;
  bool enabled = true;
};
[[nodiscard]] Node field(ActionId action, FieldLook look);

// A key of the on-screen keyboard. `weight` is its share of the row's width; the label is spoken.
[[nodiscard]] Node key(ActionId action, std::string cap, std::string label, int weight = 2, bool on = false);
[[nodiscard]] Node icon_key(ActionId action, std::string icon, std::string label, int weight = 2, bool on = false);
// A candidate of the input method, or a suggestion: as wide as its words.
[[nodiscard]] Node candidate(ActionId action, std::string words);

// Shows a masked value while it is held.
[[nodiscard]] Node eye_button(ActionId action, std::string label);
// One of the five faces of 好差评, `grade` 5 (very satisfied) to 1.
[[nodiscard]] Node grade_button(ActionId action, int grade, std::string label, bool selected);

// --- What is only looked at -----------------------------------------------------------------------------------------

// Good, Care or Bad, with its sign: what happened, what it means, what to do now. `words` may be empty.
[[nodiscard]] Node notice(Surface kind, std::string title, std::string words = {});
// "姓名  张三": a line of a summary, perhaps with a target at its right (edit, eye).
[[nodiscard]] Node fact(std::string label, std::string value, bool personal = false, std::optional<Node> aside = {});
// A sheet with an optional heading that holds lines.
[[nodiscard]] Node card(std::string heading, std::vector<Node> lines);
// "1  身份证原件": a numbered or bulleted line.
[[nodiscard]] Node bullet(std::string mark, std::string words);
// A picture of assets/pictures, 4:3, centred in the room that is left.
[[nodiscard]] Node illustration(std::string name, int width = 720);
// Something is under way: what for, and how long at most.
[[nodiscard]] Node waiting(std::string words, std::string patience = {});

}  // namespace bianmin::scene
