#pragma once
// Inbox<T>: how one thread hands typed messages to another.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace bianmin {

// A bounded queue of messages. Thread: any may put, one takes.
//
// When it is full, put() refuses: the sender must say so or drop what it can spare. `on_put` is called, outside the
// lock, after each message laid in: the taker uses it to be woken where it waits for something else as well.
template <typename T>
class Inbox {
 public:
  explicit Inbox(std::size_t capacity, std::function<void()> on_put = {})
      : capacity_{capacity}, on_put_{std::move(on_put)} {}

  [[nodiscard]] bool put(T message) {
    {
      const std::lock_guard lock{mutex_};
      if (closed_ || messages_.size() >= capacity_) return false;
      messages_.push_back(std::move(message));
    }
    arrived_.notify_one();
    if (on_put_) on_put_();
    return true;
  }

  // Like put(), but leaves half of the room to those who use put(): for talkative senders that can be missed.
  [[nodiscard]] bool put_if_roomy(T message) {
    {
      const std::lock_guard lock{mutex_};
      if (closed_ || messages_.size() >= capacity_ / 2) return false;
      messages_.push_back(std::move(message));
    }
    arrived_.notify_one();
    if (on_put_) on_put_();
    return true;
  }

  // Empty when nothing is there.
  [[nodiscard]] std::optional<T> try_take() {
    const std::lock_guard lock{mutex_};
    return take_first();
  }

  // Waits at most `limit`. Empty when nothing came or the inbox was closed.
  [[nodiscard]] std::optional<T> take(std::chrono::milliseconds limit) {
    std::unique_lock lock{mutex_};
    arrived_.wait_for(lock, limit, [this] { return closed_ || !messages_.empty(); });
    return take_first();
  }

  // Nothing more goes in; who waits in take() wakes.
  void close() {
    {
      const std::lock_guard lock{mutex_};
      closed_ = true;
    }
    arrived_.notify_all();
  }

  [[nodiscard]] bool closed() const {
    const std::lock_guard lock{mutex_};
    return closed_;
  }

 private:
  std::optional<T> take_first() {
    if (messages_.empty()) return std::nullopt;
    std::optional<T> first{std::move(messages_.front())};
    messages_.pop_front();
    return first;
  }

  const std::size_t capacity_;
  const std::function<void()> on_put_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<T> messages_;
  bool closed_ = false;
};

}  // namespace bianmin
