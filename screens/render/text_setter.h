#pragma once
// TextSetter: Pango sets words in the terminal's one family, and remembers how.
#include <cairo.h>
#include <pango/pangocairo.h>

#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "screens/scene/text_measure.h"
#include "screens/scene/theme.h"

namespace bianmin::render {

inline constexpr auto kFontFamily = "Noto Sans CJK SC";

// Thread: the one that draws.
class TextSetter {
 public:
  TextSetter();
  ~TextSetter();
  TextSetter(const TextSetter&) = delete;
  TextSetter& operator=(const TextSetter&) = delete;

  [[nodiscard]] scene::TextExtent measure(std::string_view words, const scene::TextStyle& style, int width);
  [[nodiscard]] int widest_word(std::string_view words, const scene::TextStyle& style);
  // Into the box that measure() gave the height of.
  void draw(cairo_t* cairo, const std::string& words, const scene::TextStyle& style, scene::Colour colour,
            const scene::Rect& box);
  // Overwrites the words it remembers, and forgets them.
  void forget();

 private:
  enum class Breaking { None, Anywhere, WordsOnly };
  struct Key {
    std::string words;
    scene::TextStyle style;
    int width = 0;
    Breaking breaking = Breaking::None;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  struct Unref {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  };
  using Layout = std::unique_ptr<PangoLayout, Unref>;
  struct Set {
    scene::TextExtent extent;
    Layout layout;  // null where only the extent was asked for
  };

  Set& set(Key key);
  [[nodiscard]] Layout lay(const Key& key) const;
  static void wipe(const Key& key, Set& set);

  PangoFontMap* fonts_;
  PangoContext* context_;
  PangoFontDescription* regular_;
  PangoFontDescription* bold_;
  std::unordered_map<Key, Set, KeyHash> known_;
};

}  // namespace bianmin::render
