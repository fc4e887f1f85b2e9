#pragma once
// layout(): a Scene on a panel. Pure: the same in, the same out.
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "screens/scene/geometry.h"
#include "screens/scene/scene.h"
#include "screens/scene/text_measure.h"
#include "screens/scene/theme.h"

namespace bianmin::scene {

// Device pixels. Wider than tall is landscape. Whatever its size, 1080×1920 or 1920×1080 reference pixels fit into it;
// what a panel has more than that makes the main zone larger.
struct Viewport {
  int width = 1080;
  int height = 1920;
  [[nodiscard]] bool landscape() const { return width > height; }
  [[nodiscard]] double scale() const;  // device pixels per reference pixel
  friend bool operator==(const Viewport&, const Viewport&) = default;
};

// --- What is drawn, in the order of drawing. Device pixels and colours, nothing left to decide. ----------------------

struct LaidBox {
  Colour fill{};  // alpha 0: none
  Colour line{};
  int line_width = 0;
  int radius = 0;
  bool shadow = false;
  friend bool operator==(const LaidBox&, const LaidBox&) = default;
};
struct LaidText {
  std::string words{};
  TextStyle style{};
  Colour colour{};
  Speak speak = Speak::Aloud;
  friend bool operator==(const LaidText&, const LaidText&) = default;
};
struct LaidPicture {
  std::string name{};
  Colour colour{};   // what currentColor means
  Colour surface{};  // what lies below it, for drawings that need it
  Colour accent{};
  friend bool operator==(const LaidPicture&, const LaidPicture&) = default;
};
struct LaidPhoto {
  int columns = 1;
  int rows = 1;
  Bytes rgb{};
  friend bool operator==(const LaidPhoto&, const LaidPhoto&) = default;
};
struct LaidCode {
  std::string bytes{};
  friend bool operator==(const LaidCode&, const LaidCode&) = default;
};
struct LaidProgress {
  int done = 0;
  int total = 1;
  Colour colour{};
  Colour track{};
  friend bool operator==(const LaidProgress&, const LaidProgress&) = default;
};
struct LaidSpinner {
  Colour colour{};
  Colour track{};
  friend bool operator==(const LaidSpinner&, const LaidSpinner&) = default;
};
// The ring of a Countdown; its number is a LaidText.
struct LaidRing {
  int left = 0;
  int total = 1;
  Colour colour{};
  Colour track{};
  friend bool operator==(const LaidRing&, const LaidRing&) = default;
};

using Shape = std::variant<LaidBox, LaidText, LaidPicture, LaidPhoto, LaidCode, LaidProgress, LaidSpinner, LaidRing>;

struct Item {
  Rect box{};
  Shape shape{};
  friend bool operator==(const Item&, const Item&) = default;
};

// Something to touch. Its own box is `items[item]`, and becomes `pressed` while a finger is on it.
struct Hit {
  Target target{};
  Rect box{};
  std::size_t item = 0;
  LaidBox pressed{};
  friend bool operator==(const Hit&, const Hit&) = default;
};

// Something that is said, in the order of saying.
struct Spoken {
  std::string words{};
  bool personal = false;
  friend bool operator==(const Spoken&, const Spoken&) = default;
};

enum class ProblemKind { Overflow, TargetTooSmall, TargetsTooClose, OutOfReach, SameActionTwice };

struct Problem {
  ProblemKind kind = ProblemKind::Overflow;
  std::string what{};  // the words or the action concerned, and the numbers
  Rect box{};
  friend bool operator==(const Problem&, const Problem&) = default;
};

struct Laid {
  std::string scene{};
  std::string title{};
  Language language = Language::Chinese;
  Viewport viewport{};
  Comfort comfort{};
  Colour background{};
  Colour focus_ring{};
  std::vector<Item> items{};
  std::vector<Hit> hits{};       // those that can be touched now, enabled or not, in focus order
  std::vector<Spoken> spoken{};  // the title first
  std::vector<Problem> overflow{};

  [[nodiscard]] const Hit* hit_at(Point at) const;         // null where nothing is
  [[nodiscard]] const Hit* hit_of(const ActionId&) const;  // null when it is not on the screen
  friend bool operator==(const Laid&, const Laid&) = default;
};

[[nodiscard]] Laid layout(const Scene& scene, const Comfort& comfort, Viewport viewport, TextMeasure& measure);

// The same page with one target pressed and one in focus; either may be empty. Nothing moves.
[[nodiscard]] Laid with_interaction(const Laid& laid, const ActionId& pressed, const ActionId& focused);

// All that is wrong with it: overflow, targets below 96×96 reference pixels or closer than 16, in low reach those above
// the middle. Screens' tests want none.
[[nodiscard]] std::vector<Problem> problems(const Laid& laid);
[[nodiscard]] std::string describe(const Problem& problem);

}  // namespace bianmin::scene
