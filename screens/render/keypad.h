#pragma once
// KeypadFocus: a screen worked without seeing or touching it. Select gives the same actions as a finger.
#include <string>
#include <vector>

#include "kiosk/base/ids.h"
#include "screens/render/raw_input.h"
#include "screens/render/touch.h"
#include "screens/scene/layout.h"

namespace bianmin::render {

// Next and Previous go through the focus order; the arrows to the nearest target in their direction. Targets that are
// not enabled take focus (they are announced) but do not act. Select on a target to hold begins the hold, and again
// ends it. The ring is shown from the first key to the next touch. Back, Help and Repeat are the caller's.
//
// Thread: the one that draws.
class KeypadFocus {
 public:
  [[nodiscard]] std::vector<Acted> on(Key key, const scene::Laid& shown);
  // Keeps the focus where its action is still on the same page, else returns to the start.
  [[nodiscard]] std::vector<Acted> page_changed(const scene::Laid& shown);
  // A finger touched: the ring goes.
  void hide() { visible_ = false; }

  // The target in focus while the ring is visible, else an empty value.
  [[nodiscard]] const ActionId& shown() const;

 private:
  void move(Key key, const scene::Laid& shown);
  std::vector<Acted> end_hold();

  ActionId focus_;
  ActionId held_;
  std::string page_;
  bool visible_ = false;
};

}  // namespace bianmin::render
