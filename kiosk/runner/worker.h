#pragma once
// A thread that does one thing after another.
#include <cstddef>
#include <exception>
#include <functional>
#include <future>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>

#include <spdlog/spdlog.h>

#include "kiosk/base/inbox.h"
#include "kiosk/base/wiping.h"

namespace bianmin::runner {

// Thread: post() and ask() from any, ask() never from the worker's own. At its end it finishes what was posted before.
class Worker {
 public:
  using Task = std::function<void()>;

  Worker() : thread_{[this] { run(); }} {}
  ~Worker() { stop(); }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // False: it is full or has stopped, and the task will not be done. Room is left for those who ask: they wait for
  // their answers, so there are never more of them than threads.
  [[nodiscard]] bool post(Task task) { return tasks_.put_if_roomy(std::move(task)); }

  // Waits for the answer. Asking a worker that has stopped is a bug of ours.
  template <typename Question>
  auto ask(Question question) -> std::invoke_result_t<Question> {
    using Result = std::invoke_result_t<Question>;
    std::promise<Result> promise;
    auto answer = promise.get_future();
    const bool taken = tasks_.put([&promise, &question] {
      try {
        promise.set_value(question());
      } catch (...) {
        promise.set_exception(std::current_exception());
      }
    });
    if (!taken) throw std::logic_error{"a stopped worker was asked"};
    return answer.get();
  }

  // What was posted is done first. Nothing can be posted any more.
  void stop() {
    tasks_.close();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void run() {
    for (;;) {
      auto task = tasks_.take(std::chrono::hours{1});
      if (task) {
        perform(*task);
        task.reset();
        wipe_stack();
      } else if (tasks_.closed()) {
        return;
      }
    }
  }

  // An exception here is a bug of ours or the end of memory: it is said, and the supervisor starts the terminal again.
  static void perform(const Task& task) {
    try {
      task();
    } catch (const std::exception& error) {
      spdlog::critical("a worker's task failed: {}", error.what());
      std::terminate();
    }
  }

  static constexpr std::size_t kMostTasks = 512;
  Inbox<Task> tasks_{kMostTasks};
  std::thread thread_;
};

}  // namespace bianmin::runner
