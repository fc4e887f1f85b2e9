#pragma once
// TextSetter: Pango sets words in the terminal's one family, and remembers how.
#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>
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
  // How words are set; what they are looked up by without copying them.
  struct KeyView {
    std::string_view words;
    scene::TextStyle style;
    int width = 0;
    Breaking breaking = Breaking::None;
    friend bool operator==(const KeyView&, const KeyView&) = default;
  };
  struct Key {
    std::string words;
    scene::TextStyle style;
    int width = 0;
    Breaking breaking = Breaking::None;
    [[nodiscard]] KeyView view() const { return {words, style, width, breaking}; }
  };
  struct KeyHash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard's name
    std::size_t operator()(const KeyView& key) const;
    std::size_t operator()(const Key& key) const { return (*this)(key.view()); }
  };
  struct KeyEqual {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard's name
    bool operator()(const Key& one, const Key& other) const { return one.view() == other.view(); }
    bool operator()(const Key& one, const KeyView& other) const { return one.view() == other; }
    bool operator()(const KeyView& one, const Key& other) const { return one == other.view(); }
  };
  struct Unref {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  };
  using Layout = std::unique_ptr<PangoLayout, Unref>;
  struct Set {
    scene::TextExtent extent;
    Layout layout;  // null where only the extent was asked for
    bool balanced = false;
    int shift = 0;  // what balancing took from the width at its left
  };

  Set& set(const KeyView& key);
  [[nodiscard]] Layout lay(const KeyView& key) const;
  // Lines of like length where they are centred, and no last line of one character: as many lines as before.
  void balance(Set& set, const std::string& words, const scene::TextStyle& style, int width);
  static void wipe(Set& set);

  PangoFontMap* fonts_;
  PangoContext* context_;
  PangoFontDescription* regular_;
  PangoFontDescription* bold_;
  std::unordered_map<Key, Set, KeyHash, KeyEqual> known_;
};

}  // namespace bianmin::render
