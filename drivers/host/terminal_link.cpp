#include "drivers/host/terminal_link.h"

#include <poll.h>

#include <algorithm>
#include <utility>

namespace bianmin::device {

using namespace std::chrono_literals;

namespace {

// More orders than a terminal ever has open: what it sends beyond waits in the socket until these are obeyed.
constexpr std::size_t kMostOrders = 64;

}  // namespace

void TerminalLink::say(const FromDevice& message) {
  // A terminal that is gone, or has not read for megabytes, is not served any more: the process ends.
  if (!closed_ && !socket_.send(encode(message))) closed_ = true;
}

void TerminalLink::wait(std::chrono::milliseconds limit, drivers::Presence* device) {
  const drivers::Deadline deadline{limit};
  do {
    if (beat_.passed()) {
      beat_ = drivers::Deadline{kHeartbeat};
      say(Heartbeat{});
    }
    if (closed_ || !orders_.empty()) limit = 0ms;
    auto wanted = device != nullptr ? device->wakes() : std::vector<pollfd>{};
    wanted.push_back({socket_.descriptor(), POLLIN, 0});
    if (socket_.wants_write()) wanted.back().events |= POLLOUT;
    const auto patience = std::min({limit, deadline.left(), beat_.left()});
    if (::poll(wanted.data(), wanted.size(), static_cast<int>(patience.count())) > 0) {
      if (socket_.wants_write() && !socket_.flush()) closed_ = true;
      receive();
      if (device != nullptr && (device->gone() || device->stirred())) return;
    }
  } while (!closed_ && orders_.empty() && !deadline.passed());
}

void TerminalLink::receive() {
  while (!closed_ && orders_.size() < kMostOrders) {
    const auto message = socket_.receive();
    if (message && !*message) return;
    auto order = message ? decode_to_device(**message) : std::unexpected{std::string{}};
    if (order) {
      orders_.push_back(std::move(*order));
    } else {
      // A terminal that speaks another language than ours is none that we can serve.
      closed_ = true;
    }
  }
}

std::optional<ToDevice> TerminalLink::next_order() {
  if (orders_.empty()) return std::nullopt;
  std::optional<ToDevice> order{std::move(orders_.front())};
  orders_.pop_front();
  return order;
}

drivers::KeepGoing TerminalLink::keep_going_unless(std::function<bool(const ToDevice&)> stops) {
  return [this, stops = std::move(stops)] {
    if (beat_.passed()) {
      beat_ = drivers::Deadline{kHeartbeat};
      say(Heartbeat{});
    }
    if (!closed_ && socket_.wants_write() && !socket_.flush()) closed_ = true;
    receive();
    return !closed_ && std::ranges::none_of(orders_, stops);
  };
}

}  // namespace bianmin::device
