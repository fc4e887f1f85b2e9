#pragma once
// Whether the key provider still has the key that the journal was written with. Internal to the journal.
#include <expected>

#include "kiosk/journal/key_provider.h"
#include "kiosk/journal/sqlite.h"

namespace bianmin::journal {

// In the caller's transaction: a box that only this key opens.
[[nodiscard]] std::expected<void, JournalFault> write_key_check(const Database& database, KeyProvider& keys);
// False when the box does not open. KeyUnavailable when the provider cannot say.
[[nodiscard]] std::expected<bool, JournalFault> same_key(const Database& database, KeyProvider& keys);

}  // namespace bianmin::journal
