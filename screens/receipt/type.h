#pragma once
// Setting words in type for the receipt printer: sizes in dots, one family, two weights.
#include <memory>
#include <string>
#include <vector>

#include <pango/pangocairo.h>

#include "kiosk/base/language.h"
#include "screens/receipt/document.h"

namespace bianmin::receipt {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
using LayoutPtr = std::unique_ptr<PangoLayout, Unref>;

// Sizes of the em in dots; 8 dots are a millimetre at 203 dpi.
enum class Face { Small, Label, Body, Large, Heading, Number };

// Words that are set: draw `layout` with its top left corner `lead` dots above and at the left of the place you choose.
struct Setting {
  LayoutPtr layout;
  int lead = 0;      // white that the font keeps above its letters and that is not wanted here
  int height = 0;    // without the lead, above and below
  int baseline = 0;  // from the top to the first line's baseline
};

// Thread: one.
class Typesetter {
 public:
  Typesetter(Language language, bool large_print);

  // Breaks lines at `width`, inside a word only where the word alone is wider. Never cuts anything off.
  [[nodiscard]] Setting set(const std::string& text, Face face, bool strong, int width, Align align = Align::Start);
  // The same, with lines of about equal length, so that no single character is left over for the last.
  [[nodiscard]] Setting set_balanced(const std::string& text, Face face, bool strong, int width,
                                     Align align = Align::Start);
  // As large as fits on one line, at most `largest`; what does not fit as `least` either is broken.
  [[nodiscard]] Setting set_on_one_line(const std::string& text, Face largest, Face least, bool strong, int width);

  // The width on one line.
  [[nodiscard]] int natural_width(const std::string& text, Face face, bool strong);
  // The width of the widest piece that has no place for a line break.
  [[nodiscard]] int least_width(const std::string& text, Face face, bool strong);

  // Dots at normal print -> dots in this print.
  [[nodiscard]] int scaled(int dots) const;

  [[nodiscard]] const std::vector<char32_t>& missing() const { return missing_; }

 private:
  [[nodiscard]] int em(Face face) const;
  [[nodiscard]] LayoutPtr lay(const std::string& text, int em, bool strong);
  [[nodiscard]] Setting measured(LayoutPtr layout, int em) const;
  void replace_missing(PangoLayout* layout);

  std::unique_ptr<PangoContext, Unref> context_;
  bool large_print_;
  std::vector<char32_t> missing_;
};

}  // namespace bianmin::receipt
