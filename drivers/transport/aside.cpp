#include "drivers/transport/aside.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace bianmin::drivers {

struct Aside::Shared {
  std::mutex mutex;
  std::condition_variable changed;
  std::function<void()> call;  // empty: nothing to do
  bool busy = false;           // from start() until the call has come back and is forgotten
  bool leaving = false;

  void run() {
    std::unique_lock lock{mutex};
    while (true) {
      changed.wait(lock, [&] { return call || leaving; });
      if (!call) return;
      auto now = std::exchange(call, {});
      lock.unlock();
      now();
      // What it owns may block when it goes, too.
      now = {};
      lock.lock();
      busy = false;
      changed.notify_all();
    }
  }
};

Aside::Aside() : shared_{std::make_shared<Shared>()} {
  std::thread{[shared = shared_] { shared->run(); }}.detach();
}

Aside::~Aside() {
  const std::lock_guard lock{shared_->mutex};
  shared_->leaving = true;
  shared_->changed.notify_all();
}

bool Aside::start(std::function<void()> call) {
  const std::lock_guard lock{shared_->mutex};
  if (shared_->busy) return false;
  shared_->busy = true;
  shared_->call = std::move(call);
  shared_->changed.notify_all();
  return true;
}

bool Aside::idle() const {
  const std::lock_guard lock{shared_->mutex};
  return !shared_->busy;
}

std::expected<void, AsideFault> Aside::wait_idle(const Deadline& deadline, const KeepGoing& keep_going) {
  std::unique_lock lock{shared_->mutex};
  while (shared_->busy) {
    if (deadline.passed()) return std::unexpected{AsideFault::TimedOut};
    shared_->changed.wait_for(lock, std::min(deadline.left(), kSlice));
    if (!shared_->busy) break;
    lock.unlock();
    const bool go_on = keep_going();
    lock.lock();
    if (!go_on) return std::unexpected{AsideFault::Stopped};
  }
  return {};
}

}  // namespace bianmin::drivers
