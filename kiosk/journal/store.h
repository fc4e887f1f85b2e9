#pragma once
// The journal's tables and rows. Internal to the journal.
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/journal/journal.h"
#include "kiosk/journal/sqlite.h"

namespace bianmin::journal {

struct Journal::Store {
  Database database;
  KeyProvider* keys;
  Limits limits;
  bool other_key = false;
};

inline constexpr std::string_view kDatabaseName = "journal.db";

// Everything an application's row holds: the boxes are closed.
struct Row {
  std::uint64_t number = 0;  // order of sealing
  Entry entry;
  Bytes wrapped_key;  // empty after forget_contents()
  Bytes body;         // box of digest (32) + body
  Bytes context;
  Bytes answer;     // empty when there is none
  Bytes rejection;  // empty when there is none
};

// What a box of this row is bound to: it opens in no other row and for no other purpose.
[[nodiscard]] Bytes binding(std::string_view purpose, const Entry& entry);

inline constexpr std::string_view kRowKeyPurpose = "row key";
inline constexpr std::string_view kBodyPurpose = "body";
inline constexpr std::string_view kContextPurpose = "context";
inline constexpr std::string_view kAnswerPurpose = "answer";
inline constexpr std::string_view kRejectionPurpose = "rejection";

// Tampered, KeyUnavailable or ContentsForgotten; writes nothing.
[[nodiscard]] std::expected<Loaded, JournalFault> open_row(const Row& row, KeyProvider& keys, bool other_key);
[[nodiscard]] std::expected<SecretKey, JournalFault> row_key(const Row& row, KeyProvider& keys, bool other_key);

[[nodiscard]] std::expected<Row, JournalFault> read_row(const Database& database, const SubmissionKey& key);
[[nodiscard]] std::expected<void, JournalFault> insert_row(const Database& database, const Row& row);

// WAL on disk at each commit, nothing deleted stays readable in the file, no temporary file, nobody else in it.
[[nodiscard]] std::expected<void, JournalFault> configure(const Database& database);
// In the caller's transaction, on an empty database.
[[nodiscard]] std::expected<void, JournalFault> create_tables(const Database& database, KeyProvider& keys);

enum class Condition { Empty, Sound };
// Damaged when a page, the schema or its version is not what we wrote; NewerFormat when a newer version of us wrote it.
[[nodiscard]] std::expected<Condition, JournalFault> inspect(const Database& database);

}  // namespace bianmin::journal
