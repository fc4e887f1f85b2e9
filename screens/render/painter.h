#pragma once
// Painter: a laid page becomes pixels in memory, and only what changed is painted again.
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "screens/render/assets.h"
#include "screens/render/presenter.h"
#include "screens/scene/layout.h"

namespace bianmin::render {

// What differs between two pages, in the panel's pixels; all of it when their sizes or backgrounds differ.
[[nodiscard]] std::vector<scene::Rect> damage_between(const scene::Laid& before, const scene::Laid& after);

// Thread: the one that draws. Keeps what it rasterised (pictures, codes, laid-out words) until forget().
class Painter : public scene::TextMeasure {
 public:
  explicit Painter(Assets assets);
  ~Painter() override;

  [[nodiscard]] scene::TextExtent measure(std::string_view words, const scene::TextStyle& style, int width) override;
  [[nodiscard]] int widest_word(std::string_view words, const scene::TextStyle& style) override;

  // Paints what differs from the page painted before. Empty when nothing does.
  [[nodiscard]] std::vector<scene::Rect> paint(const scene::Laid& laid);
  // Paints the moving parts of the page shown as they are at `now`. Empty when none moved.
  [[nodiscard]] std::vector<scene::Rect> animate(std::chrono::steady_clock::time_point now);
  // When to call animate() next; empty while nothing moves, so that waiting costs nothing.
  [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> next_frame_due() const;

  [[nodiscard]] Pixels pixels() const;
  // Everything, to present it again.
  [[nodiscard]] scene::Rect whole() const;
  // The visit is over: words, codes and pixels of it are overwritten in memory.
  void forget();
  // For pictures of screens. False when the file cannot be written.
  [[nodiscard]] bool write_png(const std::string& path) const;

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace bianmin::render
