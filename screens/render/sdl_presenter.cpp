#include "screens/render/sdl_presenter.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace bianmin::render {
namespace {

struct KeyName {
  SDL_Keycode code;
  Key key;
};
constexpr std::array kKeys{
    KeyName{SDLK_UP, Key::Up},          KeyName{SDLK_KP_8, Key::Up},         KeyName{SDLK_DOWN, Key::Down},
    KeyName{SDLK_KP_2, Key::Down},      KeyName{SDLK_LEFT, Key::Left},       KeyName{SDLK_KP_4, Key::Left},
    KeyName{SDLK_RIGHT, Key::Right},    KeyName{SDLK_KP_6, Key::Right},      KeyName{SDLK_RETURN, Key::Select},
    KeyName{SDLK_KP_5, Key::Select},    KeyName{SDLK_KP_ENTER, Key::Select}, KeyName{SDLK_SPACE, Key::Select},
    KeyName{SDLK_ESCAPE, Key::Back},    KeyName{SDLK_BACKSPACE, Key::Back},  KeyName{SDLK_F1, Key::Help},
    KeyName{SDLK_KP_DIVIDE, Key::Help}, KeyName{SDLK_F2, Key::Repeat},       KeyName{SDLK_KP_0, Key::Repeat}};

std::optional<Key> key_of(const SDL_Keysym& sym) {
  if (sym.sym == SDLK_TAB) return (sym.mod & KMOD_SHIFT) != 0 ? Key::Previous : Key::Next;
  for (const auto& name : kKeys) {
    if (name.code == sym.sym) return name.key;
  }
  return std::nullopt;
}

scene::Rect desktop_of_first_display(scene::Size otherwise) {
  SDL_Rect usable;
  if (SDL_GetDisplayUsableBounds(0, &usable) != 0) return {0, 0, otherwise.width, otherwise.height};
  return {usable.x, usable.y, usable.w, usable.h};
}

scene::Rect place_of(const SdlOptions& options) {
  SDL_Rect all;
  if (options.full_screen && SDL_GetDisplayBounds(0, &all) == 0) return {all.x, all.y, all.w, all.h};
  return window_place(options.panel, desktop_of_first_display(options.panel), options.part);
}

scene::Size surface_size(SDL_Window* window) {
  int width = 0;
  int height = 0;
  SDL_GetWindowSize(window, &width, &height);
  return {width, height};
}

}  // namespace

scene::Rect window_place(scene::Size panel, scene::Rect desktop, DesktopPart part) {
  constexpr int kTitleBar = 48;
  const int left = desktop.x + desktop.width * part.left / 100;
  const int top = desktop.y + desktop.height * part.top / 100 + kTitleBar;
  const int width = desktop.width * part.width / 100;
  const int height = desktop.height * part.height / 100 - kTitleBar;
  const double scale =
      std::min({1.0, static_cast<double>(width) / panel.width, static_cast<double>(height) / panel.height});
  const scene::Size size{static_cast<int>(panel.width * scale), static_cast<int>(panel.height * scale)};
  return {left + (width - size.width) / 2, top + (height - size.height) / 2, size.width, size.height};
}

std::expected<std::unique_ptr<SdlPresenter>, std::string> SdlPresenter::open(SdlOptions options) {
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "1");
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
  // Pages are finished in memory; a graphics driver would only add its own.
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return std::unexpected{std::string{"no display: "} + SDL_GetError()};
  const auto place = place_of(options);
  const std::uint32_t flags = options.full_screen ? SDL_WINDOW_BORDERLESS : SDL_WINDOW_RESIZABLE;
  auto* window = SDL_CreateWindow(options.title.c_str(), place.x, place.y, place.width, place.height, flags);
  if (window == nullptr) {
    std::string reason = std::string{"no window: "} + SDL_GetError();
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    return std::unexpected{std::move(reason)};
  }
  if (options.full_screen) SDL_ShowCursor(SDL_DISABLE);
  return std::unique_ptr<SdlPresenter>{new SdlPresenter{window, SDL_RegisterEvents(1), options}};
}

