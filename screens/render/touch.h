#pragma once
// TouchTracker: fingers on a page become actions.
//
// A touch counts only if it starts and ends in the same enabled target of the page, and the page still has that target
// in that place when it ends. Second fingers are ignored.
#include <optional>
#include <vector>

#include "kiosk/base/ids.h"
#include "screens/render/raw_input.h"
#include "screens/scene/layout.h"

namespace bianmin::render {

struct Acted {
  enum class How { Pressed, HoldBegan, HoldEnded };
  ActionId action;
  How how = How::Pressed;
  friend bool operator==(const Acted&, const Acted&) = default;
};

// Thread: the one that draws. Pure apart from what it remembers of the finger.
class TouchTracker {
 public:
  // `shown` is the page on the panel at that moment. A hold ends also when the finger slides off.
  [[nodiscard]] std::vector<Acted> on(const Finger& finger, const scene::Laid& shown);
  // Another page is shown: a finger still down stays without effect unless its target is still there, unmoved.
  [[nodiscard]] std::vector<Acted> page_changed(const scene::Laid& shown);

  // The target to draw pressed; empty value when none.
  [[nodiscard]] const ActionId& pressed() const { return pressed_; }
  // True from the finger's start until its end: something was touched, even if no target.
  [[nodiscard]] bool touching() const { return finger_.has_value(); }

 private:
  struct Start {
    scene::Target target;
    scene::Rect box;
  };
  [[nodiscard]] bool still_there(const scene::Laid& shown) const;
  std::vector<Acted> let_go();

  std::optional<std::int64_t> finger_;
  std::optional<Start> start_;
  bool holding_ = false;
  ActionId pressed_;
};

}  // namespace bianmin::render
