#pragma once
// The stage: shows what the terminal's mind is at, and hears what hands do to it.
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/flow/event.h"
#include "screens/render/keypad.h"
#include "screens/render/painter.h"
#include "screens/render/presenter.h"
#include "screens/render/touch.h"

namespace bianmin::terminal {

// Thread: the main one.
class Stage {
 public:
  struct Options {
    bool reduced_motion = false;
    bool high_contrast = false;  // the hall wants it always
    std::chrono::steady_clock::time_point (*now)() = std::chrono::steady_clock::now;
  };

  Stage(render::Presenter& presenter, render::Painter& painter, Options options)
      : presenter_{presenter}, painter_{painter}, options_{options} {}

  // Draws what differs from what is shown; nothing when nothing does. What the change of page itself brought about (a
  // hold that ended because its target is gone) comes back.
  [[nodiscard]] std::vector<flow::Event> show(const flow::Terminal& terminal);

  // What the flow must know of it. A change of the panel itself is dealt with here.
  [[nodiscard]] std::vector<flow::Event> take(const render::RawInput& input, const flow::Terminal& terminal);

  void animate(std::chrono::steady_clock::time_point now);
  [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> next_frame_due() const {
    return painter_.next_frame_due();
  }

  // The visit is over: words and pixels of it go.
  void forget();

  [[nodiscard]] const scene::Laid& laid() const { return laid_; }
  [[nodiscard]] bool write_png(const std::string& path) const { return painter_.write_png(path); }
  // The centre of a target, as fingers come: parts of the page. Empty when it is not on the page.
  [[nodiscard]] std::optional<std::pair<double, double>> place_of(const ActionId& action) const;

 private:
  [[nodiscard]] std::vector<flow::Event> events_of(const std::vector<render::Acted>& acts);
  [[nodiscard]] std::vector<flow::Event> events_of(render::Key key);
  void draw();

  render::Presenter& presenter_;
  render::Painter& painter_;
  const Options options_;
  render::TouchTracker touch_;
  render::KeypadFocus keypad_;
  scene::Laid laid_;
  std::optional<std::chrono::steady_clock::time_point> held_since_;
  bool whole_ = true;  // present all of it next time
};

}  // namespace bianmin::terminal
