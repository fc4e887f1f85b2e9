#include "demo/dock/window.h"

#include <algorithm>
#include <utility>

namespace bianmin::dock {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kComesOut{700};
constexpr std::chrono::milliseconds kFrame{33};

}  // namespace

DockWindow::DockWindow(DockOptions options, render::Presenter& presenter)
    : presenter_{presenter},
      painter_{std::move(options.assets)},
      sockets_{options.sockets},
      wires_{std::move(options.sockets), [&presenter] { presenter.wake(); }} {
  bench_.language = options.language;
  bench_.operator_url = std::move(options.operator_url);
  for (const auto wire : kWires) {
    const auto& path = sockets_[index(wire)];
    if (!path.empty()) bench_.why_lost[index(wire)] = path.string();
  }
  show(true);
}

void DockWindow::run() {
  while (turn(std::nullopt)) {
  }
}

bool DockWindow::turn(std::optional<render::Deadline> limit) {
  const auto inputs = presenter_.wait(next_deadline(limit));
  bool open = true;
  for (const auto& input : inputs) open = take_in(input) && open;
  take_messages();
  take_code_away_in_time();
  show(std::exchange(lost_pixels_, false));
  return open;
}

bool DockWindow::take_in(const render::RawInput& input) {
  if (const auto* finger = std::get_if<render::Finger>(&input)) {
    keypad_.hide();
    act(touch_.on(*finger, page_.laid));
  } else if (const auto* key = std::get_if<render::KeyPressed>(&input)) {
    if (key->key == render::Key::Back) {
      bench_.enlarged = false;
    } else {
      act(keypad_.on(key->key, page_.laid));
    }
  } else if (std::holds_alternative<render::Exposed>(input)) {
    lost_pixels_ = true;
  }
  return !std::holds_alternative<render::QuitAsked>(input);
}

void DockWindow::take_messages() {
  const auto ticket_before = bench_.printer ? bench_.printer->in_mouth : std::string{};
  while (const auto message = wires_.try_take()) dock::take_in(bench_, *message);
  if (bench_.printer && bench_.printer->in_mouth != ticket_before) ticket_since_ = Clock::now();
  if (!bench_.printer) bench_.enlarged = false;
}

void DockWindow::act(const std::vector<render::Acted>& all) {
  for (const auto& acted : all) {
    if (acted.how == render::Acted::How::Pressed) act(acted.action);
  }
}

void DockWindow::act(const ActionId& action) {
  bench_.refusal.clear();
  if (action.value == kSwitchLanguage) {
    bench_.language = bench_.language == Language::Chinese ? Language::English : Language::Chinese;
  } else if (action.value == kEnlarge) {
    bench_.enlarged = true;
  } else if (action.value == kShrink) {
    bench_.enlarged = false;
  } else if (auto order = order_of(action)) {
    if (order->wire == Wire::Scanner && order->line.starts_with("show ")) code_until_ = Clock::now() + kCodeShown;
    wires_.send(std::move(*order));
  }
}

void DockWindow::take_code_away_in_time() {
  if (!code_until_ || Clock::now() < *code_until_) return;
  code_until_.reset();
  if (bench_.scanner && !bench_.scanner->shown.empty()) wires_.send({Wire::Scanner, "take-away"});
}

double DockWindow::ticket_out() const {
  if (still_) return 1;
  const auto since = Clock::now() - ticket_since_;
  return since >= kComesOut ? 1 : std::chrono::duration<double>(since) / kComesOut;
}

std::optional<render::Deadline> DockWindow::next_deadline(std::optional<render::Deadline> limit) const {
  auto next = limit;
  const auto sooner = [&](render::Deadline other) { next = next ? std::min(*next, other) : other; };
  if (code_until_) sooner(*code_until_);
  if (page_.ticket.comes_from_slot && ticket_out() < 1) sooner(Clock::now() + kFrame);
  return next;
}

void DockWindow::show(bool all) {
  page_ = page_of(bench_, presenter_.size(), painter_);
  act(touch_.page_changed(page_.laid));
  act(keypad_.page_changed(page_.laid));
  auto damage = painter_.paint(scene::with_interaction(page_.laid, touch_.pressed(), keypad_.shown()));
  damage = frame_.compose(painter_.pixels(), std::move(damage), page_.ticket, ticket_out());
  if (all) damage = {painter_.whole()};
  if (!damage.empty()) presenter_.present(frame_.pixels(), damage);
}

bool DockWindow::complete() const {
  return std::ranges::all_of(kWires,
                             [&](Wire wire) { return sockets_[index(wire)].empty() || bench_.running(wire); }) &&
         (!bench_.reader || !bench_.cards.empty());
}

}  // namespace bianmin::dock
