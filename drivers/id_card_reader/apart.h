#pragma once
// Running what cannot be trusted in a child of this process: it may crash, hang or scribble, and costs nothing but
// itself.
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>

#include "drivers/transport/keep_going.h"
#include "kiosk/base/bytes.h"

namespace bianmin::drivers {

// Memory that this process and its child both see, between pages that neither may touch: a write beyond the end ends
// the child. Wiped when it goes.
class SharedMemory {
 public:
  // Empty when the system has none to give.
  [[nodiscard]] static std::optional<SharedMemory> of(std::size_t size);
  ~SharedMemory();
  SharedMemory(SharedMemory&& other) noexcept;
  SharedMemory& operator=(SharedMemory&&) = delete;

  [[nodiscard]] std::span<std::uint8_t> bytes() const { return bytes_; }

 private:
  SharedMemory(std::span<std::uint8_t> whole, std::span<std::uint8_t> bytes) : whole_{whole}, bytes_{bytes} {}

  std::span<std::uint8_t> whole_;
  std::span<std::uint8_t> bytes_;
};

enum class Ending {
  Returned,    // `value` is what the work returned
  Exited,      // it ended its process by itself
  Killed,      // a signal, `value`, ended it: it crashed
  TooLong,     // the limit passed, and it was killed
  Stopped,     // KeepGoing said so, and it was killed
  NotStarted,  // the system gave no process
};

struct Ended {
  Ending ending;
  int value = 0;
  friend bool operator==(const Ended&, const Ended&) = default;
};

// Runs `work`, which returns 0 to 63, in a fork of this process without any open file, with standard streams that lead
// nowhere, no right to write files, and its own process group, which ends with it. Nothing of this process's is run at
// its exit. Thread: the only one of its process.
[[nodiscard]] Ended run_apart(const std::function<int()>& work, std::chrono::milliseconds limit,
                              const KeepGoing& keep_going);

}  // namespace bianmin::drivers
