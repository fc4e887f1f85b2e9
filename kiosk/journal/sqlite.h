#pragma once
// SQLite with its faults in the journal's words. Internal to the journal.
#include <concepts>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kiosk/base/bytes.h"
#include "kiosk/journal/journal_fault.h"

struct sqlite3;
struct sqlite3_stmt;

namespace bianmin::journal {

// One connection. Thread: one.
class Database {
 public:
  [[nodiscard]] static std::expected<Database, JournalFault> open(const std::filesystem::path& file,
                                                                  const std::string& vfs);

  // Statements without parameters and results, one or several.
  [[nodiscard]] std::expected<void, JournalFault> run(const std::string& statements) const;
  [[nodiscard]] std::int64_t changes() const;  // rows changed by the last statement
  [[nodiscard]] bool has_transaction() const;
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
  // The last failure, in our words. `code` is SQLite's.
  [[nodiscard]] JournalFault fault_of(int code) const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  explicit Database(sqlite3* handle) : handle_{handle} {}

  std::unique_ptr<sqlite3, Close> handle_;
};

// One statement. The first fault sticks: bind, step through the rows, and ask fault() once at the end.
class Query {
 public:
  template <typename... Values>
  Query(const Database& database, std::string_view statement, const Values&... values) : Query{database, statement} {
    int place = 0;
    (bind(++place, values), ...);
  }
  Query(const Database& database, std::string_view statement);

  // False at the end and after a fault.
  [[nodiscard]] bool next();
  [[nodiscard]] std::optional<JournalFault> fault() const { return fault_; }

  // Columns count from 0. What is not of the wanted type is converted by SQLite's rules; a NULL is empty or 0.
  [[nodiscard]] std::string text(int column);
  [[nodiscard]] Bytes blob(int column);
  [[nodiscard]] std::uint64_t number(int column);
  [[nodiscard]] bool is_null(int column);

  // Runs a statement that gives no rows.
  [[nodiscard]] std::expected<void, JournalFault> run();

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };

  void bind(int place, std::string_view text);
  void bind(int place, const std::string& text) { bind(place, std::string_view{text}); }
  void bind(int place, const char* text) { bind(place, std::string_view{text}); }
  void bind(int place, ByteView bytes);
  void bind(int place, const Bytes& bytes) { bind(place, ByteView{bytes}); }
  void bind(int place, std::uint64_t number);
  void bind(int place, std::uint32_t number) { bind(place, std::uint64_t{number}); }
  void note(int code);

  const Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::optional<JournalFault> fault_;
};

// All or nothing. Rolled back unless commit() succeeded.
class Transaction {
 public:
  explicit Transaction(const Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // The fault of beginning, where that failed, comes out here too.
  [[nodiscard]] std::expected<void, JournalFault> begun() const { return begun_; }
  [[nodiscard]] std::expected<void, JournalFault> commit();

 private:
  const Database& database_;
  std::expected<void, JournalFault> begun_;
};

}  // namespace bianmin::journal
