// What nodes need. Where they are put is in flow_place.cpp.
#include "screens/scene/flow_layout.h"

#include <cmath>
#include <numeric>

namespace bianmin::scene {
namespace {

int joined(const std::vector<int>& parts, int gap) {
  if (parts.empty()) return 0;
  return std::accumulate(parts.begin(), parts.end(), 0) + gap * (static_cast<int>(parts.size()) - 1);
}

bool grows(const Length& length) { return length.kind == Length::Kind::Grow; }

// Shares `room` by weight; who needs more than its share gets its need, and the others share the rest.
void share_room(std::vector<int>& sizes, const std::vector<int>& needs, const std::vector<int>& weights, int room) {
  std::vector<bool> settled(sizes.size());
  for (std::size_t i = 0; i < sizes.size(); ++i) settled[i] = weights[i] == 0;
  for (bool again = true; again;) {
    again = false;
    int weight = 0;
    int left = room;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      if (!settled[i]) weight += weights[i];
      if (settled[i] && weights[i] > 0) left -= sizes[i];
    }
    if (weight == 0) return;
    int given = 0;
    int passed = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      if (settled[i]) continue;
      passed += weights[i];
      // Cumulative, so that the rounding never loses a pixel.
      const int until = static_cast<int>(static_cast<long long>(std::max(left, 0)) * passed / weight);
      sizes[i] = until - given;
      given = until;
    }
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      if (settled[i] || sizes[i] >= needs[i]) continue;
      sizes[i] = needs[i];
      settled[i] = true;
      again = true;
    }
  }
}

}  // namespace

int FlowLayout::px(int reference) const { return static_cast<int>(std::lround(reference * viewport_.scale())); }

int FlowLayout::gap(const Style& style) const {
  const bool tight = squeeze_ >= Squeeze::Spacing && style.gap > kMinTargetGap;
  return px(tight ? std::max(kMinTargetGap, style.gap * 2 / 3) : style.gap);
}

Edges FlowLayout::padding(const Style& style) const {
  const auto edge = [&](int reference) {
    const bool tight = squeeze_ >= Squeeze::Spacing && reference > kUnit;
    return px(tight ? std::max(kUnit, reference * 2 / 3) : reference);
  };
  return {px(style.padding.left), edge(style.padding.top), px(style.padding.right), edge(style.padding.bottom)};
}

int FlowLayout::count(const Columns& columns) const {
  if (squeeze_ >= Squeeze::Dense && columns.dense > 0) return columns.dense;
  if (viewport_.landscape() && columns.landscape > 0) return columns.landscape;
  return columns.portrait;
}

int FlowLayout::least_height(const Node& node) const {
  int least = node.style.min_height;
  if (squeeze_ >= Squeeze::Low && least > kMinTarget) least = std::max(kMinTarget, least * 3 / 4);
  if (node.target) least = std::max(least, node.target->role == Role::Key ? node.style.min_height : kMinTarget);
  return px(least);
}

std::vector<const Node*> FlowLayout::shown(const Node& node) const {
  std::vector<const Node*> nodes;
  nodes.reserve(node.children.size());
  const auto other = viewport_.landscape() ? Panel::Portrait : Panel::Landscape;
  for (const auto& child : node.children) {
    const bool too_much = child.style.decor && squeeze_ >= Squeeze::Dense;
    if (!too_much && child.style.panel != other) nodes.push_back(&child);
  }
  return nodes;
}

TextStyle FlowLayout::style_of(const TextLook& look) const {
  double size = theme_.text_size(look.size);
  if (squeeze_ >= Squeeze::Low && look.size == TextSize::Title)
    size = std::max(size * 0.8, theme_.text_size(TextSize::Lead));
  // Never below the smallest size that can be read from where one stands.
  const double share = squeeze_ == Squeeze::Smallest ? 0.8 : squeeze_ == Squeeze::Smaller ? 0.9 : 1.0;
  size = std::max(size * share, kSmallestText);
  return {size * viewport_.scale(), look.weight, look.align, look.max_lines, look.as_typed, language_};
}

int FlowLayout::natural_width(const Node& node) const { return width_need(node, true); }
int FlowLayout::least_width(const Node& node) const { return width_need(node, false); }

