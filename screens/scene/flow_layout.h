#pragma once
// FlowLayout: how one zone's tree takes its room. Used by layout() alone.
#include <array>
#include <span>
#include <string>
#include <vector>

#include "screens/scene/layout.h"

namespace bianmin::scene {

// How hard a zone is squeezed when it would not fit: each step keeps what the one before did.
enum class Squeeze {
  None,
  Spacing,  // gaps and paddings at two thirds
  Dense,    // dense columns; decoration left out
  Low,      // tall targets at three quarters, never below 96; titles at four fifths
  Smaller,  // words at nine tenths
  Smallest  // words at four fifths; what larger text makes of them is still above the usual size
};
inline constexpr std::array kSqueezes{Squeeze::None, Squeeze::Spacing, Squeeze::Dense,
                                      Squeeze::Low,  Squeeze::Smaller, Squeeze::Smallest};
// For a bar, which has no room to give but its words' size.
inline constexpr std::array kBarSqueezes{Squeeze::None, Squeeze::Smaller, Squeeze::Smallest};

class FlowLayout {
 public:
  FlowLayout(const Theme& theme, Viewport viewport, Language language, TextMeasure& measure, Squeeze squeeze)
      : theme_{theme}, viewport_{viewport}, language_{language}, measure_{measure}, squeeze_{squeeze} {}

  // Device pixels.
  [[nodiscard]] int px(int reference) const;
  // Without breaking any line, and with every line broken where it may be.
  [[nodiscard]] int natural_width(const Node& node) const;
  [[nodiscard]] int least_width(const Node& node) const;
  // What it needs at that width.
  [[nodiscard]] int height_at(const Node& node, int width) const;
  // Appends its items, hits, spoken words and overflow.
  void place(const Node& node, Rect box, Surface on, Laid& out) const;

 private:
  struct Line {
    std::vector<const Node*> nodes;
    int height = 0;
  };

  [[nodiscard]] Edges padding(const Style& style) const;
  [[nodiscard]] int gap(const Style& style) const;
  [[nodiscard]] bool turned(const Node& node) const;
  [[nodiscard]] Flow flow_of(const Node& node, int width) const;
  [[nodiscard]] static Align align_of(const Node& node, Flow flow);
  [[nodiscard]] int count(const Columns& columns) const;
  [[nodiscard]] int least_height(const Node& node) const;
  [[nodiscard]] std::vector<const Node*> shown(const Node& node) const;
  [[nodiscard]] TextStyle style_of(const TextLook& look) const;
  [[nodiscard]] int width_need(const Node& node, bool natural) const;
  [[nodiscard]] int inner_width_need(const Node& node, bool natural) const;
  [[nodiscard]] int inner_height(const Node& node, int width) const;
  [[nodiscard]] int content_height(const Node& node, int width) const;
  [[nodiscard]] int width_across(const Node& child, Align align, int available) const;
  [[nodiscard]] std::vector<int> row_widths(const std::vector<const Node*>& nodes, int gap, int available) const;
  [[nodiscard]] std::vector<int> column_heights(const std::vector<const Node*>& nodes, const std::vector<int>& widths,
                                                int gap, int available) const;
  [[nodiscard]] std::vector<Line> lines(const std::vector<const Node*>& nodes, int columns, int gap, int width) const;
  // How much taller each line may be where its children ask to grow: they fill the room, but keep their shape.
  [[nodiscard]] static int stretch(std::span<const Line> lines, int gap, int room);
  [[nodiscard]] int least_paged_height(const Node& node, const Paged& paged, int width) const;
  [[nodiscard]] int pager_extent(const Paged& paged) const;

  void place_content(const Node& node, Rect inner, Surface on, Laid& out) const;
  void place_children(const Node& node, Rect inner, Surface on, Laid& out) const;
  void place_column(const Node& node, Rect inner, Surface on, Laid& out) const;
  void place_row(const Style& style, const std::vector<const Node*>& nodes, Rect inner, Surface on, Laid& out) const;
  void place_line(const Line& line, int columns, int gap, Rect box, Surface on, Laid& out) const;
  void place_paged(const Node& node, const Paged& paged, Rect inner, Surface on, Laid& out) const;
  void place_pager(const Paged& paged, int page, int pages, Rect box, Surface on, Laid& out) const;
  void place_box(const Node& node, Rect box, Surface surface, Laid& out) const;

  const Theme& theme_;
  Viewport viewport_;
  Language language_;
  TextMeasure& measure_;
  Squeeze squeeze_;
};

}  // namespace bianmin::scene
