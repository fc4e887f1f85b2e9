// What differs between two pages.
#include <algorithm>
#include <cmath>
#include <map>

#include "screens/render/item_painter.h"
#include "screens/render/painter.h"

namespace bianmin::render {
namespace {

using scene::Item;
using scene::Rect;

constexpr std::size_t kMostRects = 12;

// Rectangles that touch become one; too many become one as well.
std::vector<Rect> merged(std::vector<Rect> rects) {
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < rects.size() && !again; ++i) {
      for (std::size_t j = i + 1; j < rects.size() && !again; ++j) {
        if (!rects[i].overlaps(rects[j])) continue;
        rects[i] = rects[i].united(rects[j]);
        rects.erase(rects.begin() + static_cast<std::ptrdiff_t>(j));
        again = true;
      }
    }
  }
  if (rects.size() <= kMostRects) return rects;
  Rect all;
  for (const auto& rect : rects) all = all.united(rect);
  return {all};
}

// Items of `before` and `after` that are the same and in the same order, greedily: an item that moved in the order of
// drawing counts as changed.
std::vector<Rect> changed(std::span<const Item> before, std::span<const Item> after) {
  std::vector<Rect> rects;
  std::size_t at = 0;
  std::vector<bool> kept(before.size());
  for (const auto& item : after) {
    std::size_t found = at;
    while (found < before.size() && !(before[found] == item)) ++found;
    if (found == before.size()) {
      rects.push_back(painted_box(item));
      continue;
    }
    kept[found] = true;
    at = found + 1;
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!kept[i]) rects.push_back(painted_box(before[i]));
  }
  return rects;
}

}  // namespace

std::vector<Rect> damage_between(const scene::Laid& before, const scene::Laid& after) {
  const Rect whole{0, 0, after.viewport.width, after.viewport.height};
  if (before.viewport != after.viewport || before.background != after.background) return {whole};
  std::span<const Item> old_items{before.items};
  std::span<const Item> new_items{after.items};
  while (!old_items.empty() && !new_items.empty() && old_items.front() == new_items.front()) {
    old_items = old_items.subspan(1);
    new_items = new_items.subspan(1);
  }
  while (!old_items.empty() && !new_items.empty() && old_items.back() == new_items.back()) {
    old_items = old_items.first(old_items.size() - 1);
    new_items = new_items.first(new_items.size() - 1);
  }
  auto rects = changed(old_items, new_items);
  for (auto& rect : rects) rect = rect.intersection(whole);
  std::erase_if(rects, [](const Rect& rect) { return rect.empty(); });
  return merged(std::move(rects));
}

}  // namespace bianmin::render
