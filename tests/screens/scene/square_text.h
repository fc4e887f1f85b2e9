#pragma once
// Words set in squares: every ASCII character is half as wide as it is tall, any other one a whole square. So a test
// can say where things are without a font.
#include <algorithm>
#include <cmath>
#include <string_view>

#include "screens/scene/layout.h"

namespace bianmin::scene {

class SquareText : public TextMeasure {
 public:
  TextExtent measure(std::string_view words, const TextStyle& style, int width) override {
    const int square = static_cast<int>(std::lround(style.pixels));
    int lines = 1;
    int line = 0;
    int widest = 0;
    for (const char c : words) {
      const int step = width_of(c, square);
      if (width >= 0 && line + step > width && line > 0) {
        ++lines;
        line = 0;
      }
      line += step;
      widest = std::max(widest, line);
    }
    if (style.max_lines > 0) lines = std::min(lines, style.max_lines);
    return {widest, lines * square, lines};
  }

  int widest_word(std::string_view words, const TextStyle& style) override {
    const int square = static_cast<int>(std::lround(style.pixels));
    int word = 0;
    int widest = 0;
    for (const char c : words) {
      const bool latin = static_cast<unsigned char>(c) < 0x80;
      if (!latin || c == ' ') word = 0;
      word += width_of(c, square);
      widest = std::max(widest, word);
    }
    return widest;
  }

 private:
  // The first byte of a character carries its width.
  static int width_of(char c, int square) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) return square / 2;
    return (byte & 0xc0U) == 0x80 ? 0 : square;
  }
};

inline const Item* item_with(const Laid& laid, std::string_view words) {
  for (const auto& item : laid.items) {
    const auto* text = std::get_if<LaidText>(&item.shape);
    if (text != nullptr && text->words == words) return &item;
  }
  return nullptr;
}

}  // namespace bianmin::scene
