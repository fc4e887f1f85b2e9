#include "kiosk/journal/salvage.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "kiosk/journal/folder.h"
#include "kiosk/journal/key_check.h"
#include "kiosk/journal/store.h"

namespace bianmin::journal {
namespace {

constexpr std::string_view kDraftName = "journal.salvage";
constexpr std::string_view kDamagedName = "journal.corrupt-";
constexpr std::uint64_t kProbes = 20'000;  // row numbers tried one by one between two unreadable places

struct Place {
  std::uint64_t number;
  std::string key;
};

// Reads from one end until something is in the way.
void scan(const Database& damaged, const char* direction, std::map<std::uint64_t, std::string>& found) {
  Query query{damaged, std::string{"SELECT number, key FROM applications NOT INDEXED ORDER BY number "} + direction};
  while (query.next()) found.emplace(query.number(0), query.text(1));
}

// From both ends, and then every number between what the two scans reached: a page that cannot be read hides only
// itself.
std::map<std::uint64_t, std::string> find_rows(const Database& damaged) {
  std::map<std::uint64_t, std::string> found;
  scan(damaged, "ASC", found);
  const std::uint64_t low = found.empty() ? 0 : found.rbegin()->first;
  std::map<std::uint64_t, std::string> above;
  scan(damaged, "DESC", above);
  const std::uint64_t high = above.empty() ? 0 : above.begin()->first;
  for (std::uint64_t number = low + 1; number < high && number - low < kProbes; ++number) {
    Query query{damaged, "SELECT key FROM applications NOT INDEXED WHERE number = ?", number};
    if (query.next()) found.emplace(number, query.text(0));
  }
  found.merge(above);
  return found;
}

Entry read_entry(const Database& damaged, std::uint64_t number) {
  Query query{damaged,
              "SELECT key, service, local_number, sealed_at, state, attempts, quarantine_reason FROM applications NOT "
              "INDEXED WHERE number = ?",
              number};
  Entry entry;
  entry.state = ApplicationState::Quarantined;
  if (!query.next()) return entry;
  entry.key.value = query.text(0);
  entry.service.value = query.text(1);
  entry.local_number = query.text(2);
  entry.sealed_at = query.text(3);
  entry.state = application_state(query.text(4)).value_or(ApplicationState::Quarantined);
  entry.attempts = static_cast<std::uint32_t>(query.number(5));
  entry.quarantine_reason = query.text(6);
  return entry;
}

// Bookkeeping and contents apart: contents that cannot be read must not cost the bookkeeping.
Row read_damaged_row(const Database& damaged, std::uint64_t number) {
  Row row;
  row.entry = read_entry(damaged, number);
  Query query{damaged,
              "SELECT wrapped_key, body, context, answer, rejection FROM applications NOT INDEXED WHERE number = ?",
              number};
  if (!query.next()) return row;
  row.wrapped_key = query.blob(0);
  row.body = query.blob(1);
  row.context = query.blob(2);
  row.answer = query.blob(3);
  row.rejection = query.blob(4);
  return row;
}

void judge(Row& row, KeyProvider& keys, bool other_key) {
  if (!is_pending(row.entry.state)) return;
  const auto opened = open_row(row, keys, other_key);
  if (!opened && opened.error() != JournalFault::KeyUnavailable) {
    row.entry.state = ApplicationState::Quarantined;
    row.entry.quarantine_reason = "contents could not be salvaged";
    return;
  }
  row.entry.state = ApplicationState::Unknown;
}

std::expected<std::size_t, JournalFault> copy_applications(const Database& damaged, const Database& draft,
                                                           KeyProvider& keys, bool other_key) {
  std::size_t copied = 0;
  for (const auto& [number, key] : find_rows(damaged)) {
    Row row = read_damaged_row(damaged, number);
    if (row.entry.key.value.empty()) continue;
    judge(row, keys, other_key);
    const auto known = read_row(draft, row.entry.key);
    if (known) continue;
    if (known.error() != JournalFault::NotFound) return std::unexpected{known.error()};
    if (const auto inserted = insert_row(draft, row); !inserted) return std::unexpected{inserted.error()};
    ++copied;
  }
  return copied;
}

std::expected<void, JournalFault> copy_prints(const Database& damaged, const Database& draft) {
  Query query{damaged, "SELECT id, submission, state, rung FROM prints NOT INDEXED ORDER BY number"};
  while (query.next()) {
    const auto inserted =
        Query{draft,         "INSERT OR IGNORE INTO prints(id, submission, state, rung) VALUES(?, ?, ?, ?)",
              query.text(0), query.text(1),
              query.text(2), query.number(3)}
            .run();
    if (!inserted) return inserted;
  }
  return {};
}

std::expected<void, JournalFault> copy_audit(const Database& damaged, const Database& draft) {
  Query ends{damaged, "SELECT anchor, anchor_digest FROM audit_ends WHERE only = 1"};
  if (!ends.next() || ends.blob(1).size() != Digest{}.size()) return {};
  const std::uint64_t anchor = ends.number(0);
  AuditHead last{anchor, {}};
  std::ranges::copy(ends.blob(1), last.digest.begin());
  const Digest anchor_digest = last.digest;

  Query query{damaged, "SELECT number, name, service, local_number, outcome, time, digest FROM audit ORDER BY number"};
  while (query.next()) {
    const AuditEvent event{query.text(1), {query.text(2)}, query.text(3), query.text(4), query.text(5)};
    const Digest wanted = chain(last.digest, last.count + 1, event);
    if (query.number(0) != last.count + 1 || !std::ranges::equal(query.blob(6), wanted)) break;
    last = {last.count + 1, wanted};
    const auto inserted = Query{
        draft,
        "INSERT INTO audit VALUES(?, ?, ?, ?, ?, ?, ?)",
        last.count,
        event.name,
        event.service.value,
        event.local_number,
        event.outcome,
        event.time,
        ByteView{wanted}}.run();
    if (!inserted) return inserted;
  }
  return Query{
      draft,      "UPDATE audit_ends SET anchor = ?, anchor_digest = ?, head = ?, head_digest = ? WHERE only = 1",
      anchor,     ByteView{anchor_digest},
      last.count, ByteView{last.digest}}
      .run();
}

std::expected<std::size_t, JournalFault> copy_all(const Database& damaged, const Database& draft, KeyProvider& keys) {
  Transaction transaction{draft};
  if (!transaction.begun()) return std::unexpected{transaction.begun().error()};
  if (const auto made = create_tables(draft, keys); !made) return std::unexpected{made.error()};
  // Where the check itself cannot be read, rows are judged as if the key were another: kept, and not quarantined.
  const bool other_key = !same_key(damaged, keys).value_or(false);
  const auto copied = copy_applications(damaged, draft, keys, other_key);
  if (!copied) return copied;
  if (const auto prints = copy_prints(damaged, draft); !prints) return std::unexpected{prints.error()};
  if (const auto audit = copy_audit(damaged, draft); !audit) return std::unexpected{audit.error()};
  if (const auto committed = transaction.commit(); !committed) return std::unexpected{committed.error()};
  return copied;
}

std::expected<Database, JournalFault> begin_draft(const OpenOptions& options) {
  const std::filesystem::path file = options.folder / kDraftName;
  std::error_code trouble;
  std::filesystem::remove(file, trouble);
  if (trouble) return std::unexpected{JournalFault::NoAccess};
  if (const auto made = make_private_file(file); !made) return std::unexpected{made.error()};
  auto draft = Database::open(file, options.vfs);
  if (!draft) return draft;
  // A draft that a power cut interrupts is thrown away, so it needs no journal of its own.
  const auto configured =
      draft->run("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;");
  if (!configured) return std::unexpected{configured.error()};
  return draft;
}

// Numbers of the copies that are there, rising.
std::vector<std::uint64_t> damaged_copies(const std::filesystem::path& folder) {
  std::vector<std::uint64_t> numbers;
  std::error_code trouble;
  for (const auto& file : std::filesystem::directory_iterator{folder, trouble}) {
    const std::string name = file.path().filename().string();
    if (!name.starts_with(kDamagedName)) continue;
    std::uint64_t number = 0;
    const char* const end = name.data() + name.size();
    const auto parsed = std::from_chars(name.data() + kDamagedName.size(), end, number);
    if (parsed.ec == std::errc{} && parsed.ptr == end) numbers.push_back(number);
  }
  std::ranges::sort(numbers);
  return numbers;
}

std::filesystem::path damaged_copy(const std::filesystem::path& folder, std::uint64_t number) {
  return folder / (std::string{kDamagedName} + std::to_string(number));
}

std::filesystem::path with_log(std::filesystem::path file) {
  file += "-wal";
  return file;
}

std::expected<void, JournalFault> delete_old_copies(const OpenOptions& options) {
  const std::vector<std::uint64_t> numbers = damaged_copies(options.folder);
  const std::size_t kept = std::min(numbers.size(), options.limits.damaged_copies_kept);
  for (std::size_t index = 0; index + kept < numbers.size(); ++index) {
    std::error_code trouble;
    std::filesystem::remove(damaged_copy(options.folder, numbers[index]), trouble);
    if (!trouble) std::filesystem::remove(with_log(damaged_copy(options.folder, numbers[index])), trouble);
    if (trouble) return std::unexpected{JournalFault::NoAccess};
  }
  return {};
}

// The order makes it safe to be interrupted: while journal.db is there the draft counts for nothing; once it is gone,
// the draft is whole and finish_salvage() goes on from there.
std::expected<std::filesystem::path, JournalFault> put_in_place(const std::filesystem::path& folder) {
  const std::vector<std::uint64_t> numbers = damaged_copies(folder);
  const std::filesystem::path copy = damaged_copy(folder, numbers.empty() ? 1 : numbers.back() + 1);
  const std::filesystem::path file = folder / kDatabaseName;
  if (const auto moved = move_file(file, copy); !moved) return std::unexpected{moved.error()};
  if (const auto moved = move_file(with_log(file), with_log(copy)); !moved) return std::unexpected{moved.error()};
  if (const auto moved = move_file(folder / kDraftName, file); !moved) return std::unexpected{moved.error()};
  return copy;
}

}  // namespace

std::expected<Salvaged, JournalFault> salvage(const OpenOptions& options, KeyProvider& keys) {
  Salvaged salvaged;
  {
    const auto draft = begin_draft(options);
    if (!draft) return std::unexpected{draft.error()};
    const auto damaged = Database::open(options.folder / kDatabaseName, options.vfs);
    if (!damaged) return std::unexpected{damaged.error()};
    // Faults of a damaged database are what is expected here: what it gives is taken, what it does not is left.
    (void)configure(*damaged);
    const auto copied = copy_all(*damaged, *draft, keys);
    if (!copied) return std::unexpected{copied.error()};
    salvaged.applications = *copied;
  }
  auto copy = put_in_place(options.folder);
  if (!copy) return std::unexpected{copy.error()};
  salvaged.damaged_copy = *std::move(copy);
  if (const auto deleted = delete_old_copies(options); !deleted) return std::unexpected{deleted.error()};
  return salvaged;
}

std::expected<void, JournalFault> finish_salvage(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / kDatabaseName;
  std::error_code trouble;
  if (std::filesystem::exists(file, trouble) || trouble) return {};
  if (!std::filesystem::exists(folder / kDraftName, trouble) || trouble) return {};
  const std::vector<std::uint64_t> numbers = damaged_copies(folder);
  const std::filesystem::path copy = damaged_copy(folder, numbers.empty() ? 1 : numbers.back());
  if (const auto moved = move_file(with_log(file), with_log(copy)); !moved) return moved;
  return move_file(folder / kDraftName, file);
}

}  // namespace bianmin::journal
