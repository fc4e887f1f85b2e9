#pragma once
// Places on a panel. Device pixels in what is laid out; reference pixels (1080×1920 or 1920×1080) in what screens ask
// for.
#include <algorithm>
#include <cstdint>
#include <vector>

namespace bianmin::scene {

struct Point {
  int x = 0;
  int y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

struct Size {
  int width = 0;
  int height = 0;
  friend bool operator==(const Size&, const Size&) = default;
};

struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  [[nodiscard]] int right() const { return x + width; }
  [[nodiscard]] int bottom() const { return y + height; }
  [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
  [[nodiscard]] bool contains(Point at) const { return at.x >= x && at.x < right() && at.y >= y && at.y < bottom(); }
  [[nodiscard]] bool contains(const Rect& other) const {
    return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
  }
  [[nodiscard]] bool overlaps(const Rect& other) const { return !intersection(other).empty(); }
  [[nodiscard]] Rect intersection(const Rect& other) const {
    const int left = std::max(x, other.x);
    const int top = std::max(y, other.y);
    return {left, top, std::min(right(), other.right()) - left, std::min(bottom(), other.bottom()) - top};
  }
  // The smallest rectangle that holds both; an empty one adds nothing.
  [[nodiscard]] Rect united(const Rect& other) const {
    if (empty()) return other;
    if (other.empty()) return *this;
    const int left = std::min(x, other.x);
    const int top = std::min(y, other.y);
    return {left, top, std::max(right(), other.right()) - left, std::max(bottom(), other.bottom()) - top};
  }
  [[nodiscard]] Rect grown(int by) const { return {x - by, y - by, width + 2 * by, height + 2 * by}; }
  friend bool operator==(const Rect&, const Rect&) = default;
};

}  // namespace bianmin::scene
