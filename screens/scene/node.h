#pragma once
// What a screen is made of: a tree of plain data. Drawing, touch, keypad focus, speech and tests all read it.
//
// All lengths are reference pixels: the short side of the panel is 1080 of them, whatever the panel is. Text is in the
// language of the Scene, already translated. Build nodes with scene/build.h and scene/kit.h.
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/bytes.h"
#include "kiosk/base/ids.h"

namespace bianmin::scene {

// --- Room and place -------------------------------------------------------------------------------------------------

// How a node lays its children. Wrap is a Row that goes on in a new line. Stack lays them over each other, the first
// lowest.
enum class Flow { Column, Row, Wrap, Grid, Stack };

// Across the flow: Column aligns left to right, Row top to bottom. Stretch gives every child the whole breadth.
enum class Align { Start, Center, End, Stretch };

// Along the flow, for the room that no child grows into.
enum class Justify { Start, Center, End, Between };

struct Length {
  enum class Kind { Auto, Fixed, Grow };
  Kind kind = Kind::Auto;
  int amount = 0;  // Fixed: reference pixels. Grow: weight.
  friend bool operator==(const Length&, const Length&) = default;
};
// As much as the content needs.
inline constexpr Length kAuto{};
[[nodiscard]] constexpr Length fixed(int pixels) { return {Length::Kind::Fixed, pixels}; }
// A share of what is left, never less than the content needs.
[[nodiscard]] constexpr Length grow(int weight = 1) { return {Length::Kind::Grow, weight}; }

struct Edges {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
  friend bool operator==(const Edges&, const Edges&) = default;
};
[[nodiscard]] constexpr Edges all(int pixels) { return {pixels, pixels, pixels, pixels}; }
[[nodiscard]] constexpr Edges sides(int horizontal, int vertical) {
  return {horizontal, vertical, horizontal, vertical};
}

// How many columns a Grid has, by the shape of the panel. `dense` is taken when the zone would not hold it otherwise
// (larger text, low reach). 0 means: as in portrait.
struct Columns {
  int portrait = 1;
  int landscape = 0;
  int dense = 0;
  friend bool operator==(const Columns&, const Columns&) = default;
};

// The shapes of panel on which a node is there at all: what belongs to one composition and not to the other.
enum class Panel { Any, Portrait, Landscape };

// --- Colour by meaning ----------------------------------------------------------------------------------------------

// What a node lies on. None shows what is below it. The theme gives every one a fill, a line and inks that can be read
// on it, so that a screen can never choose an unreadable pair.
enum class Surface {
  None,
  Paper,        // the page
  Card,         // a sheet on the page
  Field,        // where something is typed or chosen
  Brand,        // the bar that says whose terminal this is
  Action,       // the one main thing to do
  ActionQuiet,  // anything else to do
  Selected,     // the chosen one of several
  Disabled,     // a target that cannot be used now
  Good,
  Care,
  Bad,
  Overlay  // dims the page below a dialog
};

// What is drawn on it; the theme turns it into a colour for the surface that lies below.
enum class Ink {
  Normal,
  Soft,    // secondary words; still ≥ 4.5:1
  Accent,  // icons and words that lead to action
  Good,
  Care,
  Bad
};

enum class Border { None, Line, Strong };

// --- Content --------------------------------------------------------------------------------------------------------

enum class TextSize { Small, Body, Lead, Title, Number };
enum class Weight { Regular, Bold };
enum class TextAlign { Start, Center, End };

// Personal words are read aloud through headphones only; Silent ones are said by a label already.
enum class Speak { Aloud, Personal, Silent };

struct TextLook {
  TextSize size = TextSize::Body;
  Weight weight = Weight::Regular;
  Ink ink = Ink::Normal;
  TextAlign align = TextAlign::Start;
  int max_lines = 0;  // 0: as many as it takes. Else the rest becomes an ellipsis: only where nothing is lost by it.
  Speak speak = Speak::Aloud;
  bool as_typed = false;  // lines are broken where they are full, and stay so while more is typed
  friend bool operator==(const TextLook&, const TextLook&) = default;
};

struct Text {
  std::string words{};
  TextLook look{};
  friend bool operator==(const Text&, const Text&) = default;
};

// A drawing of assets/icons or assets/pictures by its name, without folder and ending.
struct Picture {
  std::string name{};
  int width = 64;
  int height = 64;
  Ink ink = Ink::Normal;
  friend bool operator==(const Picture&, const Picture&) = default;
};

// A photograph of a person: rows from the top, three bytes a pixel. Never kept longer than the page it is on.
struct Photo {
  int columns = 1;
  int rows = 1;
  Bytes rgb{};
  int height = 240;
  friend bool operator==(const Photo&, const Photo&) = default;
};

// A QR code of exactly these bytes, black on white with its quiet zone whatever the theme.
struct Code {
  std::string bytes{};
  int size = 360;
  friend bool operator==(const Code&, const Code&) = default;
};

struct Progress {
  int done = 0;
  int total = 1;
  friend bool operator==(const Progress&, const Progress&) = default;
};

// Turns while it is shown; stands still under reduced motion.
struct Spinner {
  int size = 96;
  friend bool operator==(const Spinner&, const Spinner&) = default;
};

// Seconds left, as a number in a ring that empties.
struct Countdown {
  int seconds_left = 0;
  int seconds_total = 1;
  int size = 240;
  friend bool operator==(const Countdown&, const Countdown&) = default;
};

// The children of this node are cut into pages as tall as the node; only one page is laid out. When there is more than
// one, a row with arrows is added below whose targets ask for `<verb>:<page>`, pages counted from 0. A page beyond the
// last shows the last. Give the node a height of grow() or fixed() so that it knows how much room there is.
//
// With 0 columns every item keeps its own width and a line takes as many as fit. `beside` puts the arrows to the right
// of the items instead: a line of candidates.
struct Paged {
  int page = 0;
  std::string verb = "page";
  std::string previous_label{};
  std::string next_label{};
  Columns columns{};
  bool beside = false;
  friend bool operator==(const Paged&, const Paged&) = default;
};

using Content = std::variant<std::monostate, Text, Picture, Photo, Code, Progress, Spinner, Countdown, Paged>;

// --- Targets --------------------------------------------------------------------------------------------------------

enum class Role { Button, Choice, Tab, Key, Field, Checkbox };

// Makes the whole node something to touch, focus and speak: its label is said instead of the words in it, except those
// that are Personal. Every target on a screen has an action of its own, and is at least 96×96 without asking. One that
// is not enabled looks Disabled whatever surface it asked for.
struct Target {
  ActionId action{};
  std::string label{};  // spoken, and the name automation knows it by
  Role role = Role::Button;
  bool enabled = true;
  bool selected = false;  // chosen, checked, or the field being filled
  bool hold = false;      // acts while the finger stays: pressed and released are told apart
  friend bool operator==(const Target&, const Target&) = default;
};

// --- The node -------------------------------------------------------------------------------------------------------

struct Style {
  Edges padding{};
  int gap = 0;
  Length width{};
  Length height{};  // of a Picture: grow() takes what is left, at least min_height, and scales the drawing into it
  int min_width = 0;
  int min_height = 0;
  int max_width = 0;  // 0: no limit
  Align align = Align::Stretch;
  Justify justify = Justify::Start;
  std::optional<Align> self{};  // this node's own place across its parent's flow
  Surface surface = Surface::None;
  Border border = Border::None;
  int radius = 0;
  bool shadow = false;
  bool stacks = false;               // a Row that is too narrow for its parts becomes a Column
  bool stacks_in_landscape = false;  // a Row that is a Column on a wide panel
  bool decor = false;                // left out where room is short: carries nothing that is not said elsewhere
  Panel panel = Panel::Any;
  friend bool operator==(const Style&, const Style&) = default;
};

// Has content or children, not both; Paged alone has both. Content stands in the middle of its node's height.
struct Node {
  Flow flow = Flow::Column;
  Columns columns{};  // Grid only
  Style style{};
  Content content{};
  std::optional<Target> target{};
  std::vector<Node> children{};

  [[nodiscard]] bool empty() const {
    return children.empty() && !target && std::holds_alternative<std::monostate>(content);
  }
  friend bool operator==(const Node&, const Node&) = default;
};

}  // namespace bianmin::scene
