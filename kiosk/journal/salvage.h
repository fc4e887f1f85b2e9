#pragma once
// Saves what can be read of a damaged database. Internal to the journal.
#include <cstddef>
#include <expected>
#include <filesystem>

#include "kiosk/journal/journal.h"

namespace bianmin::journal {

struct Salvaged {
  std::filesystem::path damaged_copy;
  std::size_t applications = 0;
};

// Builds a new journal.db of what the damaged one still gives, and moves the damaged one to journal.corrupt-<n>. A
// power cut in the midst is made good by finish_salvage() and by doing it again. The damaged database is closed by now.
//
// Whatever was Sealed or Sending comes back Unknown: later moves may have been lost, so the platform is asked first. A
// row whose contents fail their seal comes back Quarantined. The audit chain comes back as far as it holds.
[[nodiscard]] std::expected<Salvaged, JournalFault> salvage(const OpenOptions& options, KeyProvider& keys);

// Ends a salvage that a power cut interrupted between its renamings. Does nothing otherwise.
[[nodiscard]] std::expected<void, JournalFault> finish_salvage(const std::filesystem::path& folder);

}  // namespace bianmin::journal
