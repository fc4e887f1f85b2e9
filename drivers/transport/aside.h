#pragma once
// Calls into a library that may block for as long as another process likes.
#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>

#include "drivers/transport/deadline.h"
#include "drivers/transport/keep_going.h"

namespace bianmin::drivers {

enum class AsideFault {
  TimedOut,  // the call has not come back within the limit; it may still do so
  Stopped,   // KeepGoing said so; the same
};

// Runs such calls one at a time on a thread of its own, so that the caller's waits have a limit and its heartbeat goes
// on. There is no way to end a call that hangs: it stays the only one until it comes back, and every further ask()
// waits for it first. So however often one asks, no more than this one thread ever hangs. Thread: the device process's.
// The calls themselves run on the other one: they own or share whatever they use, and what they leave on its stack is
// overwritten when they have come back.
class Aside {
 public:
  Aside();
  // Waits for the thread, but only a moment: one whose call hangs is left behind until that comes back or the process
  // ends. A process that has left one behind ends without destructors of static objects and of libraries, because that
  // thread may still use them; its output is flushed and its exit status kept.
  ~Aside();
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;

  // Waits until `call` has come back and gives what it returned.
  template <typename Call, typename Result = std::invoke_result_t<Call>>
  [[nodiscard]] std::expected<Result, AsideFault> ask(Call call, std::chrono::milliseconds limit,
                                                      const KeepGoing& keep_going) {
    const Deadline deadline{limit};
    if (const auto waited = wait_idle(deadline, keep_going); !waited) return std::unexpected{waited.error()};
    auto answer = std::make_shared<std::optional<Result>>();
    start([answer, call = std::move(call)] { answer->emplace(call()); });
    if (const auto waited = wait_idle(deadline, keep_going); !waited) return std::unexpected{waited.error()};
    return std::move(**answer);
  }

  // Starts `call` and comes back at once. False: the one before has not come back, and this one will not be made.
  bool start(std::function<void()> call);

  // Lets go of `thing` on the other thread, after the call under way and before any later one: it may block when it
  // goes. Comes back at once.
  void let_go(std::shared_ptr<const void> thing);

  [[nodiscard]] bool idle() const;

 private:
  struct Shared;

  [[nodiscard]] std::expected<void, AsideFault> wait_idle(const Deadline& deadline, const KeepGoing& keep_going);

  std::shared_ptr<Shared> shared_;
  std::thread thread_;
};

}  // namespace bianmin::drivers
