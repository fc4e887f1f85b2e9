#include "kiosk/terminal/stage.h"

#include "kiosk/flow/action.h"
#include "screens/citizen/scene_of.h"

namespace bianmin::terminal {
namespace {

using Clock = std::chrono::steady_clock;

// Long enough that nobody gets there by leaning on the screen.
constexpr std::chrono::seconds kTechniciansHold{2};

const ActionId kReveal = flow::action_id(flow::Verb::Reveal);
const ActionId kConceal = flow::action_id(flow::Verb::Conceal);
const ActionId kTechnician = flow::action_id(flow::Verb::OpenTechnician);

}  // namespace

std::vector<flow::Event> Stage::show(const flow::Terminal& terminal) {
  const auto size = presenter_.size();
  auto comfort = screens::comfort_of(terminal);
  comfort.reduced_motion = comfort.reduced_motion || options_.reduced_motion;
  comfort.high_contrast = comfort.high_contrast || options_.high_contrast;
  const screens::Words words{flow::preferences_of(terminal.state).language};
  laid_ = scene::layout(screens::scene_of(terminal, words), comfort, {size.width, size.height}, painter_);
  auto events = events_of(touch_.page_changed(laid_));
  const auto by_key = events_of(keypad_.page_changed(laid_));
  events.insert(events.end(), by_key.begin(), by_key.end());
  draw();
  return events;
}

void Stage::draw() {
  auto damage = painter_.paint(scene::with_interaction(laid_, touch_.pressed(), keypad_.shown()));
  if (whole_) damage = {painter_.whole()};
  whole_ = false;
  if (!damage.empty()) presenter_.present(painter_.pixels(), damage);
}

void Stage::animate(Clock::time_point now) {
  const auto damage = painter_.animate(now);
  if (!damage.empty()) presenter_.present(painter_.pixels(), damage);
}

std::vector<flow::Event> Stage::take(const render::RawInput& input, const flow::Terminal& terminal) {
  std::vector<flow::Event> events;
  if (const auto* finger = std::get_if<render::Finger>(&input)) {
    const bool down = finger->motion == render::FingerMotion::Down;
    if (down) keypad_.hide();
    events = events_of(touch_.on(*finger, laid_));
    // A finger on a target speaks when it ends: "somebody is there" at once would close the very question it answers.
    if (down && touch_.pressed().value.empty()) events.emplace_back(flow::Touched{});
    draw();
  } else if (const auto* key = std::get_if<render::KeyPressed>(&input)) {
    events = events_of(key->key);
    if (events.empty()) events.emplace_back(flow::Touched{});
    draw();
  } else if (std::holds_alternative<render::Resized>(input) || std::holds_alternative<render::Exposed>(input)) {
    whole_ = true;
    return show(terminal);
  }
  return events;
}

std::vector<flow::Event> Stage::events_of(const std::vector<render::Acted>& acts) {
  std::vector<flow::Event> events;
  for (const auto& acted : acts) {
    switch (acted.how) {
      case render::Acted::How::Pressed:
        events.emplace_back(flow::Pressed{acted.action});
        break;
      case render::Acted::How::HoldBegan:
        held_since_ = options_.now();
        if (acted.action == kReveal) events.emplace_back(flow::Pressed{kReveal});
        break;
      case render::Acted::How::HoldEnded:
        if (acted.action == kReveal) events.emplace_back(flow::Pressed{kConceal});
        if (acted.action == kTechnician && held_since_ && options_.now() - *held_since_ >= kTechniciansHold) {
          events.emplace_back(flow::Pressed{kTechnician});
        }
        held_since_.reset();
        break;
    }
  }
  return events;
}

std::vector<flow::Event> Stage::events_of(render::Key key) {
  const auto press = [this](flow::Verb verb) -> std::vector<flow::Event> {
    const auto action = flow::action_id(verb);
    const auto* hit = laid_.hit_of(action);
    if (hit == nullptr || !hit->target.enabled) return {};
    return {flow::Pressed{action}};
  };
  switch (key) {
    case render::Key::Back: {
      auto closed = press(flow::Verb::Stay);
      return closed.empty() ? press(flow::Verb::Back) : closed;
    }
    case render::Key::Help:
      return press(flow::Verb::Help);
    default:
      break;
  }
  return events_of(keypad_.on(key, laid_));
}

void Stage::forget() { painter_.forget(); }

std::optional<std::pair<double, double>> Stage::place_of(const ActionId& action) const {
  const auto* hit = laid_.hit_of(action);
  if (hit == nullptr) return std::nullopt;
  const auto& box = hit->box;
  return std::pair{(box.x + box.width / 2.0) / laid_.viewport.width,
                   (box.y + box.height / 2.0) / laid_.viewport.height};
}

}  // namespace bianmin::terminal
