#pragma once
// Pictures: SVG drawings, rasterised once for each size and set of colours.
//
// A drawing is in currentColor, with class="accent" and class="surface" where it takes those colours of the page
// instead. One that moves says so on its root, data-motion="<x> <y> <ms>", and keeps what moves in the element
// id="moving": it comes from (x, y) drawing units away to its place, once in that time. data-window="<x> <y> <width>
// <height>" says where it can be seen: a receipt comes out of a slot.
#include <cairo.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "screens/render/assets.h"
#include "screens/scene/layout.h"

namespace bianmin::render {

struct DestroySurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;

struct Motion {
  double x = 0;  // device pixels
  double y = 0;
  std::chrono::milliseconds period{3000};
  scene::Rect window;  // empty: everywhere
};

struct Raster {
  Surface still;   // all of it, or all that does not move; null when there is no such drawing
  Surface moving;  // null when nothing moves
  Motion motion;
};

// Where a moving part is at some moment of its period: 0 at its start, 1 in its place, and how visible.
struct Pose {
  double way = 1;
  double alpha = 1;
};
[[nodiscard]] Pose pose_at(std::chrono::milliseconds since, std::chrono::milliseconds period);

// Thread: the one that draws.
class Pictures {
 public:
  explicit Pictures(Assets assets) : assets_{std::move(assets)} {}

  // A drawing that is missing or broken is logged once and leaves its place empty.
  [[nodiscard]] const Raster& raster(const scene::LaidPicture& picture, scene::Size size);

 private:
  [[nodiscard]] Raster rasterise(const scene::LaidPicture& picture, scene::Size size) const;

  Assets assets_;
  std::map<std::string, Raster> known_;
};

}  // namespace bianmin::render
