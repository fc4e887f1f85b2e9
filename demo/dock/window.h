#pragma once
// DockWindow: hands on the page become orders, states that come back become the next page.
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "demo/dock/frame.h"
#include "demo/dock/page.h"
#include "demo/dock/wires.h"
#include "screens/render/keypad.h"
#include "screens/render/painter.h"
#include "screens/render/presenter.h"
#include "screens/render/touch.h"

namespace bianmin::dock {

struct DockOptions {
  SocketPaths sockets{};
  std::string operator_url{};
  Language language = Language::Chinese;
  render::Assets assets{};
};

// Thread: the one that made the presenter. While nothing happens it waits in the presenter and costs nothing.
class DockWindow {
 public:
  // How long a code is held under the scanner's window.
  static constexpr std::chrono::seconds kCodeShown{10};

  DockWindow(DockOptions options, render::Presenter& presenter);

  // Until the window is closed.
  void run();
  // One turn: waits until something comes or `limit`, and shows what became of it. False once the window is closed.
  [[nodiscard]] bool turn(std::optional<render::Deadline> limit);

  // Every socket that was given has told its state, the reader also its cards.
  [[nodiscard]] bool complete() const;
  // As it was last shown. A ticket is drawn as far as it has come out.
  [[nodiscard]] bool write_png(const std::string& path) const { return frame_.write_png(path); }
  [[nodiscard]] const scene::Laid& shown() const { return page_.laid; }
  [[nodiscard]] const Bench& bench() const { return bench_; }
  // Tickets appear at once: for pictures.
  void stand_still() { still_ = true; }

 private:
  [[nodiscard]] bool take_in(const render::RawInput& input);
  void take_messages();
  void act(const std::vector<render::Acted>& all);
  void act(const ActionId& action);
  void take_code_away_in_time();
  void show(bool all);
  [[nodiscard]] double ticket_out() const;
  [[nodiscard]] std::optional<render::Deadline> next_deadline(std::optional<render::Deadline> limit) const;

  render::Presenter& presenter_;
  render::Painter painter_;
  Frame frame_;
  render::TouchTracker touch_;
  render::KeypadFocus keypad_;
  SocketPaths sockets_;
  Bench bench_;
  Page page_;
  std::optional<render::Deadline> code_until_;
  std::chrono::steady_clock::time_point ticket_since_{};
  bool still_ = false;
  bool lost_pixels_ = false;
  // Last: its thread wakes the presenter.
  Wires wires_;
};

}  // namespace bianmin::dock
