#include "demo/dock/bench_colours.h"

#include <vector>

namespace bianmin::dock {
namespace {

using scene::Border;
using scene::Colour;
using scene::Ink;
using scene::rgb;
using scene::Surface;

struct Exchange {
  Colour terminals;
  Colour ours;
};

using Exchanges = std::vector<Exchange>;

// A colour may be a fill here and an ink there, and becomes another in each place.
Exchanges of_boxes() {
  const scene::Theme theme{{}};
  return {{theme.fill(Surface::Brand), rgb(0x25303B)},
          {theme.pressed_fill(Surface::Brand), rgb(0x3A4855)},
          {theme.line(Surface::Brand, Border::Line), rgb(0x74838F)},
          {theme.fill(Surface::Paper), rgb(0xEBEEF0)},
          {theme.pressed_fill(Surface::Paper), rgb(0xD5E5E3)},
          {theme.fill(Surface::Action), rgb(0x0B6E69)},
          {theme.pressed_fill(Surface::Action), rgb(0x084F4B)},
          {theme.fill(Surface::ActionQuiet), rgb(0xE6EDED)},
          {theme.pressed_fill(Surface::ActionQuiet), rgb(0xC3DBD9)},
          {theme.fill(Surface::Selected), rgb(0xD6ECE9)},
          {theme.fill(Surface::Disabled), rgb(0xECEEF0)},
          {theme.line(Surface::Field, Border::Line), rgb(0x8B9AA4)}};
}

Exchanges of_inks() {
  const scene::Theme theme{{}};
  return {{theme.ink(Ink::Soft, Surface::Brand), rgb(0xDDE3E8)},
          {theme.ink(Ink::Accent, Surface::Card), rgb(0x0A615C)},
          {theme.ink(Ink::Normal, Surface::ActionQuiet), rgb(0x1D3B40)},
          {theme.ink(Ink::Accent, Surface::ActionQuiet), rgb(0x0A615C)}};
}

Colour exchanged(const Exchanges& all, Colour terminals) {
  for (const auto& exchange : all) {
    if (exchange.terminals == terminals) return exchange.ours;
  }
  return terminals;
}

void change_box(Colour& colour) {
  static const auto kAll = of_boxes();
  colour = exchanged(kAll, colour);
}

void change_ink(Colour& colour) {
  static const auto kAll = of_inks();
  colour = exchanged(kAll, colour);
}

struct Dress {
  void operator()(scene::LaidBox& box) const {
    change_box(box.fill);
    change_box(box.line);
  }
  void operator()(scene::LaidText& text) const { change_ink(text.colour); }
  void operator()(scene::LaidPicture& picture) const {
    change_ink(picture.colour);
    change_box(picture.surface);
    change_ink(picture.accent);
  }
  void operator()(scene::LaidPhoto&) const {}
  void operator()(scene::LaidCode&) const {}
  void operator()(scene::LaidProgress& bar) const { marks(bar.colour, bar.track); }
  void operator()(scene::LaidSpinner& spinner) const { marks(spinner.colour, spinner.track); }
  void operator()(scene::LaidRing& ring) const { marks(ring.colour, ring.track); }

  static void marks(Colour& colour, Colour& track) {
    change_ink(colour);
    change_box(track);
  }
};

}  // namespace

void dress(scene::Laid& laid) {
  change_box(laid.background);
  for (auto& item : laid.items) std::visit(Dress{}, item.shape);
  for (auto& hit : laid.hits) Dress{}(hit.pressed);
}

}  // namespace bianmin::dock