int FlowLayout::width_need(const Node& node, bool natural) const {
  const auto& style = node.style;
  if (style.width.kind == Length::Kind::Fixed) return px(style.width.amount);
  const auto edges = padding(style);
  int need = inner_width_need(node, natural) + edges.left + edges.right;
  if (style.max_width > 0) need = std::min(need, px(style.max_width));
  const bool wide = node.target && node.target->role != Role::Key;
  return std::max(need, px(wide ? std::max(style.min_width, kMinTarget) : style.min_width));
}

int FlowLayout::inner_width_need(const Node& node, bool natural) const {
  struct Need {
    const FlowLayout& layout;
    const Node& node;
    bool natural;
    int operator()(std::monostate) const { return 0; }
    int operator()(const Text& text) const {
      const auto style = layout.style_of(text.look);
      return natural ? layout.measure_.measure(text.words, style, -1).width
                     : layout.measure_.widest_word(text.words, style);
    }
    int operator()(const Picture& picture) const {
      return natural || !grows(node.style.height) ? layout.px(picture.width) : 0;
    }
    int operator()(const Photo& photo) const { return layout.px(photo.height) * photo.columns / photo.rows; }
    int operator()(const Code& code) const { return layout.px(code.size); }
    int operator()(const Progress&) const { return layout.px(natural ? 320 : kMinTarget); }
    int operator()(const Spinner& spinner) const { return layout.px(spinner.size); }
    int operator()(const Countdown& countdown) const { return layout.px(countdown.size); }
    int operator()(const Paged& paged) const { return paged.beside ? layout.pager_extent(paged) : 0; }
  };
  const int content = std::visit(Need{*this, node, natural}, node.content);
  const auto nodes = shown(node);
  if (nodes.empty()) return content;

  std::vector<int> needs;
  needs.reserve(nodes.size());
  for (const auto* child : nodes) needs.push_back(width_need(*child, natural));
  const int widest = *std::max_element(needs.begin(), needs.end());
  const auto* pages = std::get_if<Paged>(&node.content);
  const auto columns = pages ? pages->columns : node.columns;
  const bool in_columns = pages || node.flow == Flow::Grid;
  if (in_columns && count(columns) > 0) {
    const int n = count(columns);
    return content + widest * n + gap(node.style) * (n - 1);
  }
  const bool in_line = in_columns || node.flow == Flow::Wrap;
  const bool abreast = node.flow == Flow::Row && !in_columns && !turned(node) && (natural || !node.style.stacks);
  if (abreast) return joined(needs, gap(node.style));
  if (in_line && natural) return content + joined(needs, gap(node.style));
  return content + widest;
}

int FlowLayout::width_across(const Node& child, Align align, int available) const {
  const auto& style = child.style;
  if (style.width.kind == Length::Kind::Fixed) return px(style.width.amount);
  const bool whole = grows(style.width) || style.self.value_or(align) == Align::Stretch;
  int width = whole ? available : std::min(natural_width(child), available);
  if (style.max_width > 0) width = std::min(width, px(style.max_width));
  return width;
}

std::vector<int> FlowLayout::row_widths(const std::vector<const Node*>& nodes, int gap, int available) const {
  std::vector<int> widths(nodes.size());
  std::vector<int> needs(nodes.size());
  std::vector<int> weights(nodes.size());
  int left = available - gap * std::max(0, static_cast<int>(nodes.size()) - 1);
  int spare = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto& length = nodes[i]->style.width;
    needs[i] = least_width(*nodes[i]);
    if (grows(length)) {
      weights[i] = std::max(1, length.amount);
      left -= needs[i];
    } else {
      widths[i] = natural_width(*nodes[i]);
      left -= widths[i];
      spare += std::max(0, widths[i] - needs[i]);
    }
  }
  if (left < 0 && spare > 0) {
    const int excess = std::min(-left, spare);
    int taken = 0;
    int passed = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (weights[i] > 0) continue;
      passed += std::max(0, widths[i] - needs[i]);
      const int until = static_cast<int>(static_cast<long long>(excess) * passed / spare);
      widths[i] -= until - taken;
      taken = until;
    }
  }
  int room = available - gap * std::max(0, static_cast<int>(nodes.size()) - 1);
  for (std::size_t i = 0; i < nodes.size(); ++i) room -= widths[i];
  share_room(widths, needs, weights, room);
  return widths;
}

