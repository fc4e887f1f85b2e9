#pragma once
// KeypadFocus: a screen worked without seeing or touching it. Select gives the same actions as a finger.
#include <optional>

#include "kiosk/base/ids.h"
#include "screens/render/raw_input.h"
#include "screens/scene/layout.h"

namespace bianmin::render {

// Thread: the one that draws.
//
// Next and Previous go through the focus order; the arrows to the nearest target in their direction. Disabled targets
// take focus (they are announced) but do not act. The ring is shown from the first key to the next touch.
class KeypadFocus {
 public:
  // What Select asks for; empty for a move.
  [[nodiscard]] std::optional<ActionId> on(Key key, const scene::Laid& shown);
  // Keeps the focus where its action is still on the page, else returns to the start.
  void page_changed(const scene::Laid& shown);
  // A finger touched: the ring goes.
  void hide() { visible_ = false; }

  // The target in focus while the ring is visible, else an empty value.
  [[nodiscard]] const ActionId& shown() const;

 private:
  ActionId focus_;
  std::string page_;
  bool visible_ = false;
};

}  // namespace bianmin::render
