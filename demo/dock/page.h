#pragma once
// The dock's window as one laid page: a pure function of what the dock knows.
#include "demo/dock/bench.h"
#include "screens/scene/layout.h"
#include "screens/scene/node.h"

namespace bianmin::dock {

// The shape the page is drawn for: a little wider than tall, to stand beside the terminal's portrait window. In a
// window of another shape the page keeps its proportions in what fits and gives the rest to its sections.
inline constexpr scene::Size kWindow{1040, 1000};

// A picture that is drawn over the page, in the box of the target that asks for it; scene::Picture knows drawings of
// the assets alone.
struct TicketPlace {
  std::string path{};  // empty: nothing to draw
  scene::Rect box{};
  bool comes_from_slot = false;  // hangs from the box's upper edge, else stands in its middle
  friend bool operator==(const TicketPlace&, const TicketPlace&) = default;
};

struct Page {
  scene::Laid laid{};
  TicketPlace ticket{};
};

[[nodiscard]] Page page_of(const Bench& bench, scene::Size window, scene::TextMeasure& measure);

}  // namespace bianmin::dock
