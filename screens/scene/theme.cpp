#include "screens/scene/theme.h"

#include <cmath>

namespace bianmin::scene {
namespace {

struct Palette {
  Colour fill;
  Colour pressed;
  Colour line;    // Border::Line
  Colour strong;  // Border::Strong
  Colour normal, soft, accent, good, care, bad;
};

constexpr Colour kInk = rgb(0x12233D);
constexpr Colour kSoft = rgb(0x3D4F6B);
constexpr Colour kAction = rgb(0x0B63CE);
constexpr Colour kAccent = rgb(0x0B57B8);
constexpr Colour kGood = rgb(0x14713F);
constexpr Colour kCare = rgb(0x7A4F00);
constexpr Colour kBad = rgb(0xA4201B);
constexpr Colour kLine = rgb(0xC4D0E0);
constexpr Colour kWhite = rgb(0xFFFFFF);
constexpr Colour kBlack = rgb(0x000000);
constexpr Colour kYellow = rgb(0xFFD84D);
constexpr Colour kGrey = rgb(0xC8C8C8);

constexpr Palette on_light(Colour fill, Colour pressed, Colour line = kLine, Colour strong = kAction) {
  return {fill, pressed, line, strong, kInk, kSoft, kAccent, kGood, kCare, kBad};
}

constexpr Palette kPaper = on_light(rgb(0xF5F8FC), rgb(0xDDE9F8));
constexpr Palette kCard = on_light(kWhite, rgb(0xDDE9F8));
constexpr Palette kField = on_light(kWhite, rgb(0xE6EFFB), rgb(0x6F84A3));
constexpr Palette kBrand{rgb(0x0B4EA2), rgb(0x083C80), rgb(0x5C8BC9), kWhite,        kWhite,
                         rgb(0xDCE9FA), kWhite,        rgb(0xC9F5DA), rgb(0xFFE7A6), rgb(0xFFDAD7)};
constexpr Palette kActionColours{kAction,       rgb(0x084C9E), rgb(0x5E9BE3), kWhite,        kWhite,
                                 rgb(0xEDF4FF), kWhite,        rgb(0xE4FBEE), rgb(0xFFF4DB), rgb(0xFFF1F0)};
constexpr Palette kActionQuiet{rgb(0xE3EDFA), rgb(0xC5DAF4), rgb(0xA9C3E4), kAction,       rgb(0x0B3D82),
                               kSoft,         rgb(0x0B4EA2), rgb(0x0F5E34), rgb(0x6B4500), rgb(0x971D18)};
constexpr Palette kSelected{rgb(0xDCE9FB), rgb(0xC5DAF4), kAction,       kAction,       rgb(0x0B3D82),
                            kSoft,         rgb(0x0B4EA2), rgb(0x0F5E34), rgb(0x6B4500), rgb(0x971D18)};
constexpr Palette kDisabled{rgb(0xEAEEF4), rgb(0xEAEEF4), rgb(0xB9C4D3), rgb(0x8A97AA), rgb(0x556178),
                            rgb(0x556178), rgb(0x556178), rgb(0x556178), rgb(0x556178), rgb(0x556178)};
constexpr Palette kGoodColours = on_light(rgb(0xE7F6ED), rgb(0xD3EEDD), rgb(0x9CCFB2), kGood);
constexpr Palette kCareColours = on_light(rgb(0xFFF4DB), rgb(0xFFEBC0), rgb(0xE0BC6C), kCare);
constexpr Palette kBadColours = on_light(rgb(0xFDECEB), rgb(0xFADAD8), rgb(0xE3A6A2), kBad);

constexpr Palette on_black(Colour line, Colour strong) {
  return {kBlack, rgb(0x2E2E2E), line, strong, kWhite, kWhite, kYellow, rgb(0x9CF3BC), kYellow, rgb(0xFFC2BE)};
}
constexpr Palette black_on(Colour fill, Colour pressed) {
  return {fill, pressed, fill, kWhite, kBlack, kBlack, kBlack, kBlack, kBlack, kBlack};
}
constexpr Palette kBlackPage = on_black(kWhite, kYellow);
constexpr Palette kBlackAction = black_on(kYellow, kWhite);
constexpr Palette kBlackSelected = black_on(kWhite, kYellow);
constexpr Palette kBlackGood = on_black(rgb(0x9CF3BC), rgb(0x9CF3BC));
constexpr Palette kBlackBad = on_black(rgb(0xFFC2BE), rgb(0xFFC2BE));
constexpr Palette kBlackDisabled{kBlack, kBlack, rgb(0x8A8A8A), rgb(0x8A8A8A), kGrey,
                                 kGrey,  kGrey,  kGrey,         kGrey,         kGrey};

const Palette& palette(Surface surface, bool high_contrast) {
  switch (surface) {
    case Surface::None:
    case Surface::Overlay:
    case Surface::Paper:
      return high_contrast ? kBlackPage : kPaper;
    case Surface::Card:
      return high_contrast ? kBlackPage : kCard;
    case Surface::Field:
      return high_contrast ? kBlackPage : kField;
    case Surface::Brand:
      return high_contrast ? kBlackPage : kBrand;
    case Surface::Action:
      return high_contrast ? kBlackAction : kActionColours;
    case Surface::ActionQuiet:
      return high_contrast ? kBlackPage : kActionQuiet;
    case Surface::Selected:
      return high_contrast ? kBlackSelected : kSelected;
    case Surface::Disabled:
      return high_contrast ? kBlackDisabled : kDisabled;
    case Surface::Good:
      return high_contrast ? kBlackGood : kGoodColours;
    case Surface::Care:
      return high_contrast ? kBlackPage : kCareColours;
    case Surface::Bad:
      return high_contrast ? kBlackBad : kBadColours;
  }
  return kPaper;
}

double luminance(Colour colour) {
  const auto linear = [](std::uint8_t part) {
    const double value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

}  // namespace

double contrast(Colour first, Colour second) {
  const double one = luminance(first);
  const double other = luminance(second);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

Colour Theme::fill(Surface surface) const {
  if (surface == Surface::Overlay) return high_contrast_ ? rgb(0x000000, 215) : rgb(0x0A1730, 140);
  return palette(surface, high_contrast_).fill;
}

Colour Theme::pressed_fill(Surface surface) const { return palette(surface, high_contrast_).pressed; }

Colour Theme::line(Surface surface, Border border) const {
  const auto& colours = palette(surface, high_contrast_);
  return border == Border::Strong ? colours.strong : colours.line;
}

Colour Theme::ink(Ink ink, Surface on) const {
  const auto& colours = palette(on, high_contrast_);
  switch (ink) {
    case Ink::Normal:
      return colours.normal;
    case Ink::Soft:
      return colours.soft;
    case Ink::Accent:
      return colours.accent;
    case Ink::Good:
      return colours.good;
    case Ink::Care:
      return colours.care;
    case Ink::Bad:
      return colours.bad;
  }
  return colours.normal;
}

Colour Theme::focus_ring() const { return high_contrast_ ? kYellow : rgb(0xC2410C); }

Border Theme::border(Surface surface, Border asked) const {
  if (asked != Border::None || !high_contrast_) return asked;
  // Black lies on black: without a line nobody sees where a part ends.
  return surface == Surface::None || surface == Surface::Paper || surface == Surface::Overlay ? Border::None
                                                                                              : Border::Line;
}

double Theme::text_size(TextSize size) const {
  const double enlarge = larger_ ? kLargerText : 1.0;
  switch (size) {
    case TextSize::Small:
      return 34 * enlarge;
    case TextSize::Body:
      return 40 * enlarge;
    case TextSize::Lead:
      return 48 * enlarge;
    case TextSize::Title:
      return 64 * enlarge;
    case TextSize::Number:
      return 88 * enlarge;
  }
  return 40 * enlarge;
}

}  // namespace bianmin::scene
