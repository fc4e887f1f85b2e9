#include "screens/receipt/composer.h"

#include <algorithm>
#include <utility>

#include "screens/receipt/emblem.h"
#include "screens/receipt/qr.h"
#include "screens/receipt/rules.h"
#include "screens/receipt/table.h"

namespace bianmin::receipt {
namespace {

// Dots at normal print.
constexpr int kMargin = 24;  // also lets the printer's driver move the picture sideways
constexpr int kNarrowMargin = 12;
constexpr int kTop = 8;
constexpr int kBottom = 24;
constexpr int kEmblem = 76;
constexpr int kEmblemGap = 18;
constexpr int kLabelGap = 20;
constexpr int kCodeSide = 256;  // 32 mm: read by any telephone at arm's length
constexpr int kLeastModule = 3;
constexpr int kLeastCaption = 150;  // five characters on a line
constexpr int kUnit = 8;

}  // namespace

Composer::Composer(const Document& document, const Paper& paper)
    : document_{document},
      type_{document.language, paper.large_print},
      sheet_{paper.width},
      left_{paper.width < 512 ? kNarrowMargin : kMargin},
      width_{static_cast<int>(paper.width) - 2 * left_},
      y_{kTop} {}

std::expected<LaidOut, LayoutFault> Composer::compose() {
  measure_labels();
  for (const auto& block : document_.blocks) {
    std::visit([this](const auto& each) { set(each); }, block);
    if (code_too_large_) return std::unexpected{LayoutFault::CodeTooLarge};
    if (y_ > static_cast<int>(kLongest) - kBottom) return std::unexpected{LayoutFault::TooLong};
  }
  return LaidOut{sheet_.to_dots(static_cast<std::uint32_t>(y_ + kBottom)), type_.missing()};
}

void Composer::gap(int dots) {
  y_ += std::max(gap_, type_.scaled(dots));
  gap_ = 0;
}

void Composer::put(Setting words, int indent) {
  const auto height = words.height;
  sheet_.place(std::move(words), left_ + indent, y_);
  y_ += height;
}

// One column of labels for the whole receipt; a long label wraps rather than push all values aside. Where a value has a
// word that would have to be broken in what is left, all values go under their labels instead.
void Composer::measure_labels() {
  int least_value = 0;
  for (const auto& block : document_.blocks) {
    const auto* field = std::get_if<Field>(&block);
    if (field == nullptr) continue;
    label_width_ = std::max(label_width_, type_.natural_width(field->label, Face::Label, false));
    least_value = std::max(least_value, type_.least_width(field->value, Face::Body, true));
  }
  label_width_ = std::min(label_width_, width_ * 42 / 100);
  labels_above_ = least_value > width_ - label_width_ - type_.scaled(kLabelGap);
}

void Composer::set(const Emblem& emblem) {
  gap(0);
  const auto size = type_.scaled(kEmblem);
  if (emblem.name.empty()) {
    sheet_.draw(left_ + (width_ - size) / 2, y_, size, draw_emblem);
    y_ += size;
  } else {
    const auto indent = size + type_.scaled(kEmblemGap);
    auto name = type_.set_on_one_line(emblem.name, Face::Large, Face::Body, true, width_ - indent);
    auto place = type_.set_balanced(emblem.place, Face::Small, false, width_ - indent);
    const auto place_height = emblem.place.empty() ? 0 : place.height;
    const auto height = std::max(size, name.height + place_height);
    sheet_.draw(left_, y_ + (height - size) / 2, size, draw_emblem);
    const auto words_top = y_ + (height - name.height - place_height) / 2;
    const auto place_top = words_top + name.height;
    sheet_.place(std::move(name), left_ + indent, words_top);
    if (!emblem.place.empty()) sheet_.place(std::move(place), left_ + indent, place_top);
    y_ += height;
  }
  gap_ = type_.scaled(16);
}

void Composer::set(const Heading& heading) {
  gap(8);
  put(type_.set(heading.text, Face::Heading, true, width_));
  if (!heading.subtitle.empty()) {
    gap(5);
    put(type_.set(heading.subtitle, Face::Small, false, width_));
  }
  gap_ = type_.scaled(8);
}

void Composer::set(const Text& text) {
  gap(6);
  const auto face = text.size == TextSize::Small   ? Face::Small
                    : text.size == TextSize::Large ? Face::Large
                                                   : Face::Body;
  put(type_.set(text.text, face, text.strong, width_, text.align));
  gap_ = type_.scaled(6);
}

// As large as stays on one line: a number broken in two is copied wrongly.
void Composer::set(const Number& number) {
  gap(12);
  if (!number.label.empty()) put(type_.set(number.label, Face::Label, false, width_));
  put(type_.set_on_one_line(number.value, Face::Number, Face::Body, true, width_));
  gap_ = type_.scaled(18);
}

void Composer::set(const Field& field) {
  if (labels_above_) {
    gap(8);
    put(type_.set(field.label, Face::Label, false, width_));
    put(type_.set(field.value, Face::Body, true, width_));
    gap_ = type_.scaled(8);
    return;
  }
  gap(6);
  const auto indent = label_width_ + type_.scaled(kLabelGap);
  auto label = type_.set_balanced(field.label, Face::Label, false, label_width_);
  auto value = type_.set(field.value, Face::Body, true, width_ - indent);
  const auto base = std::max(label.baseline, value.baseline);
  const auto label_top = y_ + base - label.baseline;
  const auto value_top = y_ + base - value.baseline;
  y_ = std::max(label_top + label.height, value_top + value.height);
  sheet_.place(std::move(label), left_, label_top);
  sheet_.place(std::move(value), left_ + indent, value_top);
  gap_ = type_.scaled(6);
}

void Composer::set(const Rule& rule) {
  gap(14);
  draw_rule(sheet_, rule.style, left_, y_, width_);
  y_ += kSolidRule;
  gap_ = type_.scaled(14);
}

void Composer::set(const Table& table) {
  gap(12);
  y_ = set_table(sheet_, type_, table, left_, width_, y_);
  gap_ = type_.scaled(10);
}

void Composer::set(const Code& code) {
  const auto qr = encode_qr(code.text);
  const auto modules = qr ? static_cast<int>(qr->side) + 2 * kQuietModules : 0;
  // The margin is white, and so serves as part of the quiet zone.
  const auto module = qr ? std::max(kLeastModule, type_.scaled(kCodeSide) / modules) : 0;
  const auto quiet = kQuietModules * module;
  const auto hang = std::min(quiet, left_);
  if (!qr || modules * module > width_ + 2 * hang) {
    code_too_large_ = true;
    return;
  }
  gap(4);
  const auto side = static_cast<int>(qr->side);
  const auto zone = modules * module;
  const auto beside = width_ - (zone - hang);
  const bool caption_fits = !code.caption.empty() && beside >= type_.scaled(kLeastCaption);
  const auto x = caption_fits ? left_ - hang + quiet : (static_cast<int>(sheet_.width()) - side * module) / 2;
  const auto top = y_;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      if (!qr->black[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(column)])
        continue;
      sheet_.fill(x + column * module, top + quiet + row * module, module, module);
    }
  }
  y_ += zone;
  if (caption_fits) {
    set_caption_beside(code, zone - hang, top, zone);
  } else if (!code.caption.empty()) {
    put(type_.set(code.caption, Face::Body, false, width_, Align::Centre));
  }
  gap_ = type_.scaled(4);
}

void Composer::set_caption_beside(const Code& code, int code_width, int code_top, int code_height) {
  auto caption = type_.set_balanced(code.caption, Face::Body, false, width_ - code_width);
  const auto top = code_top + std::max(0, (code_height - caption.height) / 2);
  y_ = std::max(y_, top + caption.height);
  sheet_.place(std::move(caption), left_ + code_width, top);
}

void Composer::set(const Space& space) {
  y_ += std::max(gap_, 0) + type_.scaled(std::max(space.units, 0) * kUnit);
  gap_ = 0;
}

}  // namespace bianmin::receipt
