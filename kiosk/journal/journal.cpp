#include "kiosk/journal/journal.h"

#include <cassert>
#include <utility>

#include "kiosk/journal/box.h"
#include "kiosk/journal/store.h"

namespace bianmin::journal {
namespace {

constexpr std::size_t kNameCap = 200;     // bytes of a key, a service id, a local number
constexpr std::size_t kReasonCap = 4096;  // bytes

constexpr const char* kPendingStates = "('sealed', 'sending', 'unknown')";

bool within_caps(const Application& application, const Limits& limits) {
  return application.key.value.size() <= kNameCap && application.service.value.size() <= kNameCap &&
         application.local_number.size() <= kNameCap && application.sealed_at.size() <= kNameCap &&
         application.body.size() <= limits.body && application.receipt_context.size() <= limits.body;
}

std::expected<Bytes, JournalFault> close_part(const SecretKey& key, ByteView plain, std::string_view purpose,
                                              const Entry& entry) {
  auto box = close_box(key, plain, binding(purpose, entry));
  if (!box) return std::unexpected{JournalFault::KeyUnavailable};
  return *std::move(box);
}

std::expected<Row, JournalFault> close_row(const Application& application, const Digest& digest, KeyProvider& keys) {
  Row row;
  row.entry.key = application.key;
  row.entry.service = application.service;
  row.entry.local_number = application.local_number;
  row.entry.sealed_at = application.sealed_at;

  const auto key = random_key();
  if (!key) return std::unexpected{JournalFault::KeyUnavailable};
  auto wrapped = keys.wrap(*key, binding(kRowKeyPurpose, row.entry));
  if (!wrapped) return std::unexpected{JournalFault::KeyUnavailable};
  row.wrapped_key = *std::move(wrapped);

  Bytes plain;
  plain.reserve(digest.size() + application.body.size());
  plain.insert(plain.end(), digest.begin(), digest.end());
  plain.insert(plain.end(), application.body.begin(), application.body.end());
  auto body = close_part(*key, plain, kBodyPurpose, row.entry);
  wipe(plain);
  if (!body) return std::unexpected{body.error()};
  row.body = *std::move(body);

  auto context = close_part(*key, application.receipt_context, kContextPurpose, row.entry);
  if (!context) return std::unexpected{context.error()};
  row.context = *std::move(context);
  return row;
}

// Faults of load() that only a row which exists can give.
bool is_there(JournalFault fault) {
  return fault == JournalFault::Tampered || fault == JournalFault::ContentsForgotten ||
         fault == JournalFault::KeyUnavailable;
}

std::expected<std::uint64_t, JournalFault> count(const Database& database, const std::string& condition) {
  Query query{database, "SELECT count(*) FROM applications WHERE " + condition};
  if (!query.next()) return std::unexpected{query.fault().value_or(JournalFault::Damaged)};
  return query.number(0);
}

std::expected<void, JournalFault> check_room(const Database& database, const Limits& limits) {
  const auto pending = count(database, std::string{"state IN "} + kPendingStates);
  if (!pending) return std::unexpected{pending.error()};
  const auto kept = count(database, "length(wrapped_key) > 0");
  if (!kept) return std::unexpected{kept.error()};
  if (*pending >= limits.pending || *kept >= limits.contents_kept) return std::unexpected{JournalFault::Full};
  return {};
}

std::expected<std::vector<Entry>, JournalFault> read_entries(const Database& database, const std::string& condition) {
  std::vector<Entry> entries;
  Query query{database,
              "SELECT key, service, local_number, sealed_at, state, attempts, length(wrapped_key), quarantine_reason "
              "FROM applications " +
                  condition + " ORDER BY number"};
  while (query.next()) {
    entries.push_back({.key = {query.text(0)},
                       .service = {query.text(1)},
                       .local_number = query.text(2),
                       .sealed_at = query.text(3),
                       .state = application_state(query.text(4)).value_or(ApplicationState::Quarantined),
                       .attempts = static_cast<std::uint32_t>(query.number(5)),
                       .contents_kept = query.number(6) != 0,
                       .quarantine_reason = query.text(7)});
  }
  if (query.fault()) return std::unexpected{*query.fault()};
  return entries;
}

// Moves by the table. `also`, where given, is a statement with its values that belongs to the same transaction.
template <typename... Values>
std::expected<void, JournalFault> move(const Database& database, const SubmissionKey& key, ApplicationState to,
                                       std::string_view also = "", const Values&... values) {
  Transaction transaction{database};
  if (!transaction.begun()) return transaction.begun();
  {
    Query query{database, "SELECT state FROM applications WHERE key = ?", key.value};
    if (!query.next()) return std::unexpected{query.fault().value_or(JournalFault::NotFound)};
    const auto from = application_state(query.text(0)).value_or(ApplicationState::Quarantined);
    if (!may_move(from, to)) return std::unexpected{JournalFault::IllegalMove};
  }
  const auto moved = Query{database, "UPDATE applications SET state = ? WHERE key = ?", to_string(to), key.value}.run();
  if (!moved) return moved;
  if (!also.empty()) {
    if (const auto added = Query{database, also, values...}.run(); !added) return added;
  }
  return transaction.commit();
}

}  // namespace

Journal::Journal(std::unique_ptr<Store> store) : store_{std::move(store)} {}
Journal::~Journal() = default;
Journal::Journal(Journal&&) noexcept = default;
Journal& Journal::operator=(Journal&&) noexcept = default;

std::expected<SealedInfo, JournalFault> Journal::seal(const Application& application) {
  assert(!application.key.value.empty());
  if (!within_caps(application, store_->limits)) return std::unexpected{JournalFault::TooLarge};
  const SealedInfo info{sha256(application.body), application.local_number};

  const auto known = load(application.key);
  if (known && known->application == application) return info;
  if (known || is_there(known.error())) return std::unexpected{JournalFault::AlreadySealed};
  if (known.error() != JournalFault::NotFound) return std::unexpected{known.error()};

  const auto row = close_row(application, info.digest, *store_->keys);
  if (!row) return std::unexpected{row.error()};
  Transaction transaction{store_->database};
  if (!transaction.begun()) return std::unexpected{transaction.begun().error()};
  if (const auto room = check_room(store_->database, store_->limits); !room) return std::unexpected{room.error()};
  if (const auto inserted = insert_row(store_->database, *row); !inserted) return std::unexpected{inserted.error()};
  if (const auto committed = transaction.commit(); !committed) return std::unexpected{committed.error()};
  return info;
}

std::expected<void, JournalFault> Journal::mark_sending(const SubmissionKey& key) {
  return move(store_->database, key, ApplicationState::Sending,
              "UPDATE applications SET attempts = attempts + 1 WHERE key = ?", key.value);
}

std::expected<void, JournalFault> Journal::mark_unsent(const SubmissionKey& key) {
  return move(store_->database, key, ApplicationState::Sealed);
}

std::expected<void, JournalFault> Journal::mark_unknown(const SubmissionKey& key) {
  return move(store_->database, key, ApplicationState::Unknown);
}

std::expected<void, JournalFault> Journal::mark_acknowledged(const SubmissionKey& key, ByteView answer) {
  return close_and_move(key, ApplicationState::Acknowledged, answer);
}

std::expected<void, JournalFault> Journal::mark_rejected(const SubmissionKey& key, std::string_view reason) {
  return close_and_move(key, ApplicationState::Rejected, as_bytes(reason.substr(0, kReasonCap)));
}

std::expected<void, JournalFault> Journal::quarantine(const SubmissionKey& key, std::string_view reason) {
  return move(store_->database, key, ApplicationState::Quarantined,
              "UPDATE applications SET quarantine_reason = ? WHERE key = ?", reason.substr(0, kNameCap), key.value);
}

std::expected<void, JournalFault> Journal::close_and_move(const SubmissionKey& key, ApplicationState to,
                                                          ByteView words) {
  if (words.size() > store_->limits.body) return std::unexpected{JournalFault::TooLarge};
  const auto row = read_row(store_->database, key);
  if (!row) return std::unexpected{row.error()};
  if (!may_move(row->entry.state, to)) return std::unexpected{JournalFault::IllegalMove};
  const bool answered = to == ApplicationState::Acknowledged;
  const auto opened = row_key(*row, *store_->keys, store_->other_key);
  // The platform's word stands even where the row's key is lost: then only the state is kept.
  if (!opened) return move(store_->database, key, to);
  const auto box = close_part(*opened, words, answered ? kAnswerPurpose : kRejectionPurpose, row->entry);
  if (!box) return std::unexpected{box.error()};
  return move(store_->database, key, to,
              answered ? "UPDATE applications SET answer = ? WHERE key = ?"
                       : "UPDATE applications SET rejection = ? WHERE key = ?",
              *box, key.value);
}

std::expected<void, JournalFault> Journal::forget_contents(const SubmissionKey& key) {
  const Database& database = store_->database;
  {
    Transaction transaction{database};
    if (!transaction.begun()) return transaction.begun();
    const auto entry = find(key);
    if (!entry) return std::unexpected{entry.error()};
    if (is_pending(entry->state)) return std::unexpected{JournalFault::IllegalMove};
    const auto emptied = Query{database,
                               "UPDATE applications SET wrapped_key = x'', body = x'', context = x'', answer = x'', "
                               "rejection = x'' WHERE key = ?",
                               key.value}
                             .run();
    if (!emptied) return emptied;
    const auto pruned = Query{database,
                              "DELETE FROM applications WHERE number IN (SELECT number FROM applications WHERE "
                              "length(wrapped_key) = 0 ORDER BY number DESC LIMIT -1 OFFSET ?)",
                              std::uint64_t{store_->limits.finished_kept}}
                            .run();
    if (!pruned) return pruned;
    if (const auto committed = transaction.commit(); !committed) return committed;
  }
  // Until it is folded in, the write-ahead log still holds the row's key and contents.
  return database.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

std::expected<std::vector<Entry>, JournalFault> Journal::pending() const {
  return read_entries(store_->database, std::string{"WHERE state IN "} + kPendingStates);
}

std::expected<std::vector<Entry>, JournalFault> Journal::entries() const { return read_entries(store_->database, ""); }

std::expected<Entry, JournalFault> Journal::find(const SubmissionKey& key) const {
  auto row = read_row(store_->database, key);
  if (!row) return std::unexpected{row.error()};
  return std::move(row->entry);
}

std::expected<Loaded, JournalFault> Journal::load(const SubmissionKey& key) {
  const auto row = read_row(store_->database, key);
  if (!row) return std::unexpected{row.error()};
  auto loaded = open_row(*row, *store_->keys, store_->other_key);
  if (loaded || loaded.error() != JournalFault::Tampered || !is_pending(row->entry.state)) return loaded;
  if (const auto set_aside = quarantine(key, "contents fail their seal"); !set_aside) {
    return std::unexpected{set_aside.error()};
  }
  return loaded;
}

}  // namespace bianmin::journal
