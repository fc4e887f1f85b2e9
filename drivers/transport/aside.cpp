#include "drivers/transport/aside.h"

#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <vector>

#include "kiosk/base/wiping.h"

namespace bianmin::drivers {

using namespace std::chrono_literals;

namespace {

// What a call that does not hang needs at most, such as powering a card down.
constexpr auto kParting = 500ms;

// A library's own destructors know nothing of a thread that is inside it: libpcsclite frees the list that such a thread
// looks through. They run after what is registered here.
void end_without_destructors() {
  static const bool kRegistered = ::on_exit(
                                      [](int status, void*) {
                                        std::fflush(nullptr);
                                        ::_exit(status);
                                      },
                                      nullptr) == 0;
  static_cast<void>(kRegistered);
}

}  // namespace

struct Aside::Shared {
  std::mutex mutex;
  std::condition_variable changed;
  std::function<void()> call;  // empty: nothing to do
  std::vector<std::shared_ptr<const void>> unwanted;
  bool busy = false;  // from start() or let_go() until all of that is done and forgotten
  bool leaving = false;
  bool ended = false;

  void run() {
    std::unique_lock lock{mutex};
    while (true) {
      changed.wait(lock, [&] { return call || !unwanted.empty() || leaving; });
      if (!call && unwanted.empty()) break;
      work(lock);
      busy = call || !unwanted.empty();
      changed.notify_all();
    }
    ended = true;
    changed.notify_all();
  }

  // What is let go of may block as much as a call does.
  void work(std::unique_lock<std::mutex>& lock) {
    auto now = unwanted.empty() ? std::exchange(call, {}) : std::function<void()>{};
    auto going = std::exchange(unwanted, {});
    lock.unlock();
    going.clear();
    if (now) now();
    now = {};
    wipe_stack();
    lock.lock();
  }
};

Aside::Aside() : shared_{std::make_shared<Shared>()}, thread_{[shared = shared_] { shared->run(); }} {}

Aside::~Aside() {
  {
    std::unique_lock lock{shared_->mutex};
    shared_->leaving = true;
    shared_->changed.notify_all();
    if (!shared_->changed.wait_for(lock, kParting, [&] { return shared_->ended; })) {
      thread_.detach();
      end_without_destructors();
      return;
    }
  }
  thread_.join();
}

bool Aside::start(std::function<void()> call) {
  const std::lock_guard lock{shared_->mutex};
  if (shared_->busy) return false;
  shared_->busy = true;
  shared_->call = std::move(call);
  shared_->changed.notify_all();
  return true;
}

void Aside::let_go(std::shared_ptr<const void> thing) {
  const std::lock_guard lock{shared_->mutex};
  shared_->busy = true;
  shared_->unwanted.push_back(std::move(thing));
  shared_->changed.notify_all();
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