std::vector<int> FlowLayout::column_heights(const std::vector<const Node*>& nodes, const std::vector<int>& widths,
                                            int gap, int available) const {
  std::vector<int> heights(nodes.size());
  std::vector<int> needs(nodes.size());
  std::vector<int> weights(nodes.size());
  int room = available - gap * std::max(0, static_cast<int>(nodes.size()) - 1);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    needs[i] = height_at(*nodes[i], widths[i]);
    if (grows(nodes[i]->style.height)) {
      weights[i] = std::max(1, nodes[i]->style.height.amount);
    } else {
      heights[i] = needs[i];
      room -= heights[i];
    }
  }
  share_room(heights, needs, weights, room);
  return heights;
}

std::vector<FlowLayout::Line> FlowLayout::lines(const std::vector<const Node*>& nodes, int columns, int gap,
                                                int width) const {
  std::vector<Line> all;
  int used = 0;
  for (const auto* node : nodes) {
    const int need = columns > 0 ? (width - gap * (columns - 1)) / columns : std::min(natural_width(*node), width);
    const bool full =
        all.empty() || (columns > 0 ? static_cast<int>(all.back().nodes.size()) == columns : used + gap + need > width);
    if (full) {
      all.emplace_back();
      used = need;
    } else {
      used += gap + need;
    }
    all.back().nodes.push_back(node);
    all.back().height = std::max(all.back().height, height_at(*node, need));
  }
  return all;
}

int FlowLayout::height_at(const Node& node, int width) const {
  const auto& style = node.style;
  if (style.height.kind == Length::Kind::Fixed) return px(style.height.amount);
  const auto edges = padding(style);
  const int inner = inner_height(node, width - edges.left - edges.right);
  return std::max(inner + edges.top + edges.bottom, least_height(node));
}

bool FlowLayout::turned(const Node& node) const {
  return node.flow == Flow::Row && node.style.stacks_in_landscape && viewport_.landscape();
}

Flow FlowLayout::flow_of(const Node& node, int width) const {
  if (turned(node)) return Flow::Column;
  if (node.flow != Flow::Row || !node.style.stacks) return node.flow;
  std::vector<int> needs;
  for (const auto* child : shown(node)) needs.push_back(least_width(*child));
  return joined(needs, gap(node.style)) > width ? Flow::Column : Flow::Row;
}

// What was middle to middle beside each other begins at one edge below each other.
Align FlowLayout::align_of(const Node& node, Flow flow) {
  return flow == Flow::Column && node.flow == Flow::Row ? Align::Stretch : node.style.align;
}

int FlowLayout::inner_height(const Node& node, int width) const {
  if (!std::holds_alternative<std::monostate>(node.content)) return content_height(node, width);
  const auto nodes = shown(node);
  const int between = gap(node.style);
  std::vector<int> heights;
  const auto flow = flow_of(node, width);
  switch (flow) {
    case Flow::Column:
      for (const auto* child : nodes) {
        heights.push_back(height_at(*child, width_across(*child, align_of(node, flow), width)));
      }
      return joined(heights, between);
    case Flow::Wrap:
    case Flow::Grid: {
      const int columns = node.flow == Flow::Grid ? std::max(1, count(node.columns)) : 0;
      for (const auto& line : lines(nodes, columns, between, width)) heights.push_back(line.height);
      return joined(heights, between);
    }
    case Flow::Row: {
      const auto widths = row_widths(nodes, between, width);
      for (std::size_t i = 0; i < nodes.size(); ++i) heights.push_back(height_at(*nodes[i], widths[i]));
      break;
    }
    case Flow::Stack:
      for (const auto* child : nodes) {
        heights.push_back(height_at(*child, width_across(*child, node.style.align, width)));
      }
      break;
  }
  return heights.empty() ? 0 : *std::max_element(heights.begin(), heights.end());
}

int FlowLayout::content_height(const Node& node, int width) const {
  struct Need {
    const FlowLayout& layout;
    const Node& node;
    int width;
    int operator()(std::monostate) const { return 0; }
    int operator()(const Text& text) const {
      return layout.measure_.measure(text.words, layout.style_of(text.look), width).height;
    }
    int operator()(const Picture& picture) const { return grows(node.style.height) ? 0 : layout.px(picture.height); }
    int operator()(const Photo& photo) const { return layout.px(photo.height); }
    int operator()(const Code& code) const { return layout.px(code.size); }
    int operator()(const Progress&) const { return layout.px(24); }
    int operator()(const Spinner& spinner) const { return layout.px(spinner.size); }
    int operator()(const Countdown& countdown) const { return layout.px(countdown.size); }
    int operator()(const Paged& paged) const { return layout.least_paged_height(node, paged, width); }
  };
  return std::visit(Need{*this, node, width}, node.content);
}

}  // namespace bianmin::scene
