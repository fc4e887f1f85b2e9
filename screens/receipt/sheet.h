#pragma once
// The paper while it is being laid out: what stands where, and then the dots.
#include <cstdint>
#include <functional>
#include <variant>
#include <vector>

#include "kiosk/base/bitmap.h"
#include "screens/receipt/type.h"

namespace bianmin::receipt {

// Thread: one.
class Sheet {
 public:
  explicit Sheet(std::uint32_t width) : width_{width} {}

  [[nodiscard]] std::uint32_t width() const { return width_; }

  void place(Setting setting, int x, int y);
  // Black, exactly these dots.
  void fill(int x, int y, int width, int height);
  // A drawing of the given size, made with a cairo whose origin is at its top left corner.
  void draw(int x, int y, int size, std::function<void(cairo_t*, double size)> drawing);

  // Lines and words in `height` rows of dots; ink at half coverage and above is black.
  [[nodiscard]] MonoBitmap to_dots(std::uint32_t height) const;

 private:
  struct Words {
    LayoutPtr layout;
    int x, y;
  };
  struct Bar {
    int x, y, width, height;
  };
  struct Drawing {
    int x, y, size;
    std::function<void(cairo_t*, double)> draw;
  };

  std::uint32_t width_;
  std::vector<Words> words_;
  std::vector<Bar> bars_;
  std::vector<Drawing> drawings_;
};

}  // namespace bianmin::receipt
