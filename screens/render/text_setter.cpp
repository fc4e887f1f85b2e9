#include "screens/render/text_setter.h"

#include <cmath>
#include <cstring>

#include "screens/render/compounds.h"

namespace bianmin::render {
namespace {

// A page has about a hundred; a visit's keyboard and forms some more. Beyond that all are forgotten at once: the next
// page costs a millisecond more.
constexpr std::size_t kMostKnown = 2000;

// The family's line box stands lower than its glyphs do: ascent 1.16 and descent 0.29 around capitals and ideographs
// whose middle is 0.37 above the baseline.
constexpr double kOpticalLift = 0.06;

PangoFontDescription* describe(PangoWeight weight) {
  auto* font = pango_font_description_new();
  pango_font_description_set_family(font, kFontFamily);
  pango_font_description_set_weight(font, weight);
  return font;
}

void keep_compounds_whole(PangoAttrList* attributes, std::string_view words) {
  for (const auto& [begin, end] : compounds_in(words)) {
    auto* whole = pango_attr_allow_breaks_new(FALSE);
    whole->start_index = static_cast<guint>(begin);
    whole->end_index = static_cast<guint>(end);
    pango_attr_list_insert(attributes, whole);
  }
}

}  // namespace

TextSetter::TextSetter()
    : fonts_{pango_cairo_font_map_new()},
      context_{pango_font_map_create_context(fonts_)},
      regular_{describe(PANGO_WEIGHT_NORMAL)},
      bold_{describe(PANGO_WEIGHT_BOLD)} {
  auto* options = cairo_font_options_create();
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_, options);
  cairo_font_options_destroy(options);
}

TextSetter::~TextSetter() {
  known_.clear();
  pango_font_description_free(bold_);
  pango_font_description_free(regular_);
  g_object_unref(context_);
  g_object_unref(fonts_);
}

std::size_t TextSetter::KeyHash::operator()(const KeyView& key) const {
  auto hash = std::hash<std::string_view>{}(key.words);
  const auto mix = [&](std::size_t value) { hash = hash * 1099511628211U + value; };
  mix(static_cast<std::size_t>(std::lround(key.style.pixels * 16)));
  mix(static_cast<std::size_t>(key.style.weight));
  mix(static_cast<std::size_t>(key.style.max_lines));
  mix(static_cast<std::size_t>(key.width) + 1);
  mix(static_cast<std::size_t>(key.breaking));
  return hash;
}

