#include "kiosk/devices/supervisor.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <spdlog/spdlog.h>

#include "kiosk/base/wiping.h"

namespace bianmin::devices {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kMostWaiting = 64;  // messages not yet handed to the devices
constexpr int kRefusedSettings = 2;       // what bianmin-device exits with when its command line is wrong

struct Post {
  std::optional<flow::Device> to;  // empty: all
  device::ToDevice message;
};

// One device's life: alive in a process, or waiting to be started again.
struct Ward {
  DeviceOrder order;
  std::optional<DeviceProcess> process;
  Clock::time_point started;
  Clock::time_point last_heard;
  Clock::time_point start_at;  // while there is no process
  milliseconds delay{0};       // before the next start
};

}  // namespace

struct Supervisor::Inner {
  Patience patience;
  Hear hear;
  Lost lost;
  std::vector<Ward> wards;
  int wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  std::mutex mutex;
  std::vector<Post> posts;
  bool too_many = false;  // posts were thrown away
  bool retry_now = false;
  std::atomic<bool> ending = false;
  std::thread thread;

  ~Inner() { ::close(wake); }

  void nudge() const {
    const std::uint64_t one = 1;
    // The counter of an eventfd only refuses when it is already far above zero: the thread is awake then.
    (void)!::write(wake, &one, sizeof one);
  }

  void start_due(Clock::time_point now) {
    for (auto& ward : wards) {
      if (ward.process || now < ward.start_at) continue;
      auto process = DeviceProcess::start(ward.order.process);
      if (!process) {
        lose(ward, process.error(), now);
        continue;
      }
      ward.process.emplace(std::move(*process));
      ward.started = ward.last_heard = now;
    }
  }

  void lose(Ward& ward, std::string why, Clock::time_point now) {
    const bool lived_long = ward.process && now - ward.started > patience.stable;
    // It said why on standard error, before it could say anything here.
    if (ward.process && ward.process->end() == kRefusedSettings) why = "refused its settings; see the log";
    ward.process.reset();
    ward.delay = lived_long || ward.delay == milliseconds{0} ? patience.first_restart
                                                             : std::min(ward.delay * 2, patience.longest_restart);
    ward.start_at = now + ward.delay;
    spdlog::warn("the process of device {} is gone ({}); starting it again in {} ms",
                 flow::to_string(ward.order.device), why, ward.delay.count());
    lost(ward.order.device, why);
  }

  // Orders were lost, and nobody knows which: devices that know nothing at all are better than half informed ones.
  void start_afresh(Clock::time_point now) {
    for (auto& ward : wards) {
      if (ward.process) lose(ward, "its orders piled up", now);
    }
  }

  void listen_to(Ward& ward, Clock::time_point now) {
    const auto received = ward.process->receive();
    if (!received.messages.empty()) ward.last_heard = now;
    // What it said last still counts.
    for (const auto& message : received.messages) hear(ward.order.device, message);
    if (received.fault) lose(ward, received.fault->empty() ? "it ended" : *received.fault, now);
  }

  void deliver(Clock::time_point now) {
    std::vector<Post> taken;
    bool again = false;
    bool incomplete = false;
    {
      const std::lock_guard lock{mutex};
      taken.swap(posts);
      again = std::exchange(retry_now, false);
      incomplete = std::exchange(too_many, false);
    }
    if (incomplete) start_afresh(now);
    for (auto& ward : wards) {
      if (again && !ward.process) ward.start_at = now;
      for (const auto& post : taken) {
        if (!ward.process || (post.to && *post.to != ward.order.device)) continue;
        if (!ward.process->send(post.message)) lose(ward, "it does not listen", now);
      }
    }
    const auto ends = [](const Post& post) { return std::holds_alternative<device::EndVisit>(post.message); };
    if (incomplete || std::ranges::any_of(taken, ends)) wipe_stack();
  }

  [[nodiscard]] int milliseconds_to_wait(Clock::time_point now) const {
    auto next = now + std::chrono::hours{1};
    for (const auto& ward : wards) {
      next = std::min(next, ward.process ? ward.last_heard + patience.silence : ward.start_at);
    }
    const auto left = std::chrono::ceil<milliseconds>(next - now).count();
    return static_cast<int>(std::max<milliseconds::rep>(left, 0));
  }

  void run() {
    while (!ending) {
      start_due(Clock::now());
      std::vector<pollfd> polled{{wake, POLLIN, 0}};
      std::vector<Ward*> of;
      for (auto& ward : wards) {
        if (!ward.process) continue;
        const auto events = static_cast<short>(POLLIN | (ward.process->wants_write() ? POLLOUT : 0));
        polled.push_back({ward.process->descriptor(), events, 0});
        of.push_back(&ward);
      }
      ::poll(polled.data(), polled.size(), milliseconds_to_wait(Clock::now()));
      const auto now = Clock::now();
      std::uint64_t count = 0;
      (void)!::read(wake, &count, sizeof count);
      for (std::size_t at = 0; at < of.size(); ++at) {
        const auto seen = polled[at + 1].revents;
        if ((seen & POLLOUT) != 0 && !of[at]->process->flush()) lose(*of[at], "it does not listen", now);
        if (of[at]->process && (seen & (POLLIN | POLLHUP | POLLERR)) != 0) listen_to(*of[at], now);
        if (of[at]->process && now - of[at]->last_heard >= patience.silence) lose(*of[at], "it hangs", now);
      }
      deliver(now);
    }
  }

  void post(Post message) {
    {
      const std::lock_guard lock{mutex};
      if (posts.size() >= kMostWaiting) {
        posts.clear();
        too_many = true;
      }
      posts.push_back(std::move(message));
    }
    nudge();
  }
};

Supervisor::Supervisor(std::vector<DeviceOrder> orders, Patience patience, Hear hear, Lost lost)
    : inner_{std::make_unique<Inner>()} {
  inner_->patience = patience;
  inner_->hear = std::move(hear);
  inner_->lost = std::move(lost);
  for (auto& order : orders) {
    Ward ward;
    ward.order = std::move(order);
    inner_->wards.push_back(std::move(ward));
  }
  inner_->thread = std::thread{[this] { inner_->run(); }};
}

Supervisor::~Supervisor() {
  inner_->ending = true;
  inner_->nudge();
  inner_->thread.join();
}

void Supervisor::send(flow::Device device, device::ToDevice message) { inner_->post({device, std::move(message)}); }
void Supervisor::send_all(const device::ToDevice& message) { inner_->post({std::nullopt, message}); }

void Supervisor::retry() {
  {
    const std::lock_guard lock{inner_->mutex};
    inner_->retry_now = true;
  }
  inner_->nudge();
}

}  // namespace bianmin::devices
