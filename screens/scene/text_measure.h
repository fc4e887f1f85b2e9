#pragma once
// How wide and tall words are: the one thing layout cannot know by itself.
#include <string_view>

#include "kiosk/base/language.h"
#include "screens/scene/geometry.h"
#include "screens/scene/node.h"

namespace bianmin::scene {

// Words as they will be drawn. Device pixels.
struct TextStyle {
  double pixels = 40;
  Weight weight = Weight::Regular;
  TextAlign align = TextAlign::Start;
  int max_lines = 0;
  bool as_typed = false;
  Language language = Language::Chinese;
  friend bool operator==(const TextStyle&, const TextStyle&) = default;
};

struct TextExtent {
  int width = 0;  // of the widest line
  int height = 0;
  int lines = 0;
  friend bool operator==(const TextExtent&, const TextExtent&) = default;
};

// A guess without a font, in widths of a digit: a character beyond ASCII takes two.
[[nodiscard]] int breadth(std::string_view words);

// Thread: the one that draws.
class TextMeasure {
 public:
  virtual ~TextMeasure() = default;
  // Broken into lines at most `width` wide; a negative width never breaks.
  [[nodiscard]] virtual TextExtent measure(std::string_view words, const TextStyle& style, int width) = 0;
  // The widest piece that must not be broken: a Latin word, one Chinese character.
  [[nodiscard]] virtual int widest_word(std::string_view words, const TextStyle& style) = 0;
};

}  // namespace bianmin::scene
