#pragma once
// How a call that takes long stays polite.
#include <chrono>
#include <functional>

namespace bianmin::drivers {

// Called several times a second while a driver waits: the place for a heartbeat. False asks the driver to stop.
using KeepGoing = std::function<bool()>;

// Drivers wait in slices no longer than this between two calls of a KeepGoing.
inline constexpr std::chrono::milliseconds kSlice{100};

}  // namespace bianmin::drivers
