// Opening the journal: the folder, the database's health, and what a dead process left behind.
#include <array>
#include <fstream>
#include <utility>

#include "kiosk/journal/folder.h"
#include "kiosk/journal/journal.h"
#include "kiosk/journal/key_check.h"
#include "kiosk/journal/salvage.h"
#include "kiosk/journal/store.h"

namespace bianmin::journal {
namespace {

// SQLite opens a file of a later format version for reading only, which would look like a lack of rights. Bytes 18 and
// 19 of a database are its versions for writing and reading, 1 or 2 (sqlite.org/fileformat2.html, 1.3.3).
bool has_our_header(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  std::array<char, 20> header{};
  if (!stream.read(header.data(), header.size())) return stream.gcount() == 0;
  return (header[18] == 1 || header[18] == 2) && (header[19] == 1 || header[19] == 2);
}

std::expected<void, JournalFault> begin_tables(const Database& database, KeyProvider& keys) {
  Transaction transaction{database};
  if (!transaction.begun()) return transaction.begun();
  if (const auto created = create_tables(database, keys); !created) return created;
  return transaction.commit();
}

std::expected<Database, JournalFault> open_sound(const OpenOptions& options, KeyProvider& keys) {
  const std::filesystem::path file = options.folder / kDatabaseName;
  if (const auto made = make_private_file(file); !made) return std::unexpected{made.error()};
  if (!has_our_header(file)) return std::unexpected{JournalFault::Damaged};
  auto database = Database::open(file, options.vfs);
  if (!database) return database;
  if (const auto configured = configure(*database); !configured) return std::unexpected{configured.error()};
  const auto condition = inspect(*database);
  if (!condition) return std::unexpected{condition.error()};
  if (*condition == Condition::Empty) {
    if (const auto begun = begin_tables(*database, keys); !begun) return std::unexpected{begun.error()};
  }
  return database;
}

std::expected<std::size_t, JournalFault> change(const Database& database, const char* statement) {
  const auto changed = Query{database, statement}.run();
  if (!changed) return std::unexpected{changed.error()};
  return static_cast<std::size_t>(database.changes());
}

// The process died or the power went: what was under way may or may not have happened.
std::expected<void, JournalFault> recover(const Database& database, OpenReport& report) {
  Transaction transaction{database};
  if (!transaction.begun()) return transaction.begun();
  const auto distrusted = change(database,
                                 "UPDATE applications SET state = 'quarantined', quarantine_reason = 'its state could "
                                 "not be read' WHERE state NOT "
                                 "IN ('sealed', 'sending', 'acknowledged', 'unknown', 'rejected', 'quarantined')");
  if (!distrusted) return std::unexpected{distrusted.error()};
  const auto asked = change(database, "UPDATE applications SET state = 'unknown' WHERE state = 'sending'");
  if (!asked) return std::unexpected{asked.error()};
  const auto unsure = change(database,
                             "UPDATE prints SET state = 'unknown' WHERE state NOT IN ('queued', 'confirmed', 'failed', "
                             "'unknown')");
  if (!unsure) return std::unexpected{unsure.error()};
  report.quarantined = *distrusted;
  report.asked_again = *asked;
  report.prints_unsure = *unsure;
  return transaction.commit();
}

}  // namespace

std::expected<OpenedJournal, JournalFault> Journal::open(const OpenOptions& options, KeyProvider& keys) {
  OpenReport report;
  if (const auto made = make_private_folder(options.folder); !made) return std::unexpected{made.error()};
  if (const auto finished = finish_salvage(options.folder); !finished) return std::unexpected{finished.error()};

  auto database = open_sound(options, keys);
  if (!database && database.error() == JournalFault::Damaged) {
    const auto salvaged = salvage(options, keys);
    if (!salvaged) return std::unexpected{salvaged.error()};
    report.damaged_copy = salvaged->damaged_copy;
    report.salvaged = salvaged->applications;
    database = open_sound(options, keys);
  }
  if (!database) return std::unexpected{database.error()};

  if (const auto recovered = recover(*database, report); !recovered) return std::unexpected{recovered.error()};
  const auto same = same_key(*database, keys);
  if (!same) return std::unexpected{same.error()};
  report.other_key = !*same;

  auto store = std::make_unique<Store>(Store{*std::move(database), &keys, options.limits, report.other_key});
  return OpenedJournal{Journal{std::move(store)}, report};
}

}  // namespace bianmin::journal
