// What is asked of a laid page.
#include <cmath>

#include "screens/scene/layout.h"

namespace bianmin::scene {
namespace {

// Keys stand in rows that everybody knows, ten to a row.
constexpr int kMinKey = 84;
constexpr int kMinKeyHeight = 96;
constexpr int kMinKeyGap = 8;

int distance(const Rect& one, const Rect& other) {
  const int across = std::max(one.x, other.x) - std::min(one.right(), other.right());
  const int along = std::max(one.y, other.y) - std::min(one.bottom(), other.bottom());
  return std::max(across, along);
}

std::string numbers(int found, double wanted) {
  return std::to_string(found) + " px where " + std::to_string(static_cast<int>(std::lround(wanted))) + " are wanted";
}

void check_target(const Laid& laid, const Hit& hit, std::vector<Problem>& found) {
  const double scale = laid.viewport.scale();
  const bool key = hit.target.role == Role::Key;
  const double width = (key ? kMinKey : kMinTarget) * scale;
  const double height = (key ? kMinKeyHeight : kMinTarget) * scale;
  const auto& name = hit.target.action.value;
  if (hit.box.width < width - 1) {
    found.push_back({ProblemKind::TargetTooSmall, name + ": width " + numbers(hit.box.width, width), hit.box});
  }
  if (hit.box.height < height - 1) {
    found.push_back({ProblemKind::TargetTooSmall, name + ": height " + numbers(hit.box.height, height), hit.box});
  }
  const Rect panel{0, 0, laid.viewport.width, laid.viewport.height};
  if (!panel.contains(hit.box)) found.push_back({ProblemKind::Overflow, name + ": leaves the panel", hit.box});
  if (laid.comfort.low_reach && !laid.viewport.landscape() && hit.box.y < laid.viewport.height / 2 - 1) {
    found.push_back({ProblemKind::OutOfReach, name, hit.box});
  }
}

void check_pair(const Laid& laid, const Hit& one, const Hit& other, std::vector<Problem>& found) {
  const auto names = one.target.action.value + " and " + other.target.action.value;
  if (one.target.action == other.target.action) found.push_back({ProblemKind::SameActionTwice, names, other.box});
  const bool keys = one.target.role == Role::Key && other.target.role == Role::Key;
  const double wanted = (keys ? kMinKeyGap : kMinTargetGap) * laid.viewport.scale();
  const int found_gap = distance(one.box, other.box);
  if (found_gap < wanted - 1) {
    found.push_back({ProblemKind::TargetsTooClose, names + ": " + numbers(found_gap, wanted), other.box});
  }
}

}  // namespace

const Hit* Laid::hit_at(Point at) const {
  for (const auto& hit : hits) {
    if (hit.box.contains(at)) return &hit;
  }
  return nullptr;
}

const Hit* Laid::hit_of(const ActionId& action) const {
  for (const auto& hit : hits) {
    if (hit.target.action == action) return &hit;
  }
  return nullptr;
}

Laid with_interaction(const Laid& laid, const ActionId& pressed, const ActionId& focused) {
  Laid changed = laid;
  if (const auto* hit = laid.hit_of(pressed)) changed.items[hit->item].shape = hit->pressed;
  if (const auto* hit = laid.hit_of(focused)) {
    const auto px = [&](double reference) { return static_cast<int>(std::lround(reference * laid.viewport.scale())); };
    const int radius = std::get<LaidBox>(laid.items[hit->item].shape).radius;
    // Outside the target, inside the gap to the next one.
    const LaidBox ring{{0, 0, 0, 0}, laid.focus_ring, std::max(2, px(6)), radius + px(7), false};
    changed.items.push_back({hit->box.grown(px(7)), ring});
  }
  return changed;
}

std::vector<Problem> problems(const Laid& laid) {
  auto found = laid.overflow;
  for (std::size_t i = 0; i < laid.hits.size(); ++i) {
    check_target(laid, laid.hits[i], found);
    for (std::size_t j = i + 1; j < laid.hits.size(); ++j) check_pair(laid, laid.hits[i], laid.hits[j], found);
  }
  return found;
}

std::string describe(const Problem& problem) {
  const auto name = [](ProblemKind kind) {
    switch (kind) {
      case ProblemKind::Overflow:
        return "overflow";
      case ProblemKind::TargetTooSmall:
        return "target too small";
      case ProblemKind::TargetsTooClose:
        return "targets too close";
      case ProblemKind::OutOfReach:
        return "out of reach";
      case ProblemKind::SameActionTwice:
        return "same action twice";
    }
    return "problem";
  };
  const auto& box = problem.box;
  return std::string{name(problem.kind)} + ": " + problem.what + " at " + std::to_string(box.x) + "," +
         std::to_string(box.y) + " " + std::to_string(box.width) + "x" + std::to_string(box.height);
}

}  // namespace bianmin::scene
