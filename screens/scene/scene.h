#pragma once
// Scene: everything that one screen shows, by zones, whatever panel it is shown on.
#include <optional>
#include <string>

#include "kiosk/base/language.h"
#include "screens/scene/node.h"

namespace bianmin::scene {

// What the person at the terminal has asked for.
struct Comfort {
  bool larger_text = false;  // ×1.35
  bool high_contrast = false;
  bool low_reach = false;       // all that the hand needs in the lower half of a portrait panel
  bool reduced_motion = false;  // nothing moves
  friend bool operator==(const Comfort&, const Comfort&) = default;
};

// Zones, portrait (reference pixels):
//
//     place    0–144      whose terminal, clock, number; the network in words only when it is bad
//     where    144–264    name of the service, step n of m; empty leaves the zone out
//     heading             a title that is a question or an order, perhaps a sentence
//     main     –1560      what it is about
//     actions  1560–1776  the one main action at the right, back at the left; empty leaves the zone out
//     always   1776–1920  help, language, larger text, contrast, speech, leave
//
// In landscape `where`, `heading` and `always` take the left third; a page with neither of the first two has the whole
// width, and `always` at its bottom as in portrait. In low reach (portrait) those children of a `main`
// column that hold no target go up to the heading and all the others into the lower half.
//
// Focus goes heading, main, actions, always, in the order in which they are written; a dialog takes all touches and all
// focus while it is there.
struct Scene {
  std::string name{};   // stable, for tests and automation: "home"
  std::string title{};  // spoken first; the same words as in `heading`
  Language language = Language::Chinese;
  Node place{};
  Node where{};
  Node heading{};
  Node main{};
  Node actions{};
  Node always{};
  std::optional<Node> dialog{};
  friend bool operator==(const Scene&, const Scene&) = default;
};

}  // namespace bianmin::scene
