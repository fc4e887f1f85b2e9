// Paged: as many lines on a page as there is room for.
#include "screens/scene/flow_layout.h"
#include "screens/scene/kit.h"

namespace bianmin::scene {
namespace {

constexpr int kArrow = 104;

}  // namespace

int FlowLayout::pager_extent(const Paged& paged) const {
  return px(paged.beside ? 2 * kMinTarget + 2 * kMinTargetGap : kArrow + kMinTargetGap);
}

int FlowLayout::least_paged_height(const Node& node, const Paged& paged, int width) const {
  const int beside = paged.beside ? pager_extent(paged) : 0;
  const int between = gap(node.style);
  const auto all = lines(shown(node), count(paged.columns), between, width - beside);
  int tallest = 0;
  int total = -between;
  for (const auto& line : all) {
    tallest = std::max(tallest, line.height);
    total += line.height + between;
  }
  if (all.size() <= 1 || paged.beside) return tallest;
  if (node.style.height.kind == Length::Kind::Auto) return total;
  return std::min(total, tallest + pager_extent(paged));
}

void FlowLayout::place_paged(const Node& node, const Paged& paged, Rect inner, Surface on, Laid& out) const {
  const int columns = count(paged.columns);
  const int between = gap(node.style);
  const auto nodes = shown(node);
  Rect area = inner;
  auto all = lines(nodes, columns, between, area.width);
  int total = -between;
  for (const auto& line : all) total += line.height + between;
  const bool split = total > area.height + 1;
  if (split && paged.beside) {
    area.width -= pager_extent(paged);
    all = lines(nodes, columns, between, area.width);
  } else if (split) {
    area.height -= pager_extent(paged);
  }

  std::vector<std::size_t> starts;
  int left = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (starts.empty() || left < all[i].height) {
      starts.push_back(i);
      left = area.height;
    }
    left -= all[i].height + between;
  }
  if (starts.empty()) return;
  const int pages = static_cast<int>(starts.size());
  const int page = std::clamp(paged.page, 0, pages - 1);
  const auto end = page + 1 < pages ? starts[static_cast<std::size_t>(page) + 1] : all.size();
  // Equally on all pages, so that lines do not change their height from page to page: what the fullest one can give.
  int taller = area.height;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const auto until = i + 1 < starts.size() ? starts[i + 1] : all.size();
    taller = std::min(taller, stretch(std::span{all}.subspan(starts[i], until - starts[i]), between, area.height));
  }
  int top = area.y;
  for (auto i = starts[static_cast<std::size_t>(page)]; i < end; ++i) {
    if (all[i].height > area.height + 1) {
      out.overflow.push_back(
          {ProblemKind::Overflow,
           "one line of a page needs " + std::to_string(all[i].height) + " of " + std::to_string(area.height) + " px",
           area});
    }
    place_line(all[i], columns, between, {area.x, top, area.width, all[i].height + taller}, on, out);
    top += all[i].height + taller + between;
  }
  if (pages == 1) return;
  const Rect pager = paged.beside ? Rect{area.right() + px(kMinTargetGap), inner.y,
                                         inner.right() - area.right() - px(kMinTargetGap), inner.height}
                                  : Rect{inner.x, inner.bottom() - px(kArrow), inner.width, px(kArrow)};
  place_pager(paged, page, pages, pager, on, out);
}

void FlowLayout::place_pager(const Paged& paged, int page, int pages, Rect box, Surface on, Laid& out) const {
  const auto arrow = [&](std::string name, const std::string& label, int to, bool enabled) {
    const bool beside = paged.beside;
    return touchable(
        {.action = {paged.verb + ":" + std::to_string(to)}, .label = label, .role = Role::Button, .enabled = enabled},
        column({.width = beside ? grow() : fixed(200),
                .height = grow(),
                .align = Align::Center,
                .justify = Justify::Center,
                .surface = Surface::Card,
                .border = Border::Line,
                .radius = kCardRadius},
               icon(std::move(name), 56, Ink::Accent)));
  };
  const auto previous = arrow("previous", paged.previous_label, std::max(0, page - 1), page > 0);
  const auto next = arrow("next", paged.next_label, std::min(pages - 1, page + 1), page + 1 < pages);
  const auto where = std::to_string(page + 1) + " / " + std::to_string(pages);
  if (paged.beside) return place(row({.gap = kMinTargetGap}, previous, next), box, on, out);
  place(row({.gap = kMinTargetGap, .align = Align::Stretch}, previous,
            text(where, {.size = TextSize::Body, .align = TextAlign::Center}, {.width = grow()}), next),
        box, on, out);
}

}  // namespace bianmin::scene
