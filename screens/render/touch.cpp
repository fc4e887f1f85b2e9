#include "screens/render/touch.h"

#include <cmath>
#include <utility>

namespace bianmin::render {
namespace {

scene::Point on_panel(const Finger& finger, const scene::Laid& shown) {
  return {static_cast<int>(std::floor(finger.x * shown.viewport.width)),
          static_cast<int>(std::floor(finger.y * shown.viewport.height))};
}

}  // namespace

bool TouchTracker::still_there(const scene::Laid& shown) const {
  const auto* hit = shown.hit_of(start_->target.action);
  return hit != nullptr && hit->box == start_->box && hit->target.enabled && hit->target.hold == start_->target.hold;
}

std::vector<Acted> TouchTracker::let_go() {
  pressed_ = {};
  const auto start = std::exchange(start_, std::nullopt);
  if (!std::exchange(holding_, false)) return {};
  return {{start->target.action, Acted::How::HoldEnded}};
}

std::vector<Acted> TouchTracker::on(const Finger& finger, const scene::Laid& shown) {
  if (finger.motion == FingerMotion::Down) {
    if (finger_) return {};
    finger_ = finger.finger;
    const auto* hit = shown.hit_at(on_panel(finger, shown));
    if (hit == nullptr || !hit->target.enabled) return {};
    start_ = Start{hit->target, hit->box};
    pressed_ = hit->target.action;
    holding_ = hit->target.hold;
    if (holding_) return {{pressed_, Acted::How::HoldBegan}};
    return {};
  }
  if (finger_ != finger.finger) return {};
  const bool ends = finger.motion != FingerMotion::Move;
  if (ends) finger_.reset();
  if (!start_) return {};
  const bool inside = still_there(shown) && start_->box.contains(on_panel(finger, shown));
  if (holding_) return inside && !ends ? std::vector<Acted>{} : let_go();
  if (!ends) {
    pressed_ = inside ? start_->target.action : ActionId{};
    return {};
  }
  const auto action = start_->target.action;
  let_go();
  if (!inside || finger.motion == FingerMotion::Cancelled) return {};
  return {{action, Acted::How::Pressed}};
}

std::vector<Acted> TouchTracker::page_changed(const scene::Laid& shown) {
  if (!start_ || still_there(shown)) return {};
  return let_go();
}

}  // namespace bianmin::render
