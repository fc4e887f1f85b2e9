#include "screens/receipt/type.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>

namespace bianmin::receipt {
namespace {

constexpr auto kFamily = "Noto Sans CJK SC";
constexpr double kLargePrint = 1.35;
// Of the font's own, which leaves room for marks that this paper does not carry.
constexpr double kLineHeight = 0.93;
constexpr double kLead = 0.06;          // of the em, cut off above the first and below the last line
constexpr double kLeadOfTitles = 0.14;  // large type needs less white of its own
constexpr auto kGetaMark = "〓";        // U+3013: what Chinese printers set where they have no type for a character

struct FreeDescription {
  void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};
struct FreeIter {
  void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
};
struct FreeOptions {
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};
struct FreeAttributes {
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};
struct FreeText {
  void operator()(char* text) const { g_free(text); }
};

int normal_em(Face face) {
  switch (face) {
    case Face::Small:
      return 22;
    case Face::Label:
      return 24;
    case Face::Body:
      return 26;
    case Face::Large:
      return 34;
    case Face::Heading:
      return 44;
    case Face::Number:
      return 52;
  }
  return 26;
}

PangoAlignment pango(Align align) {
  switch (align) {
    case Align::Start:
      return PANGO_ALIGN_LEFT;
    case Align::Centre:
      return PANGO_ALIGN_CENTER;
    case Align::End:
      return PANGO_ALIGN_RIGHT;
  }
  return PANGO_ALIGN_LEFT;
}

// Broken UTF-8 becomes U+FFFD; control characters but the line feed mean nothing on paper.
std::string printable(const std::string& text) {
  const std::unique_ptr<char, FreeText> valid{g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()))};
  std::string result{valid.get()};
  std::ranges::replace_if(
      result, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F; }, ' ');
  return result;
}

// Byte offsets of the characters that no font can draw.
std::vector<std::size_t> find_missing(PangoLayout* layout) {
  std::vector<std::size_t> places;
  const std::unique_ptr<PangoLayoutIter, FreeIter> iter{pango_layout_get_iter(layout)};
  do {
    const auto* run = pango_layout_iter_get_run_readonly(iter.get());
    if (run == nullptr) continue;
    for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
      if ((run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) continue;
      if (run->glyphs->glyphs[i].glyph == PANGO_GLYPH_EMPTY) continue;
      places.push_back(static_cast<std::size_t>(run->item->offset + run->glyphs->log_clusters[i]));
    }
  } while (pango_layout_iter_next_run(iter.get()) != 0);
  std::ranges::sort(places);
  const auto surplus = std::ranges::unique(places);
  places.erase(surplus.begin(), surplus.end());
  return places;
}

}  // namespace

Typesetter::Typesetter(Language language, bool large_print)
    : context_{pango_font_map_create_context(pango_cairo_font_map_get_default())}, large_print_{large_print} {
  const std::unique_ptr<cairo_font_options_t, FreeOptions> options{cairo_font_options_create()};
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_FULL);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_ON);
  pango_cairo_context_set_font_options(context_.get(), options.get());
  pango_context_set_language(context_.get(), pango_language_from_string(std::string{tag(language)}.c_str()));
}

int Typesetter::scaled(int dots) const {
  return large_print_ ? static_cast<int>(std::lround(dots * kLargePrint)) : dots;
}

int Typesetter::em(Face face) const { return scaled(normal_em(face)); }

