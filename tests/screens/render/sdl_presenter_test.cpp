// Against SDL's own dummy video driver: everything but the glass.
#include "screens/render/sdl_presenter.h"

#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "component_sheets.h"
#include "screens/render/painter.h"

using namespace bianmin;
using namespace bianmin::render;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<SdlPresenter> open(SdlOptions options = {}) {
  auto opened = SdlPresenter::open(std::move(options));
  if (!opened) FAIL(opened.error());
  return std::move(*opened);
}

Deadline soon(std::chrono::milliseconds from_now = 10s) { return std::chrono::steady_clock::now() + from_now; }

void push_finger(std::uint32_t type, float x, float y) {
  SDL_Event event{};
  event.type = type;
  event.tfinger.fingerId = 7;
  event.tfinger.x = x;
  event.tfinger.y = y;
  REQUIRE(SDL_PushEvent(&event) == 1);
}

// What comes until nothing more does, without what the window itself says at its start.
std::vector<RawInput> touched(SdlPresenter& panel) {
  std::vector<RawInput> found;
  for (const auto& input : panel.wait(soon())) {
    if (std::holds_alternative<Finger>(input) || std::holds_alternative<KeyPressed>(input)) found.push_back(input);
  }
  return found;
}

}  // namespace

TEST_CASE("the window has the panel's shape and never more than its size") {
  const auto panel = open();
  const auto size = panel->size();
  CHECK(size.height <= 1920);
  CHECK(std::abs(size.width * 1920 - size.height * 1080) <= 1920);
}

TEST_CASE("windows that share a desktop stand side by side, whole, below their title bars") {
  const scene::Size portrait{1080, 1920};
  const scene::Size dock{1040, 1000};
  for (const scene::Rect desktop : {scene::Rect{0, 0, 1920, 1080}, scene::Rect{64, 27, 1302, 741}}) {
    CAPTURE(desktop.width);
    const auto left = window_place(portrait, desktop, {0, 0, 42, 100});
    const auto right = window_place(dock, desktop, {42, 0, 58, 100});
    CHECK(desktop.contains(left));
    CHECK(desktop.contains(right));
    CHECK(left.right() <= right.x);
    CHECK(left.y > desktop.y);
    CHECK(std::abs(left.width * portrait.height - left.height * portrait.width) <= portrait.height);
    CHECK(right.width <= dock.width);
  }
}

TEST_CASE("fingers arrive as parts of the page, turned as the panel is mounted") {
  // A panel turned by a quarter: what is right on the foil is below on the page.
  const auto panel = open({.touch_map = {0, -1, 1, 1, 0, 0}});
  push_finger(SDL_FINGERDOWN, 0.25F, 0.5F);
  push_finger(SDL_FINGERUP, 0.25F, 0.75F);
  CHECK(touched(*panel) ==
        std::vector<RawInput>{Finger{FingerMotion::Down, 7, 0.5, 0.25}, Finger{FingerMotion::Up, 7, 0.25, 0.25}});
}

TEST_CASE("a mouse never counts twice") {
  const auto panel = open();
  CHECK(std::string_view{SDL_GetHint(SDL_HINT_TOUCH_MOUSE_EVENTS)} == "0");
  CHECK(std::string_view{SDL_GetHint(SDL_HINT_MOUSE_TOUCH_EVENTS)} == "1");
  SDL_Event click{};
  click.type = SDL_MOUSEBUTTONDOWN;
  REQUIRE(SDL_PushEvent(&click) == 1);
  CHECK(touched(*panel).empty());
}

TEST_CASE("a keyboard stands for the keypad") {
  const auto panel = open();
  for (const auto code : {SDLK_TAB, SDLK_KP_5, SDLK_a, SDLK_ESCAPE}) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = code;
    REQUIRE(SDL_PushEvent(&event) == 1);
  }
  CHECK(touched(*panel) ==
        std::vector<RawInput>{KeyPressed{Key::Next}, KeyPressed{Key::Select}, KeyPressed{Key::Back}});
}

TEST_CASE("another thread wakes the window's wait") {
  const auto panel = open();
  const auto deadline = soon();
  const std::jthread other{[&] { panel->wake(); }};
  static_cast<void>(panel->wait(deadline));
  CHECK(std::chrono::steady_clock::now() < deadline);
}

TEST_CASE("a page is shown, then only what changed of it") {
  const auto panel = open();
  Painter painter{Assets{}};
  const auto size = panel->size();
  const auto laid = scene::layout(controls_sheet(), {}, {size.width, size.height}, painter);
  panel->present(painter.pixels(), painter.paint(laid));
  const auto pressed = scene::with_interaction(laid, {"own"}, {});
  panel->present(painter.pixels(), painter.paint(pressed));
  SUCCEED("the driver took both");
}
