#pragma once
// Running what cannot be trusted as a program of its own: it may crash, hang or scribble, and costs nothing but itself.
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "drivers/transport/keep_going.h"

namespace bianmin::drivers {

// The one descriptor beyond the standard streams that such a program may be given.
inline constexpr int kGivenDescriptor = 3;
// What a program that ran to its end adds to its answer for its exit status, so that a library's exit(0) is not taken
// for one. Answers are 0 to 63.
inline constexpr int kAnswered = 64;

struct Errand {
  std::filesystem::path program;
  std::vector<std::string> words;  // its command line, after its name
  int given = -1;                  // a descriptor of ours that it has as kGivenDescriptor; -1: none
};

enum class Ending {
  Answered,    // `value` is its answer
  Exited,      // it ended in the middle of its work
  Killed,      // a signal, `value`, ended it: it crashed, or somebody else killed it
  TooLong,     // the limit passed, and it was killed
  Stopped,     // KeepGoing said so, and it was killed
  NotStarted,  // `value` is the errno
};

struct Ended {
  Ending ending;
  int value = 0;
  friend bool operator==(const Ended&, const Ended&) = default;
};

// Starts the program and waits for its end. It begins with none of our memory, with no descriptor but the one given,
// with standard streams that lead nowhere, no signal blocked or ignored, and a process group of its own; both are
// killed before this returns, however it ended. It may be called whatever other threads are doing. That the program
// ends when this process is killed, and what else it may not do, is its own to see to: see confinement.h. Thread: any,
// which must not end before it.
[[nodiscard]] Ended run_apart(const Errand& errand, std::chrono::milliseconds limit, const KeepGoing& keep_going);

}  // namespace bianmin::drivers