LayoutPtr Typesetter::lay(const std::string& text, int em, bool strong) {
  LayoutPtr layout{pango_layout_new(context_.get())};
  const std::unique_ptr<PangoFontDescription, FreeDescription> font{pango_font_description_from_string(kFamily)};
  pango_font_description_set_absolute_size(font.get(), em * PANGO_SCALE);
  pango_font_description_set_weight(font.get(), strong ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  // A hyphen that is not in a name must not seem to be.
  const std::unique_ptr<PangoAttrList, FreeAttributes> attributes{pango_attr_list_new()};
  pango_attr_list_insert(attributes.get(), pango_attr_insert_hyphens_new(FALSE));
  pango_layout_set_attributes(layout.get(), attributes.get());
  pango_layout_set_line_spacing(layout.get(), static_cast<float>(kLineHeight));
  const auto clean = printable(text);
  pango_layout_set_text(layout.get(), clean.c_str(), static_cast<int>(clean.size()));
  replace_missing(layout.get());
  return layout;
}

void Typesetter::replace_missing(PangoLayout* layout) {
  auto places = find_missing(layout);
  if (places.empty()) return;
  const std::string_view before{pango_layout_get_text(layout)};
  std::string text;
  std::size_t done = 0;
  for (const auto place : places) {
    const char* at = before.data() + place;
    const auto character = static_cast<char32_t>(g_utf8_get_char(at));
    if (std::ranges::find(missing_, character) == missing_.end()) missing_.push_back(character);
    text += before.substr(done, place - done);
    text += kGetaMark;
    done = place + static_cast<std::size_t>(g_utf8_next_char(at) - at);
  }
  text += before.substr(done);
  pango_layout_set_text(layout, text.c_str(), static_cast<int>(text.size()));
}

Setting Typesetter::measured(LayoutPtr layout, int em) const {
  Setting setting{.layout = std::move(layout)};
  setting.lead = static_cast<int>(std::lround(em * (em >= this->em(Face::Large) ? kLeadOfTitles : kLead)));
  PangoRectangle logical;
  pango_layout_get_pixel_extents(setting.layout.get(), nullptr, &logical);
  setting.height = logical.height - 2 * setting.lead;
  setting.baseline = PANGO_PIXELS(pango_layout_get_baseline(setting.layout.get())) - setting.lead;
  return setting;
}

Setting Typesetter::set(const std::string& text, Face face, bool strong, int width, Align align) {
  auto layout = lay(text, em(face), strong);
  pango_layout_set_width(layout.get(), std::max(width, 1) * PANGO_SCALE);
  pango_layout_set_alignment(layout.get(), pango(align));
  return measured(std::move(layout), em(face));
}

Setting Typesetter::set_balanced(const std::string& text, Face face, bool strong, int width, Align align) {
  auto setting = set(text, face, strong, width, align);
  auto* layout = setting.layout.get();
  const auto lines = pango_layout_get_line_count(layout);
  if (lines < 2) return setting;
  // The smallest width that still makes as many lines. Words that are not at the start keep the full width, or they
  // would be drawn away from their edge.
  int too_narrow = width / 2;
  int wide_enough = width;
  while (wide_enough - too_narrow > 2) {
    const int tried = (too_narrow + wide_enough) / 2;
    pango_layout_set_width(layout, tried * PANGO_SCALE);
    (pango_layout_get_line_count(layout) > lines ? too_narrow : wide_enough) = tried;
  }
  pango_layout_set_width(layout, (align == Align::Start ? wide_enough : width) * PANGO_SCALE);
  return setting;
}

Setting Typesetter::set_on_one_line(const std::string& text, Face largest, Face least, bool strong, int width) {
  for (int size = em(largest); size > em(least); --size) {
    auto layout = lay(text, size, strong);
    int natural = 0;
    pango_layout_get_pixel_size(layout.get(), &natural, nullptr);
    if (natural <= width) return measured(std::move(layout), size);
  }
  return set_balanced(text, least, strong, width);
}

int Typesetter::natural_width(const std::string& text, Face face, bool strong) {
  const auto layout = lay(text, em(face), strong);
  int width = 0;
  pango_layout_get_pixel_size(layout.get(), &width, nullptr);
  return width;
}

int Typesetter::least_width(const std::string& text, Face face, bool strong) {
  const auto layout = lay(text, em(face), strong);
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD);
  pango_layout_set_width(layout.get(), 1);
  int width = 0;
  pango_layout_get_pixel_size(layout.get(), &width, nullptr);
  return width;
}

}  // namespace bianmin::receipt
