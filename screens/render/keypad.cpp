#include "screens/render/keypad.h"

#include <cstdlib>
#include <limits>
#include <optional>
#include <utility>

namespace bianmin::render {
namespace {

scene::Point middle(const scene::Rect& box) { return {box.x + box.width / 2, box.y + box.height / 2}; }

// How far `to` lies in the direction of the key, sideways counted double; empty when it does not lie there.
std::optional<int> distance(Key key, scene::Point from, scene::Point to) {
  const int right = to.x - from.x;
  const int down = to.y - from.y;
  const int ahead = key == Key::Right ? right : key == Key::Left ? -right : key == Key::Down ? down : -down;
  const int aside = key == Key::Left || key == Key::Right ? std::abs(down) : std::abs(right);
  if (ahead <= 0 || aside > 3 * ahead) return std::nullopt;
  return ahead + 2 * aside;
}

}  // namespace

const ActionId& KeypadFocus::shown() const {
  static const ActionId kNone;
  return visible_ ? focus_ : kNone;
}

std::vector<Acted> KeypadFocus::end_hold() {
  if (held_.value.empty()) return {};
  return {{std::exchange(held_, {}), Acted::How::HoldEnded}};
}

std::vector<Acted> KeypadFocus::on(Key key, const scene::Laid& shown) {
  if (key == Key::Back || key == Key::Help || key == Key::Repeat || shown.hits.empty()) return {};
  page_ = shown.scene;
  const auto* hit = shown.hit_of(focus_);
  if (!visible_ || hit == nullptr) {
    // The first key only shows where one is: nobody acts on what is not seen or heard yet.
    visible_ = true;
    if (hit == nullptr) focus_ = shown.hits.front().target.action;
    return {};
  }
  if (key != Key::Select) {
    auto acted = end_hold();
    move(key, shown);
    return acted;
  }
  if (!hit->target.enabled) return {};
  if (!hit->target.hold) return {{focus_, Acted::How::Pressed}};
  if (held_ == focus_) return end_hold();
  held_ = focus_;
  return {{focus_, Acted::How::HoldBegan}};
}

void KeypadFocus::move(Key key, const scene::Laid& shown) {
  const auto count = shown.hits.size();
  const auto at = static_cast<std::size_t>(shown.hit_of(focus_) - shown.hits.data());
  if (key == Key::Next || key == Key::Previous) {
    focus_ = shown.hits[(at + (key == Key::Next ? 1 : count - 1)) % count].target.action;
    return;
  }
  int nearest = std::numeric_limits<int>::max();
  const auto from = middle(shown.hits[at].box);
  for (const auto& hit : shown.hits) {
    const auto far = distance(key, from, middle(hit.box));
    if (!far || *far >= nearest) continue;
    nearest = *far;
    focus_ = hit.target.action;
  }
}

std::vector<Acted> KeypadFocus::page_changed(const scene::Laid& shown) {
  const bool same = page_ == shown.scene;
  page_ = shown.scene;
  std::vector<Acted> acted;
  if (!same || shown.hit_of(held_) == nullptr) acted = end_hold();
  if (same && shown.hit_of(focus_) != nullptr) return acted;
  focus_ = shown.hits.empty() ? ActionId{} : shown.hits.front().target.action;
  return acted;
}

}  // namespace bianmin::render
