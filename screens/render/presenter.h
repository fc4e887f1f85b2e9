#pragma once
// Presenter: shows what was painted, and waits for hands.
#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "screens/render/raw_input.h"
#include "screens/scene/geometry.h"

namespace bianmin::render {

// Painted pixels, 32 bits each as 0x00RRGGBB in the machine's own order. Owned by the Painter.
struct Pixels {
  const std::uint32_t* first = nullptr;
  int width = 0;
  int height = 0;
  int stride = 0;  // bytes from one line to the next
};

using Deadline = std::chrono::steady_clock::time_point;

// Thread: the one that made it, except wake().
class Presenter {
 public:
  virtual ~Presenter() = default;

  // The size that pages are painted in, device pixels.
  [[nodiscard]] virtual scene::Size size() const = 0;
  // Shows the damaged parts; on return they are on their way to the panel and `pixels` may be painted again.
  virtual void present(const Pixels& pixels, std::span<const scene::Rect> damage) = 0;
  // Waits until there is input, wake() was called, or the deadline. Without a deadline it waits as long as it takes;
  // idle costs no processor time. Empty when woken or out of time.
  [[nodiscard]] virtual std::vector<RawInput> wait(std::optional<Deadline> deadline) = 0;
  // Makes a wait() under way, or else the next one, return. Thread: any.
  virtual void wake() = 0;
};

}  // namespace bianmin::render
