#include "demo/dock/wires.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <thread>
#include <utility>

namespace bianmin::dock {
namespace {

using Clock = std::chrono::steady_clock;

// Orders are a few words each; a side that takes none for so long is not listening.
constexpr std::size_t kMostUnsent = std::size_t{64} * 1024;

std::string said(const std::filesystem::path& path, int error) {
  return path.string() + ": " + std::generic_category().message(error);
}

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_{number} {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    reset();
    number_ = std::exchange(other.number_, -1);
    return *this;
  }
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] explicit operator bool() const { return number_ >= 0; }
  void reset() {
    if (number_ >= 0) close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

std::expected<Descriptor, int> joined(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto& name = path.native();
  if (name.size() >= sizeof address.sun_path) return std::unexpected{ENAMETOOLONG};
  std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
  Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (!socket) return std::unexpected{errno};
  // A local socket is joined at once or not at all.
  if (connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return std::unexpected{errno};
  }
  return socket;
}

}  // namespace

struct Wires::Inner {
  // Thread: the wires'.
  struct Line {
    Wire wire = Wire::Reader;
    std::filesystem::path path;
    Descriptor socket;
    LineCutter cutter;
    std::string unsent;
    Clock::time_point next_try = Clock::now();
    std::string last_reason;  // so that the same one is told once
  };

  Inner(SocketPaths paths, std::function<void()> on_message)
      : woken{eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)},
        messages{kCapacity, std::move(on_message)},
        orders{kCapacity, [this] { wake(); }} {
    if (!woken) throw std::system_error{errno, std::generic_category(), "eventfd"};
    for (const auto wire : kWires) {
      auto& line = lines[index(wire)];
      line.wire = wire;
      line.path = std::move(paths[index(wire)]);
    }
    thread = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
  }

  ~Inner() {
    thread.request_stop();
    wake();
    thread.join();
  }

  void wake() const {
    const std::uint64_t one = 1;
    // A full counter wakes just as well.
    if (write(woken.get(), &one, sizeof one) < 0 && errno != EAGAIN) {
      throw std::system_error{errno, std::generic_category(), "eventfd"};
    }
  }

  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      for (auto& line : lines) {
        if (!line.path.empty() && !line.socket && Clock::now() >= line.next_try) join(line);
      }
      wait();
      while (auto order = orders.try_take()) give(lines[index(order->wire)], order->line);
    }
  }

  void join(Line& line) {
    auto socket = joined(line.path);
    if (!socket) return lose(line, said(line.path, socket.error()));
    line.socket = std::move(*socket);
    line.cutter = {};
    line.unsent.clear();
    if (line.wire == Wire::Reader) give(line, "cards");
    give(line, "watch");
  }

  // Cut now, tried again later.
  void lose(Line& line, const std::string& reason) {
    line.socket.reset();
    line.next_try = Clock::now() + kRetry;
    if (reason == line.last_reason) return;
    // Without room for it the window learns the reason at the next try.
    line.last_reason = messages.put({line.wire, WireLost{reason}}) ? reason : std::string{};
  }

  void wait() {
    std::array<pollfd, kWires.size() + 1> waiting{};
    auto limit = Clock::time_point::max();
    for (const auto& line : lines) {
      const auto events = static_cast<short>(line.unsent.empty() ? POLLIN : POLLIN | POLLOUT);
      waiting[index(line.wire)] = {line.socket.get(), events, 0};
      if (!line.socket && !line.path.empty()) limit = std::min(limit, line.next_try);
    }
    waiting.back() = {woken.get(), POLLIN, 0};
    int milliseconds = -1;
    if (limit != Clock::time_point::max()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(limit - Clock::now());
      milliseconds = static_cast<int>(std::max(left, std::chrono::milliseconds{0}).count());
    }
    if (poll(waiting.data(), waiting.size(), milliseconds) < 0) {
      if (errno == EINTR) return;
      throw std::system_error{errno, std::generic_category(), "poll"};
    }
    std::uint64_t count = 0;
    // Nothing to read means that it was a wire, or time.
    if (read(woken.get(), &count, sizeof count) < 0 && errno != EAGAIN) {
      throw std::system_error{errno, std::generic_category(), "eventfd"};
    }
    for (auto& line : lines) {
      const auto events = waiting[index(line.wire)].revents;
      if (line.socket && (events & POLLOUT) != 0) flush(line);
      if (line.socket && (events & (POLLIN | POLLHUP | POLLERR)) != 0) hear(line);
    }
  }

  void give(Line& line, const std::string& words) {
    if (!line.socket) {
      // Without room for it the window has more than enough to show.
      (void)messages.put({line.wire, Refused{std::string{name_of(line.wire)} + ": not running"}});
      return;
    }
    line.unsent += words + "\n";
    flush(line);
  }

  void flush(Line& line) {
    while (!line.unsent.empty()) {
      const auto sent = ::send(line.socket.get(), line.unsent.data(), line.unsent.size(), MSG_NOSIGNAL);
      if (sent < 0) {
        if (errno == EINTR) continue;
        if (errno != EAGAIN) return lose(line, said(line.path, errno));
        if (line.unsent.size() > kMostUnsent) lose(line, line.path.string() + ": takes no orders");
        return;
      }
      line.unsent.erase(0, static_cast<std::size_t>(sent));
    }
  }

  void hear(Line& line) {
    std::array<char, 64 * 1024> bytes;
    const auto got = recv(line.socket.get(), bytes.data(), bytes.size(), 0);
    if (got < 0) {
      if (errno != EINTR && errno != EAGAIN) lose(line, said(line.path, errno));
      return;
    }
    if (got == 0) return lose(line, line.path.string() + ": the other side hung up");
    if (!line.cutter.add({bytes.data(), static_cast<std::size_t>(got)})) {
      return lose(line, line.path.string() + ": a line without end");
    }
    while (auto text = line.cutter.take()) {
      auto message = read_line(*text);
      if (!message) return lose(line, line.path.string() + ": " + message.error());
      if (!messages.put({line.wire, std::move(*message)})) {
        return lose(line, line.path.string() + ": more than can be shown");
      }
      line.last_reason.clear();
    }
  }

  Descriptor woken;
  Inbox<FromWire> messages;
  Inbox<Order> orders;
  std::array<Line, kWires.size()> lines;
  std::jthread thread;
};

Wires::Wires(SocketPaths paths, std::function<void()> on_message)
    : inner_{std::make_unique<Inner>(std::move(paths), std::move(on_message))} {}
Wires::~Wires() = default;

std::optional<FromWire> Wires::try_take() { return inner_->messages.try_take(); }

void Wires::send(Order order) {
  const auto wire = order.wire;
  if (!inner_->orders.put(std::move(order))) {
    (void)inner_->messages.put({wire, Refused{std::string{name_of(wire)} + ": too many orders at once"}});
  }
}

}  // namespace bianmin::dock