SdlPresenter::SdlPresenter(SDL_Window* window, std::uint32_t wake_event, const SdlOptions& options)
    : window_{window},
      wake_event_{wake_event},
      touch_map_{options.touch_map},
      full_screen_asked_{options.full_screen},
      size_{surface_size(window)} {}

SdlPresenter::~SdlPresenter() {
  SDL_DestroyWindow(window_);
  SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

void SdlPresenter::present(const Pixels& pixels, std::span<const scene::Rect> damage) {
  auto* surface = SDL_GetWindowSurface(window_);
  if (surface == nullptr) {
    spdlog::error("the window cannot be drawn to: {}", SDL_GetError());
    return;
  }
  // Between a resize and the page laid out for it the sizes differ: what both have is shown.
  const scene::Rect both{0, 0, std::min(surface->w, pixels.width), std::min(surface->h, pixels.height)};
  auto* page = SDL_CreateRGBSurfaceWithFormatFrom(const_cast<std::uint32_t*>(pixels.first), pixels.width, pixels.height,
                                                  32, pixels.stride, SDL_PIXELFORMAT_RGB888);
  if (page == nullptr) {
    spdlog::error("a page cannot be shown: {}", SDL_GetError());
    return;
  }
  std::vector<SDL_Rect> rects;
  rects.reserve(damage.size());
  for (const auto& part : damage) {
    const auto seen = part.intersection(both);
    if (seen.empty()) continue;
    SDL_Rect from{seen.x, seen.y, seen.width, seen.height};
    SDL_Rect to = from;
    SDL_BlitSurface(page, &from, surface, &to);
    rects.push_back(from);
  }
  SDL_FreeSurface(page);
  if (!rects.empty()) SDL_UpdateWindowSurfaceRects(window_, rects.data(), static_cast<int>(rects.size()));
}

std::vector<RawInput> SdlPresenter::wait(std::optional<Deadline> deadline) {
  // SDL waits a tenth of a second for the window manager's answer, and where there is none as well. By now the first
  // page stands, in a window as large as the screen.
  if (std::exchange(full_screen_asked_, false)) SDL_SetWindowFullscreen(window_, SDL_WINDOW_FULLSCREEN_DESKTOP);
  SDL_Event event;
  std::vector<RawInput> inputs;
  bool came = false;
  if (deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - std::chrono::steady_clock::now());
    constexpr std::chrono::milliseconds kLongest{60'000};
    came = SDL_WaitEventTimeout(&event, static_cast<int>(std::clamp(left, {}, kLongest).count())) != 0;
  } else {
    came = SDL_WaitEvent(&event) != 0;
  }
  while (came) {
    translate(event, inputs);
    came = SDL_PollEvent(&event) != 0;
  }
  return inputs;
}

Finger SdlPresenter::finger(const SDL_TouchFingerEvent& event, FingerMotion motion) const {
  const double x = event.x;
  const double y = event.y;
  const auto& map = touch_map_;
  return {motion, event.fingerId, map[0] * x + map[1] * y + map[2], map[3] * x + map[4] * y + map[5]};
}

void SdlPresenter::translate(const SDL_Event& event, std::vector<RawInput>& into) {
  switch (event.type) {
    case SDL_FINGERDOWN:
      into.emplace_back(finger(event.tfinger, FingerMotion::Down));
      return;
    case SDL_FINGERMOTION:
      into.emplace_back(finger(event.tfinger, FingerMotion::Move));
      return;
    case SDL_FINGERUP:
      into.emplace_back(finger(event.tfinger, FingerMotion::Up));
      return;
    case SDL_KEYDOWN:
      if (const auto key = key_of(event.key.keysym)) into.emplace_back(KeyPressed{*key});
      return;
    case SDL_QUIT:
      into.emplace_back(QuitAsked{});
      return;
    case SDL_WINDOWEVENT:
      if (event.window.event == SDL_WINDOWEVENT_EXPOSED) into.emplace_back(Exposed{});
      if (event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        size_ = surface_size(window_);
        into.emplace_back(Resized{size_.width, size_.height});
      }
      return;
    default:
      return;
  }
}

void SdlPresenter::wake() {
  SDL_Event event{};
  event.type = wake_event_;
  // A full queue wakes by itself.
  SDL_PushEvent(&event);
}

}  // namespace bianmin::render
