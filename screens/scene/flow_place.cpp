// Where nodes are put. What they need is in flow_layout.cpp.
#include <numeric>

#include "screens/scene/flow_layout.h"

namespace bianmin::scene {
namespace {

// Rounding to whole pixels, part by part, may cost a few.
constexpr int kRounding = 3;

std::string first_words(const Node& node) {
  if (node.target) return node.target->label;
  if (const auto* text = std::get_if<Text>(&node.content)) return text->words;
  if (const auto* picture = std::get_if<Picture>(&node.content)) return picture->name;
  for (const auto& child : node.children) {
    if (auto words = first_words(child); !words.empty()) return words;
  }
  return {};
}

void report(Laid& out, const std::string& words, int need, int room, Rect box) {
  out.overflow.push_back({ProblemKind::Overflow,
                          "\"" + words + "\" needs " + std::to_string(need) + " of " + std::to_string(room) + " px",
                          box});
}

int offset(Justify justify, int room) {
  if (room <= 0) return 0;
  if (justify == Justify::Center) return room / 2;
  return justify == Justify::End ? room : 0;
}

int offset(Align align, int room) {
  if (room <= 0 || align == Align::Start || align == Align::Stretch) return 0;
  return align == Align::Center ? room / 2 : room;
}

int sum(const std::vector<int>& parts, int gap) {
  if (parts.empty()) return 0;
  return std::accumulate(parts.begin(), parts.end(), 0) + gap * (static_cast<int>(parts.size()) - 1);
}

Rect centred(Rect in, int width, int height) {
  return {in.x + (in.width - width) / 2, in.y + (in.height - height) / 2, width, height};
}

}  // namespace

void FlowLayout::place(const Node& node, Rect box, Surface on, Laid& out) const {
  Surface surface = node.style.surface;
  if (node.target && !node.target->enabled && surface != Surface::None) surface = Surface::Disabled;
  const Surface below = surface == Surface::None ? on : surface;
  const auto said_before = out.spoken.size();
  if (surface != Surface::None || node.style.border != Border::None || node.target) {
    place_box(node, box, surface, out);
    if (node.target) {
      auto pressed = std::get<LaidBox>(out.items.back().shape);
      if (node.target->enabled) pressed.fill = theme_.pressed_fill(below);
      out.hits.push_back({*node.target, box, out.items.size() - 1, pressed});
    }
  }
  const auto edges = padding(node.style);
  const Rect inner{box.x + edges.left, box.y + edges.top, box.width - edges.left - edges.right,
                   box.height - edges.top - edges.bottom};
  if (const auto* pages = std::get_if<Paged>(&node.content)) {
    place_paged(node, *pages, inner, below, out);
  } else if (!std::holds_alternative<std::monostate>(node.content)) {
    place_content(node, inner, below, out);
  } else {
    place_children(node, inner, below, out);
  }
  if (!node.target) return;
  const auto inside = out.spoken.begin() + static_cast<std::ptrdiff_t>(said_before);
  out.spoken.erase(std::remove_if(inside, out.spoken.end(), [](const Spoken& said) { return !said.personal; }),
                   out.spoken.end());
  out.spoken.insert(out.spoken.begin() + static_cast<std::ptrdiff_t>(said_before), {node.target->label, false});
}

void FlowLayout::place_box(const Node& node, Rect box, Surface surface, Laid& out) const {
  const auto& style = node.style;
  LaidBox laid;
  laid.fill = surface == Surface::None ? Colour{0, 0, 0, 0} : theme_.fill(surface);
  laid.radius = std::min({px(style.radius), box.width / 2, box.height / 2});
  const Border border = surface == Surface::Disabled && node.target ? std::max(style.border, Border::Line)
                                                                    : theme_.border(surface, style.border);
  if (border != Border::None) {
    laid.line = theme_.line(surface, border);
    laid.line_width = std::max(1, px(border == Border::Strong ? 4 : 2));
  }
  laid.shadow = style.shadow && !theme_.high_contrast() && surface != Surface::Disabled;
  out.items.push_back({box, laid});
}

void FlowLayout::place_content(const Node& node, Rect inner, Surface on, Laid& out) const {
  struct Put {
    const FlowLayout& layout;
    const Node& node;
    Rect inner;
    Surface on;
    Laid& out;

    void operator()(std::monostate) const {}
    void operator()(const Paged&) const {}
    void operator()(const Text& text) const {
      const auto style = layout.style_of(text.look);
      const auto extent = layout.measure_.measure(text.words, style, inner.width);
      const int word = layout.measure_.widest_word(text.words, style);
      if (extent.height > inner.height + kRounding) report(out, text.words, extent.height, inner.height, inner);
      if (word > inner.width + kRounding) report(out, text.words, word, inner.width, inner);
      const int top = inner.y + std::max(0, (inner.height - extent.height) / 2);
      out.items.push_back({{inner.x, top, inner.width, extent.height},
                           LaidText{text.words, style, layout.theme_.ink(text.look.ink, on), text.look.speak}});
      if (text.look.speak != Speak::Silent && !text.words.empty()) {
        out.spoken.push_back({text.words, text.look.speak == Speak::Personal});
      }
    }
    void operator()(const Picture& picture) const {
      const int width = layout.px(picture.width);
      const int height = layout.px(picture.height);
      const double fit = std::min({1.0, static_cast<double>(inner.width) / std::max(1, width),
                                   static_cast<double>(inner.height) / std::max(1, height)});
      const auto& theme = layout.theme_;
      out.items.push_back(
          {centred(inner, static_cast<int>(width * fit), static_cast<int>(height * fit)),
           LaidPicture{picture.name, theme.ink(picture.ink, on), theme.fill(on), theme.ink(Ink::Accent, on)}});
    }
    void operator()(const Photo& photo) const {
      const int height = std::min(layout.px(photo.height), inner.height);
      out.items.push_back({centred(inner, height * photo.columns / photo.rows, height),
                           LaidPhoto{photo.columns, photo.rows, photo.rgb}});
    }
    void operator()(const Code& code) const { square(layout.px(code.size), LaidCode{code.bytes}); }
    void operator()(const Progress& progress) const {
      const auto& theme = layout.theme_;
      out.items.push_back({{inner.x, inner.y + (inner.height - layout.px(24)) / 2, inner.width, layout.px(24)},
                           LaidProgress{progress.done, progress.total, theme.ink(Ink::Accent, on),
                                        theme.line(Surface::Disabled, Border::Line)}});
    }
    void operator()(const Spinner& spinner) const {
      const auto& theme = layout.theme_;
      square(layout.px(spinner.size),
             LaidSpinner{theme.ink(Ink::Accent, on), theme.line(Surface::Disabled, Border::Line)});
    }
    void operator()(const Countdown& countdown) const {
      const auto& theme = layout.theme_;
      const int side = layout.px(countdown.size);
      square(side, LaidRing{countdown.seconds_left, countdown.seconds_total, theme.ink(Ink::Accent, on),
                            theme.line(Surface::Disabled, Border::Line)});
      TextStyle style = layout.style_of({.weight = Weight::Bold, .align = TextAlign::Center});
      style.pixels = side * 0.36;
      const auto words = std::to_string(countdown.seconds_left);
      const auto extent = layout.measure_.measure(words, style, side);
      out.items.push_back(
          {centred(inner, side, extent.height), LaidText{words, style, theme.ink(Ink::Normal, on), Speak::Aloud}});
    }

    void square(int side, Shape shape) const {
      if (side > inner.width + kRounding || side > inner.height + kRounding) {
        report(out, first_words(node), side, std::min(inner.width, inner.height), inner);
      }
      out.items.push_back({centred(inner, side, side), std::move(shape)});
    }
  };
  std::visit(Put{*this, node, inner, on, out}, node.content);
}

void FlowLayout::place_children(const Node& node, Rect inner, Surface on, Laid& out) const {
  const auto nodes = shown(node);
  const int between = gap(node.style);
  switch (flow_of(node, inner.width)) {
    case Flow::Column:
      return place_column(node, inner, on, out);
    case Flow::Row:
      return place_row(node.style, nodes, inner, on, out);
    case Flow::Wrap:
    case Flow::Grid: {
      const int columns = node.flow == Flow::Grid ? std::max(1, count(node.columns)) : 0;
      auto all = lines(nodes, columns, between, inner.width);
      int need = -between;
      for (const auto& line : all) need += line.height + between;
      if (need > inner.height + kRounding) report(out, first_words(node), need, inner.height, inner);
      const int extra = node.flow == Flow::Grid ? stretch(all, between, inner.height) : 0;
      int top = inner.y;
      for (auto& line : all) {
        line.height += extra;
        place_line(line, columns, between, {inner.x, top, inner.width, line.height}, on, out);
        top += line.height + between;
      }
      return;
    }
    case Flow::Stack:
      for (const auto* child : nodes) {
        const auto align = child->style.self.value_or(node.style.align);
        const int width = width_across(*child, node.style.align, inner.width);
        const bool whole = node.style.align == Align::Stretch || child->style.height.kind == Length::Kind::Grow;
        const int height = whole ? inner.height : height_at(*child, width);
        if (height_at(*child, width) > inner.height + kRounding) {
          report(out, first_words(*child), height_at(*child, width), inner.height, inner);
        }
        place(*child,
              {inner.x + offset(align, inner.width - width),
               inner.y + offset(node.style.justify, inner.height - height), width, height},
              on, out);
      }
      return;
  }
}

int FlowLayout::stretch(std::span<const Line> lines, int gap, int room) {
  int used = -gap;
  int least = room;
  for (const auto& line : lines) {
    used += line.height + gap;
    least = std::min(least, line.height);
    for (const auto* node : line.nodes) {
      if (node->style.height.kind != Length::Kind::Grow) return 0;
    }
  }
  if (lines.empty() || used >= room) return 0;
  return std::min((room - used) / static_cast<int>(lines.size()), least * 2 / 5);
}

void FlowLayout::place_column(const Node& node, Rect inner, Surface on, Laid& out) const {
  const auto nodes = shown(node);
  const int between = gap(node.style);
  std::vector<int> widths;
  const auto across = align_of(node, Flow::Column);
  for (const auto* child : nodes) widths.push_back(width_across(*child, across, inner.width));
  const auto heights = column_heights(nodes, widths, between, inner.height);
  const int total = sum(heights, between);
  if (total > inner.height + kRounding) report(out, first_words(node), total, inner.height, inner);
  const int room = inner.height - total;
  int top = inner.y + offset(node.style.justify, room);
  int apart = between;
  if (node.style.justify == Justify::Between && nodes.size() > 1 && room > 0) {
    apart += room / (static_cast<int>(nodes.size()) - 1);
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto align = nodes[i]->style.self.value_or(across);
    place(*nodes[i], {inner.x + offset(align, inner.width - widths[i]), top, widths[i], heights[i]}, on, out);
    top += heights[i] + apart;
  }
}

void FlowLayout::place_row(const Style& style, const std::vector<const Node*>& nodes, Rect inner, Surface on,
                           Laid& out) const {
  const int between = gap(style);
  const auto widths = row_widths(nodes, between, inner.width);
  const int total = sum(widths, between);
  if (total > inner.width + kRounding) {
    report(out, nodes.empty() ? "" : first_words(*nodes.front()), total, inner.width, inner);
  }
  const int room = inner.width - total;
  int left = inner.x + offset(style.justify, room);
  int apart = between;
  if (style.justify == Justify::Between && nodes.size() > 1 && room > 0) {
    apart += room / (static_cast<int>(nodes.size()) - 1);
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto align = nodes[i]->style.self.value_or(style.align);
    const auto kind = nodes[i]->style.height.kind;
    const bool whole = kind == Length::Kind::Grow || (kind == Length::Kind::Auto && align == Align::Stretch);
    const int need = height_at(*nodes[i], widths[i]);
    if (need > inner.height + kRounding) report(out, first_words(*nodes[i]), need, inner.height, inner);
    const int height = whole ? inner.height : need;
    place(*nodes[i], {left, inner.y + offset(align, inner.height - height), widths[i], height}, on, out);
    left += widths[i] + apart;
  }
}

void FlowLayout::place_line(const Line& line, int columns, int gap, Rect box, Surface on, Laid& out) const {
  int left = box.x;
  for (std::size_t i = 0; i < line.nodes.size(); ++i) {
    int width = 0;
    if (columns > 0) {
      // From edges, so that the rounding never leaves the last column short.
      const int room = box.width - gap * (columns - 1);
      const int at = static_cast<int>(i);
      width = room * (at + 1) / columns - room * at / columns;
    } else {
      width = std::min(natural_width(*line.nodes[i]), box.width);
    }
    place(*line.nodes[i], {left, box.y, width, box.height}, on, out);
    left += width + gap;
  }
}

}  // namespace bianmin::scene
