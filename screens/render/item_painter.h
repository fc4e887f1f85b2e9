#pragma once
// One item at a time onto the page's pixels. Used by Painter alone.
#include <cairo.h>

#include <chrono>
#include <cstdint>
#include <optional>

#include "screens/render/pictures.h"
#include "screens/render/text_setter.h"
#include "screens/scene/layout.h"

namespace bianmin::render {

// Its box and what is painted around it: a shadow.
[[nodiscard]] scene::Rect painted_box(const scene::Item& item);

// Where a page is painted, and how much of it at the moment.
struct Canvas {
  cairo_t* cairo = nullptr;
  std::uint32_t* pixels = nullptr;
  int stride = 0;  // pixels
  scene::Rect clip;

  // An opaque rectangle, without the detour over paths.
  void fill(const scene::Rect& box, scene::Colour colour) const;
};

class ItemPainter {
 public:
  ItemPainter(TextSetter& text, Pictures& pictures) : text_{text}, pictures_{pictures} {}

  // `since`: how long the page's motion has been going on; empty when nothing moves.
  void paint(const Canvas& canvas, const scene::Item& item, std::optional<std::chrono::milliseconds> since);
  // Whether it looks different from one frame to the next.
  [[nodiscard]] bool moves(const scene::Item& item);

 private:
  TextSetter& text_;
  Pictures& pictures_;
};

}  // namespace bianmin::render