TextSetter::Layout TextSetter::lay(const KeyView& key) const {
  Layout layout{pango_layout_new(context_)};
  const auto* base = key.style.weight == scene::Weight::Bold ? bold_ : regular_;
  auto* font = pango_font_description_copy_static(base);
  pango_font_description_set_absolute_size(font, key.style.pixels * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  auto* attributes = pango_attr_list_new();
  const std::string tag{bianmin::tag(key.style.language)};
  pango_attr_list_insert(attributes, pango_attr_language_new(pango_language_from_string(tag.c_str())));
  if (key.breaking != Breaking::None && !key.style.as_typed) keep_compounds_whole(attributes, key.words);
  pango_layout_set_attributes(layout.get(), attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_auto_dir(layout.get(), FALSE);
  using scene::TextAlign;
  const auto align = key.style.align;
  pango_layout_set_alignment(layout.get(), align == TextAlign::Center ? PANGO_ALIGN_CENTER
                                           : align == TextAlign::End  ? PANGO_ALIGN_RIGHT
                                                                      : PANGO_ALIGN_LEFT);
  if (key.breaking != Breaking::None) {
    pango_layout_set_width(layout.get(), key.width * PANGO_SCALE);
    pango_layout_set_wrap(layout.get(), key.breaking == Breaking::WordsOnly ? PANGO_WRAP_WORD : PANGO_WRAP_WORD_CHAR);
    if (key.style.max_lines > 0) {
      pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
      pango_layout_set_height(layout.get(), -key.style.max_lines);
    }
  }
  pango_layout_set_text(layout.get(), key.words.data(), static_cast<int>(key.words.size()));
  return layout;
}

TextSetter::Set& TextSetter::set(const KeyView& key) {
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  if (known_.size() >= kMostKnown) forget();
  Set made;
  made.layout = lay(key);
  PangoRectangle logical;
  pango_layout_get_extents(made.layout.get(), nullptr, &logical);
  const auto up = [](int units) { return (units + PANGO_SCALE - 1) / PANGO_SCALE; };
  made.extent = {up(logical.width), up(logical.height), pango_layout_get_line_count(made.layout.get())};
  if (key.breaking != Breaking::Anywhere) {
    wipe(made);
    made.layout.reset();
  }
  return known_.emplace(Key{std::string{key.words}, key.style, key.width, key.breaking}, std::move(made)).first->second;
}

scene::TextExtent TextSetter::measure(std::string_view words, const scene::TextStyle& style, int width) {
  auto plain = style;
  if (width < 0) plain.align = scene::TextAlign::Start;
  auto extent = set({words, plain, std::max(width, 0), width < 0 ? Breaking::None : Breaking::Anywhere}).extent;
  // One pixel more than the sum of the advances: rounding must not break a line that fits.
  if (width < 0) extent.width += 1;
  return extent;
}

int TextSetter::widest_word(std::string_view words, const scene::TextStyle& style) {
  scene::TextStyle plain = style;
  plain.align = scene::TextAlign::Start;
  plain.max_lines = 0;
  return set({words, plain, 0, Breaking::WordsOnly}).extent.width + 1;
}

void TextSetter::draw(cairo_t* cairo, const std::string& words, const scene::TextStyle& style, scene::Colour colour,
                      const scene::Rect& box) {
  auto& laid = set({words, style, box.width, Breaking::Anywhere});
  if (!laid.balanced) balance(laid, words, style, box.width);
  cairo_set_source_rgb(cairo, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
  cairo_move_to(cairo, box.x + laid.shift, box.y - std::round(style.pixels * kOpticalLift));
  pango_cairo_show_layout(cairo, laid.layout.get());
}

void TextSetter::balance(Set& set, const std::string& words, const scene::TextStyle& style, int width) {
  constexpr int kMostLines = 5;
  set.balanced = true;
  // Typed words must not jump while their last line begins.
  if (style.as_typed || style.max_lines > 0 || set.extent.lines < 2 || set.extent.lines > kMostLines) return;
  auto* layout = set.layout.get();
  const auto same_lines_at = [&](int narrower) {
    pango_layout_set_width(layout, narrower * PANGO_SCALE);
    return pango_layout_get_line_count(layout) == set.extent.lines;
  };
  const auto last_line = [&] {
    PangoRectangle last;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, set.extent.lines - 1), nullptr, &last);
    return last.width / PANGO_SCALE;
  };
  const int em = static_cast<int>(style.pixels);
  // No narrower than its longest word, which would be torn.
  const int least = std::max(width / 2, widest_word(words, style));
  int fits = width;
  if (style.align == scene::TextAlign::Start) {
    if (last_line() >= 3 * em) return;  // a character and its full stop are two
    for (int narrower = width - em / 2; narrower >= least && same_lines_at(narrower); narrower -= em / 2) {
      fits = narrower;
      if (last_line() >= 4 * em) break;
    }
  } else {
    for (int below = least; below < fits;) {
      const int middle = (below + fits) / 2;
      if (same_lines_at(middle)) {
        fits = middle;
      } else {
        below = middle + 1;
      }
    }
  }
  pango_layout_set_width(layout, fits * PANGO_SCALE);
  if (style.align == scene::TextAlign::Center) set.shift = (width - fits) / 2;
  if (style.align == scene::TextAlign::End) set.shift = width - fits;
}

void TextSetter::wipe(Set& set) {
  if (!set.layout) return;
  // Pango copies the words and frees them as they are.
  const char* words = pango_layout_get_text(set.layout.get());
  explicit_bzero(const_cast<char*>(words), std::strlen(words));
}

void TextSetter::forget() {
  for (auto& [key, set] : known_) {
    wipe(set);
    explicit_bzero(const_cast<char*>(key.words.data()), key.words.size());
  }
  known_.clear();
}

}  // namespace bianmin::render
