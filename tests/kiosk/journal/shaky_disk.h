#pragma once
// A SQLite VFS between the journal and the disk that cuts the power or runs full at a chosen step.
#include <cstdint>
#include <string>

namespace bianmin::journal {

// Steps are writes, truncations and syncs, counted over all files from arm() on.
struct ShakyDisk {
  static const std::string& vfs();  // registers it at the first call

  // At step `step` (from 1) the process ends as by SIGKILL. What was not synced before is undone first: the power
  // failed. With `torn`, half of the bytes of a write at that step and all unsynced ones are on disk instead.
  static void cut_power_at(std::uint64_t step, bool torn);
  // From step `step` on every write fails for want of room.
  static void fill_at(std::uint64_t step);
  static void calm();

  [[nodiscard]] static std::uint64_t steps();
};

}  // namespace bianmin::journal
