#pragma once
// Frame: the painted page with the picture of a ticket over it.
//
// The Painter's pixels are the page's alone and may be painted again at any time; the frame keeps a copy of its own, in
// which only what changed is copied and drawn anew.
#include <span>
#include <string>
#include <vector>

#include "demo/dock/page.h"
#include "screens/render/pictures.h"
#include "screens/render/presenter.h"

namespace bianmin::dock {

// Thread: the one that draws.
class Frame {
 public:
  // `damage` is what was painted since the last call. `out` is the part of a ticket that has come out of the slot, 0 to
  // 1. Returns what differs from the last frame.
  [[nodiscard]] std::vector<scene::Rect> compose(const render::Pixels& page, std::vector<scene::Rect> damage,
                                                 const TicketPlace& ticket, double out);
  [[nodiscard]] render::Pixels pixels() const;
  // False when the file cannot be written; the log says why.
  [[nodiscard]] bool write_png(const std::string& path) const;

 private:
  void resize(scene::Size to);
  void copy(const render::Pixels& page, const scene::Rect& part);
  void draw(const TicketPlace& ticket, double out);
  // Scales it once for each path and box; null when it cannot be read, which the log says once.
  [[nodiscard]] cairo_surface_t* scaled(const TicketPlace& ticket);

  scene::Size size_{};
  std::vector<std::uint32_t> pixels_;
  render::Surface surface_;
  TicketPlace shown_;
  double shown_out_ = 0;
  TicketPlace scaled_for_;
  render::Surface scaled_;
};

}  // namespace bianmin::dock
