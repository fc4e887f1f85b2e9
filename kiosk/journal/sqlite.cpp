#include "kiosk/journal/sqlite.h"

#include <sqlite3.h>

#include <cerrno>

namespace bianmin::journal {

std::expected<Database, JournalFault> Database::open(const std::filesystem::path& file, const std::string& vfs) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                      vfs.empty() ? nullptr : vfs.c_str());
  Database database{handle};
  if (code != SQLITE_OK) return std::unexpected{handle ? database.fault_of(code) : JournalFault::DiskError};
  sqlite3_extended_result_codes(handle, 1);
  return database;
}

std::expected<void, JournalFault> Database::run(const std::string& statements) const {
  const int code = sqlite3_exec(handle_.get(), statements.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected{fault_of(code)};
  return {};
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_.get()); }

bool Database::has_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

JournalFault Database::fault_of(int code) const {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return JournalFault::DiskFull;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return JournalFault::Damaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return JournalFault::InUse;
    case SQLITE_TOOBIG:
      return JournalFault::TooLarge;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      return JournalFault::NoAccess;
    // A table or column that is not there: the schema itself was changed from outside.
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
      return JournalFault::Damaged;
    default:
      break;
  }
  const int system = sqlite3_system_errno(handle_.get());
  if (system == ENOSPC || system == EDQUOT) return JournalFault::DiskFull;
  return (code & 0xff) == SQLITE_CANTOPEN ? JournalFault::NoAccess : JournalFault::DiskError;
}

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Query::Query(const Database& database, std::string_view statement) : database_{&database} {
  sqlite3_stmt* prepared = nullptr;
  note(sqlite3_prepare_v2(database.handle(), statement.data(), static_cast<int>(statement.size()), &prepared, nullptr));
  statement_.reset(prepared);
}

bool Query::next() {
  if (fault_) return false;
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) note(code);
  return false;
}

std::string Query::text(int column) {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string{} : std::string(bytes, static_cast<std::size_t>(size));
}

Bytes Query::blob(int column) {
  const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? Bytes{} : Bytes(bytes, bytes + size);
}

std::uint64_t Query::number(int column) {
  return static_cast<std::uint64_t>(sqlite3_column_int64(statement_.get(), column));
}

bool Query::is_null(int column) { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

std::expected<void, JournalFault> Query::run() {
  while (next()) {
  }
  if (fault_) return std::unexpected{*fault_};
  return {};
}

void Query::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

// Copied by SQLite: a value need not outlive the line that binds it.
void Query::bind(int place, std::string_view text) {
  if (fault_) return;
  note(sqlite3_bind_text64(statement_.get(), place, text.data() == nullptr ? "" : text.data(), text.size(),
                           SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Query::bind(int place, ByteView bytes) {
  if (fault_) return;
  if (bytes.empty()) {
    note(sqlite3_bind_zeroblob(statement_.get(), place, 0));
    return;
  }
  note(sqlite3_bind_blob64(statement_.get(), place, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
}

void Query::bind(int place, std::uint64_t number) {
  if (fault_) return;
  note(sqlite3_bind_int64(statement_.get(), place, static_cast<sqlite3_int64>(number)));
}

void Query::note(int code) {
  if (code != SQLITE_OK && !fault_) fault_ = database_->fault_of(code);
}

Transaction::Transaction(const Database& database) : database_{database}, begun_{database.run("BEGIN IMMEDIATE")} {}

Transaction::~Transaction() {
  // SQLite has already rolled back by itself after some faults; what is left of a failed ROLLBACK is undone at closing.
  if (begun_ && database_.has_transaction()) (void)database_.run("ROLLBACK");
}

std::expected<void, JournalFault> Transaction::commit() {
  if (!begun_) return begun_;
  return database_.run("COMMIT");
}

}  // namespace bianmin::journal
