#include "screens/scene/theme.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace bianmin::scene;

TEST_CASE("contrast is that of WCAG 2.2") {
  CHECK(contrast(rgb(0x000000), rgb(0xFFFFFF)) == Catch::Approx(21.0));
  CHECK(contrast(rgb(0x777777), rgb(0xFFFFFF)) == Catch::Approx(4.48).margin(0.01));
  CHECK(contrast(rgb(0xFFFFFF), rgb(0x0B4EA2)) == Catch::Approx(8.0).margin(0.1));
}

TEST_CASE("every ink can be read on every surface, pressed or not") {
  const bool high = GENERATE(false, true);
  const Theme theme{{.high_contrast = high}};
  for (const auto surface : kSurfaces) {
    if (surface == Surface::Overlay) continue;  // nothing is written on it
    for (const auto ink : kInks) {
      const double least = high ? 7.0 : 4.5;
      CAPTURE(high, static_cast<int>(surface), static_cast<int>(ink));
      CHECK(contrast(theme.ink(ink, surface), theme.fill(surface)) >= least);
      CHECK(contrast(theme.ink(ink, surface), theme.pressed_fill(surface)) >= least);
    }
  }
}

TEST_CASE("the lines that say where to type, what is chosen and what is in focus can be seen") {
  const bool high = GENERATE(false, true);
  const Theme theme{{.high_contrast = high}};
  const auto paper = theme.fill(Surface::Paper);
  CHECK(contrast(theme.line(Surface::Field, Border::Line), paper) >= 3.0);
  CHECK(contrast(theme.line(Surface::Field, Border::Strong), paper) >= 3.0);
  CHECK(contrast(theme.line(Surface::Selected, Border::Strong), paper) >= 3.0);
  CHECK(contrast(theme.line(Surface::Bad, Border::Strong), paper) >= 3.0);
  CHECK(contrast(theme.fill(Surface::Action), paper) >= 3.0);
  CHECK(contrast(theme.focus_ring(), paper) >= 3.0);
  CHECK(contrast(theme.focus_ring(), theme.fill(Surface::Card)) >= 3.0);
}

TEST_CASE("in high contrast every part of the page has an edge") {
  const Theme theme{{.high_contrast = true}};
  CHECK(theme.border(Surface::Card, Border::None) == Border::Line);
  CHECK(theme.border(Surface::ActionQuiet, Border::None) == Border::Line);
  CHECK(theme.border(Surface::Paper, Border::None) == Border::None);
  CHECK(Theme{{}}.border(Surface::Card, Border::None) == Border::None);
}

TEST_CASE("no text is smaller than a capital of 7.3 mm asks for at 600 mm") {
  // 0.31 mm a pixel; the family's capitals are 0.733 of its size.
  for (const auto size : kTextSizes) CHECK(Theme{{}}.text_size(size) * 0.733 * 0.31 >= 7.3);
}
