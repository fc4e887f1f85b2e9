#pragma once
// SdlPresenter: a window on a desktop, or the whole of it.
#include <SDL.h>

#include <array>
#include <expected>
#include <memory>
#include <string>

#include "screens/render/presenter.h"

namespace bianmin::render {

// Where on the desktop a window may stand, in hundredths of what panels and docks of the desktop leave free.
struct DesktopPart {
  int left = 0;
  int top = 0;
  int width = 100;
  int height = 100;
};

// The largest place in the middle of `part` for a window of the panel's shape, its title bar above it. Never larger
// than the panel.
[[nodiscard]] scene::Rect window_place(scene::Size panel, scene::Rect desktop, DesktopPart part);

struct SdlOptions {
  std::string title{};
  // The panel's shape. The window is as large as the desktop allows in that shape, but not larger than this; pages are
  // laid out for the pixels that it has, so nothing is ever scaled after it was drawn.
  scene::Size panel{1080, 1920};
  DesktopPart part{};  // of no account on the full screen
  bool full_screen = false;
  // Where a touch is on the page: x' = a·x + b·y + c, y' = d·x + e·y + f, in parts of the page. A panel that is turned
  // or mirrored against its touch foil has another than this.
  std::array<double, 6> touch_map{1, 0, 0, 0, 1, 0};
};

// Fingers come as finger events alone (SDL_HINT_TOUCH_MOUSE_EVENTS=0). On a desktop the left mouse button is a finger
// (SDL_HINT_MOUSE_TOUCH_EVENTS=1). Signals stay the program's (SDL_HINT_NO_SIGNAL_HANDLERS=1).
class SdlPresenter : public Presenter {
 public:
  // The text of the fault names what SDL said.
  [[nodiscard]] static std::expected<std::unique_ptr<SdlPresenter>, std::string> open(SdlOptions options);
  ~SdlPresenter() override;
  SdlPresenter(const SdlPresenter&) = delete;
  SdlPresenter& operator=(const SdlPresenter&) = delete;

  [[nodiscard]] scene::Size size() const override { return size_; }
  void present(const Pixels& pixels, std::span<const scene::Rect> damage) override;
  [[nodiscard]] std::vector<RawInput> wait(std::optional<Deadline> deadline) override;
  void wake() override;

 private:
  SdlPresenter(SDL_Window* window, std::uint32_t wake_event, const SdlOptions& options);
  void translate(const SDL_Event& event, std::vector<RawInput>& into);
  [[nodiscard]] Finger finger(const SDL_TouchFingerEvent& event, FingerMotion motion) const;

  SDL_Window* window_;
  std::uint32_t wake_event_;
  std::array<double, 6> touch_map_;
  bool full_screen_asked_;  // and not yet asked of the window manager
  scene::Size size_;
};

}  // namespace bianmin::render
