#pragma once
// Files and folders that must outlive a power cut. Internal to the journal. Thread: any.
#include <expected>
#include <filesystem>

#include "kiosk/base/bytes.h"
#include "kiosk/journal/journal_fault.h"

namespace bianmin::journal {

// Makes the folder where it is not there, and takes everybody else's rights to it away.
[[nodiscard]] std::expected<void, JournalFault> make_private_folder(const std::filesystem::path& folder);

// Makes an empty file of mode 0600 where there is none, and takes everybody else's rights to one that is.
[[nodiscard]] std::expected<void, JournalFault> make_private_file(const std::filesystem::path& file);

// A new file of mode 0600 with these bytes, whole or not there at all.
[[nodiscard]] std::expected<void, JournalFault> write_private_file(const std::filesystem::path& file, ByteView bytes);

// Over whatever was at `to`; on disk when it returns. A `from` that is not there is no fault.
[[nodiscard]] std::expected<void, JournalFault> move_file(const std::filesystem::path& from,
                                                          const std::filesystem::path& to);

[[nodiscard]] std::expected<void, JournalFault> sync_folder(const std::filesystem::path& folder);

}  // namespace bianmin::journal
