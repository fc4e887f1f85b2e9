#include "drivers/host/device_loop.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "kiosk/base/wiping.h"

namespace bianmin::device {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kFirstPause = 250ms;
constexpr std::chrono::milliseconds kLongestPause = 1s;

class DeviceLoop {
 public:
  DeviceLoop(TerminalLink& link, const SessionOpener& open) : link_{link}, open_{open} {}

  void run() {
    while (!link_.closed()) {
      if (!session_ && next_try_.passed()) try_to_open();
      auto* device = session_ ? session_->presence() : nullptr;
      link_.wait(session_ ? session_->rest() : next_try_.left(), device);
      if (device != nullptr && device->gone()) lose({DeviceTrouble::Unplugged, "unplugged"});
      while (auto order = link_.next_order()) {
        if (std::holds_alternative<Shutdown>(*order)) {
          if (session_) session_->leave();
          return;
        }
        if (session_) {
          drop_if_failed(session_->obey(*order));
        } else {
          refuse(*order);
        }
        if (std::holds_alternative<EndVisit>(*order)) wipe_stack();
      }
      if (session_ && !link_.closed()) drop_if_failed(session_->step());
    }
    if (session_) session_->leave();
  }

 private:
  void try_to_open() {
    auto opened = open_(link_);
    if (!opened) {
      lose(opened.error());
      return;
    }
    session_ = std::move(opened->session);
    pause_ = kFirstPause;
    said_.reset();
    link_.say(opened->introduction);
  }

  void drop_if_failed(const Outcome& outcome) {
    if (!outcome) lose(outcome.error());
  }

  void lose(const Failure& failure) {
    session_.reset();
    next_try_ = drivers::Deadline{pause_};
    pause_ = std::min(pause_ * 2, kLongestPause);
    if (said_ == failure) return;
    said_ = failure;
    link_.say(Unready{failure.trouble, failure.detail});
  }

  // A print job always ends in its PrintFinished; the terminal knows from Unready that nothing else will be answered.
  void refuse(const ToDevice& order) {
    if (const auto* job = std::get_if<Print>(&order)) {
      link_.say(PrintFinished{job->ticket, PrintOutcome::Failed, 0, PrinterFault::Disconnected});
    }
  }

  TerminalLink& link_;
  const SessionOpener& open_;
  std::unique_ptr<DeviceSession> session_;
  std::optional<Failure> said_;  // empty while ready
  std::chrono::milliseconds pause_ = kFirstPause;
  drivers::Deadline next_try_{0ms};
};

}  // namespace

void serve_device(TerminalLink& link, const SessionOpener& open) { DeviceLoop{link, open}.run(); }

}  // namespace bianmin::device
