#pragma once
// Theme: colours, type scale and spacing. Every ink is a function of the surface it lies on.
#include <array>
#include <cstdint>

#include "screens/scene/node.h"
#include "screens/scene/scene.h"

namespace bianmin::scene {

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  std::uint8_t alpha = 255;
  friend bool operator==(const Colour&, const Colour&) = default;
};
// rgb(0x12233D)
[[nodiscard]] constexpr Colour rgb(std::uint32_t hex, std::uint8_t alpha = 255) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex),
          alpha};
}

// WCAG 2.2 contrast of two opaque colours, 1 to 21.
[[nodiscard]] double contrast(Colour first, Colour second);

inline constexpr std::array kSurfaces{Surface::None,     Surface::Paper,  Surface::Card,        Surface::Field,
                                      Surface::Brand,    Surface::Action, Surface::ActionQuiet, Surface::Selected,
                                      Surface::Disabled, Surface::Good,   Surface::Care,        Surface::Bad,
                                      Surface::Overlay};
inline constexpr std::array kInks{Ink::Normal, Ink::Soft, Ink::Accent, Ink::Good, Ink::Care, Ink::Bad};
inline constexpr std::array kTextSizes{TextSize::Small, TextSize::Body, TextSize::Lead, TextSize::Title,
                                       TextSize::Number};

// One unit of space, and what the kit is built from.
inline constexpr int kUnit = 8;
inline constexpr int kMargin = 48;
inline constexpr int kCardRadius = 24;
inline constexpr int kSubmitRadius = 60;
inline constexpr int kMinTarget = 96;
inline constexpr int kMinTargetGap = 16;
inline constexpr double kLineHeight = 1.4;
inline constexpr double kLargerText = 1.35;
inline constexpr double kSmallestText = 34;  // capitals of 7.3 mm on a 27-inch panel

class Theme {
 public:
  explicit Theme(const Comfort& comfort) : high_contrast_{comfort.high_contrast}, larger_{comfort.larger_text} {}

  // None and Overlay have no fill of their own to write on; fill(None) is Paper's.
  [[nodiscard]] Colour fill(Surface surface) const;
  // While a finger is on it; inks stay readable.
  [[nodiscard]] Colour pressed_fill(Surface surface) const;
  // Borders, dividers, tracks: ≥ 3:1 for Strong.
  [[nodiscard]] Colour line(Surface surface, Border border) const;
  [[nodiscard]] Colour ink(Ink ink, Surface on) const;
  [[nodiscard]] Colour focus_ring() const;
  // Some surfaces are lined in high contrast that are not otherwise.
  [[nodiscard]] Border border(Surface surface, Border asked) const;
  [[nodiscard]] bool high_contrast() const { return high_contrast_; }

  // Reference pixels.
  [[nodiscard]] double text_size(TextSize size) const;

 private:
  bool high_contrast_;
  bool larger_;
};

}  // namespace bianmin::scene
