// Zones: which part of the panel each part of a Scene gets.
#include "screens/scene/layout.h"

#include <algorithm>
#include <cmath>

#include "screens/scene/build.h"
#include "screens/scene/flow_layout.h"

namespace bianmin::scene {
namespace {

constexpr int kPlaceHeight = 144;
constexpr int kPlaceHeightLandscape = 104;
constexpr int kWhereHeight = 120;
constexpr int kActionsHeight = 216;
constexpr int kActionsHeightLandscape = 184;
constexpr int kAlwaysHeight = 144;
constexpr int kAlwaysHeightLandscape = 304;  // two lines of buttons

bool has_target(const Node& node) {
  if (node.target || std::holds_alternative<Paged>(node.content)) return true;
  return std::any_of(node.children.begin(), node.children.end(), has_target);
}

// Pages of what is only looked at may begin high up: their arrows, and all targets after them, stand at the bottom.
bool pages_above_targets(const Node& main) {
  const auto looked_at = [](const Node& node) {
    return std::holds_alternative<Paged>(node.content) && std::ranges::none_of(node.children, has_target);
  };
  if (looked_at(main)) return true;
  if (main.flow != Flow::Column || main.target) return false;
  for (const auto& child : main.children) {
    if (looked_at(child)) return true;
    if (has_target(child)) return false;
  }
  return false;
}

// What is only looked at, and what the hand needs.
std::pair<Node, Node> split_for_reach(const Node& main) {
  Node seen = main;
  Node reached = main;
  seen.children.clear();
  reached.children.clear();
  const bool splits = main.flow == Flow::Column && !main.target && main.style.surface == Surface::None &&
                      std::holds_alternative<std::monostate>(main.content);
  if (!splits) return has_target(main) ? std::pair{Node{}, main} : std::pair{main, Node{}};
  for (const auto& child : main.children) {
    if (child.empty()) continue;
    (has_target(child) ? reached : seen).children.push_back(child);
  }
  return {seen, reached};
}

class Page {
 public:
  Page(const Scene& scene, const Comfort& comfort, Viewport viewport, TextMeasure& measure)
      : scene_{scene}, comfort_{comfort}, viewport_{viewport}, measure_{measure}, theme_{comfort} {
    out_.scene = scene.name;
    out_.title = scene.title;
    out_.language = scene.language;
    out_.viewport = viewport;
    out_.comfort = comfort;
    out_.background = theme_.fill(Surface::Paper);
    out_.focus_ring = theme_.focus_ring();
    if (!scene.title.empty()) out_.spoken.push_back({scene.title, false});
  }

  Laid lay() {
    // Without titles the left third would stand empty.
    const bool titled = !scene_.where.empty() || !scene_.heading.empty();
    viewport_.landscape() && titled ? lay_with_left_third() : lay_in_bands();
    if (scene_.dialog) lay_dialog(*scene_.dialog);
    return std::move(out_);
  }

 private:
  [[nodiscard]] FlowLayout flow(Squeeze squeeze = Squeeze::None) const {
    return {theme_, viewport_, scene_.language, measure_, squeeze};
  }
  [[nodiscard]] int px(int reference) const { return flow().px(reference); }

  // A bar of the page that is as tall as `least`, or as its words need.
  [[nodiscard]] Node bar(const Node& content, Surface surface, Edges edges, int least) const {
    // On black a bar is told by its edge; a box around it would only be one line more.
    if (theme_.high_contrast() && surface != Surface::None) surface = Surface::Paper;
    Node node =
        column({.padding = edges, .min_height = least, .justify = Justify::Center, .surface = surface}, content);
    node.children.front().style.height =
        content.style.height.kind == Length::Kind::Fixed ? content.style.height : grow();
    return node;
  }

  void edge(Rect box) {
    out_.items.push_back({box, LaidBox{theme_.line(Surface::Paper, Border::Line), {}, 0, 0, false}});
  }

