#include "screens/render/memory_presenter.h"

#include <catch2/catch_test_macros.hpp>
#include <thread>

using namespace bianmin;
using namespace bianmin::render;
using namespace std::chrono_literals;

namespace {

Deadline soon(std::chrono::milliseconds from_now = 10s) { return std::chrono::steady_clock::now() + from_now; }

}  // namespace

TEST_CASE("a wait ends at its deadline") {
  MemoryPresenter panel{{1080, 1920}};
  const auto deadline = soon(20ms);
  CHECK(panel.wait(deadline).empty());
  CHECK(std::chrono::steady_clock::now() >= deadline);
}

TEST_CASE("a deadline that has passed does not wait") {
  MemoryPresenter panel{{1080, 1920}};
  CHECK(panel.wait(soon(-1s)).empty());
}

TEST_CASE("a wake before the wait is not lost") {
  MemoryPresenter panel{{1080, 1920}};
  panel.wake();
  const auto deadline = soon();
  CHECK(panel.wait(deadline).empty());
  CHECK(std::chrono::steady_clock::now() < deadline);
}

TEST_CASE("another thread wakes a wait that has no deadline") {
  MemoryPresenter panel{{1080, 1920}};
  const std::jthread other{[&] { panel.wake(); }};
  CHECK(panel.wait(std::nullopt).empty());
}

TEST_CASE("what hands do arrives in its order") {
  MemoryPresenter panel{{1080, 1920}};
  const std::vector<RawInput> given{Finger{FingerMotion::Down, 1, 0.5, 0.5}, Finger{FingerMotion::Up, 1, 0.5, 0.5},
                                    KeyPressed{Key::Next}, QuitAsked{}};
  for (const auto& input : given) panel.inject(input);
  CHECK(panel.wait(soon()) == given);
  CHECK(panel.wait(soon(0ms)).empty());
}

TEST_CASE("a resize takes effect when it is told") {
  MemoryPresenter panel{{1080, 1920}};
  panel.inject(Resized{1920, 1080});
  CHECK(panel.size() == scene::Size{1080, 1920});
  CHECK(panel.wait(soon()) == std::vector<RawInput>{Resized{1920, 1080}});
  CHECK(panel.size() == scene::Size{1920, 1080});
}

TEST_CASE("frames are counted and their damage kept") {
  MemoryPresenter panel{{10, 10}};
  const std::vector<scene::Rect> damage{{1, 2, 3, 4}};
  panel.present({}, damage);
  CHECK(panel.frames() == 1);
  CHECK(panel.last_damage() == damage);
}
