#pragma once
// What hands do to the panel, before anybody knows what it means.
#include <cstdint>
#include <variant>
#include <vector>

namespace bianmin::render {

enum class FingerMotion { Down, Move, Up, Cancelled };

// Coordinates are parts of the shown page: 0 left/top, 1 right/bottom; outside that while a finger is off the page.
struct Finger {
  FingerMotion motion = FingerMotion::Down;
  std::int64_t finger = 0;  // tells several fingers apart
  double x = 0;
  double y = 0;
  friend bool operator==(const Finger&, const Finger&) = default;
};

// The keys of a tactile keypad; a keyboard's arrows, Tab, Enter and Escape stand for them.
enum class Key { Up, Down, Left, Right, Next, Previous, Select, Back, Help, Repeat };
struct KeyPressed {
  Key key = Key::Select;
  friend bool operator==(const KeyPressed&, const KeyPressed&) = default;
};

// The page has another size now: lay it out again. Device pixels.
struct Resized {
  int width = 0;
  int height = 0;
  friend bool operator==(const Resized&, const Resized&) = default;
};
// What was shown is lost: present all of it again.
struct Exposed {
  friend bool operator==(const Exposed&, const Exposed&) = default;
};
struct QuitAsked {
  friend bool operator==(const QuitAsked&, const QuitAsked&) = default;
};

using RawInput = std::variant<Finger, KeyPressed, Resized, Exposed, QuitAsked>;

}  // namespace bianmin::render