  // As tall on every page of one panel.
  [[nodiscard]] Node place_bar() const {
    const bool wide = viewport_.landscape();
    return bar(scene_.place, Surface::Brand, sides(kMargin, wide ? 4 : 8), wide ? kPlaceHeightLandscape : kPlaceHeight);
  }

  // Below each other, each as wide as the panel.
  void lay_in_bands() {
    const int width = viewport_.width;
    const int height = viewport_.height;
    const Node place = place_bar();
    const Node where = bar(scene_.where, Surface::Card, sides(kMargin, 8), kWhereHeight);
    const Node actions = bar(scene_.actions, Surface::None, sides(kMargin, 40), kActionsHeight);
    Node buttons = scene_.always;
    buttons.columns.landscape = 0;  // one line has room
    const Node always = bar(buttons, Surface::Card, sides(24, 12), kAlwaysHeight);
    const auto place_fit = bar_fit(place, width);
    const auto where_fit = bar_fit(where, width);
    const auto actions_fit = bar_fit(actions, width);
    const auto always_fit = bar_fit(always, width);
    const auto height_of = [&](const Node& content, const Node& bar, const FlowLayout& fit) {
      // Squeezed words leave the bar as tall as it is: nothing moves from page to page.
      return content.empty() ? 0 : std::max(px(bar.style.min_height), fit.height_at(bar, width));
    };
    const int place_height = height_of(scene_.place, place, place_fit);
    const int where_height = height_of(scene_.where, where, where_fit);
    const int actions_height = height_of(scene_.actions, actions, actions_fit);
    const int always_height = height_of(scene_.always, always, always_fit);
    const int top = place_height + where_height;
    const int bottom = height - actions_height - always_height;

    if (place_height > 0) {
      place_fit.place(place, {0, 0, width, place_height}, Surface::Paper, out_);
      if (theme_.high_contrast()) edge({0, place_height - px(2), width, px(2)});
    }
    if (where_height > 0) {
      where_fit.place(where, {0, place_height, width, where_height}, Surface::Paper, out_);
      edge({0, top - px(2), width, px(2)});
    }
    if (comfort_.low_reach && !viewport_.landscape() && !pages_above_targets(scene_.main)) {
      const int middle = std::max(top, (height + 1) / 2);
      auto [seen, reached] = split_for_reach(scene_.main);
      lay_body(scene_.heading, seen, {0, top, width, (reached.empty() ? bottom : middle) - top});
      if (!reached.empty()) lay_body({}, reached, {0, middle, width, bottom - middle});
    } else {
      lay_body(scene_.heading, scene_.main, {0, top, width, bottom - top});
    }
    if (actions_height > 0) actions_fit.place(actions, {0, bottom, width, actions_height}, Surface::Paper, out_);
    if (always_height > 0) {
      const Rect box{0, height - always_height, width, always_height};
      always_fit.place(always, box, Surface::Paper, out_);
      edge({0, box.y, width, px(2)});
    }
  }

  void lay_with_left_third() {
    const int width = viewport_.width;
    const int height = viewport_.height;
    const int third = width / 3;
    const Node place = place_bar();
    const Node actions = bar(scene_.actions, Surface::None, sides(kMargin, 32), kActionsHeightLandscape);
    const auto place_fit = bar_fit(place, width);
    const auto actions_fit = bar_fit(actions, width - third);
    const int place_height = scene_.place.empty() ? 0 : place_fit.height_at(place, width);
    const int actions_height = scene_.actions.empty() ? 0 : actions_fit.height_at(actions, width - third);
    if (place_height > 0) {
      place_fit.place(place, {0, 0, width, place_height}, Surface::Paper, out_);
      if (theme_.high_contrast()) edge({0, place_height - px(2), width, px(2)});
    }

    const Rect left{0, place_height, third, height - place_height};
    out_.items.push_back({left, LaidBox{theme_.fill(Surface::Card), {}, 0, 0, false}});
    edge({left.right() - px(2), left.y, px(2), left.height});
    const Node always = column({.padding = sides(24, 24), .min_height = kAlwaysHeightLandscape}, scene_.always);
    const auto always_fit = bar_fit(always, third);
    const int always_height = scene_.always.empty() ? 0 : always_fit.height_at(always, third);
    const Rect titles{left.x, left.y, left.width, left.height - always_height};
    Node above = column({.padding = {kMargin, 32, kMargin, 16}, .gap = 40});
    if (!scene_.where.empty()) above.children.push_back(scene_.where);
    if (!scene_.heading.empty()) above.children.push_back(scene_.heading);
    if (!above.children.empty()) best_fit(above, titles).place(above, titles, Surface::Card, out_);

    const int bottom = height - actions_height;
    lay_body({}, scene_.main, {third, place_height, width - third, bottom - place_height});
    if (actions_height > 0) {
      actions_fit.place(actions, {third, bottom, width - third, actions_height}, Surface::Paper, out_);
    }
    if (always_height > 0) {
      always_fit.place(always, {0, height - always_height, third, always_height}, Surface::Card, out_);
    }
  }

  // The least squeeze that keeps a bar as tall as it is meant to be, or else the hardest.
  [[nodiscard]] FlowLayout bar_fit(const Node& bar, int width) const {
    for (const auto squeeze : kBarSqueezes) {
      if (flow(squeeze).height_at(bar, width) <= px(bar.style.min_height)) return flow(squeeze);
    }
    return flow(kBarSqueezes.back());
  }

  // The least squeeze that fits, or else the hardest.
  [[nodiscard]] FlowLayout best_fit(const Node& node, Rect box) const {
    for (const auto squeeze : kSqueezes) {
      if (flow(squeeze).height_at(node, box.width) <= box.height) return flow(squeeze);
    }
    return flow(kSqueezes.back());
  }

  void lay_body(const Node& heading, const Node& main, Rect box) {
    // The actions keep their own distance; where there are none the page ends above its edge.
    const int below = scene_.actions.empty() ? 32 : 16;
    Node body = column({.padding = {kMargin, heading.empty() ? 24 : 40, kMargin, below}, .gap = 32});
    if (!heading.empty()) body.children.push_back(heading);
    if (!main.empty()) {
      body.children.push_back(main);
      body.children.back().style.height = grow();
    }
    if (!body.children.empty()) best_fit(body, box).place(body, box, Surface::Paper, out_);
  }

  void lay_dialog(const Node& dialog) {
    // Only what lies above the rest can be touched, and only that is said.
    out_.hits.clear();
    out_.spoken.clear();
    const Rect whole{0, 0, viewport_.width, viewport_.height};
    out_.items.push_back({whole, LaidBox{theme_.fill(Surface::Overlay), {}, 0, 0, false}});
    const int width = std::min(px(960), viewport_.width - 2 * px(kMargin));
    const Rect room = comfort_.low_reach && !viewport_.landscape()
                          ? Rect{0, whole.height / 2, whole.width, whole.height - whole.height / 2}
                          : whole;
    const Rect limit = room.grown(-px(24));
    const auto fit = best_fit(dialog, {0, 0, width, limit.height});
    const int height = fit.height_at(dialog, width);
    const int top = room.y + (room.height - height) / 2;
    fit.place(dialog, {(viewport_.width - width) / 2, top, width, height}, Surface::Paper, out_);
    if (height > limit.height) {
      out_.overflow.push_back({ProblemKind::Overflow, "the dialog needs " + std::to_string(height) + " px", limit});
    }
  }

  const Scene& scene_;
  const Comfort& comfort_;
  Viewport viewport_;
  TextMeasure& measure_;
  Theme theme_;
  Laid out_;
};

}  // namespace

double Viewport::scale() const {
  const double wide = landscape() ? 1920.0 : 1080.0;
  const double tall = landscape() ? 1080.0 : 1920.0;
  return std::min(width / wide, height / tall);
}

Laid layout(const Scene& scene, const Comfort& comfort, Viewport viewport, TextMeasure& measure) {
  return Page{scene, comfort, viewport, measure}.lay();
}

}  // namespace bianmin::scene
