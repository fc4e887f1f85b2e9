#include "kiosk/journal/store.h"

#include <algorithm>

#include "kiosk/journal/box.h"
#include "kiosk/journal/canonical.h"
#include "kiosk/journal/key_check.h"

namespace bianmin::journal {
namespace {

constexpr std::uint64_t kFormat = 1;
// "BM" and the format: a changed byte in one of the two version fields is damage, not a newer version.
constexpr std::uint64_t kApplicationId = 0x424d'0000;
constexpr std::uint64_t kFormatCap = 0xffff;

constexpr const char* kTables = R"(
CREATE TABLE applications(
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  service TEXT NOT NULL,
  local_number TEXT NOT NULL,
  sealed_at TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  quarantine_reason TEXT NOT NULL,
  wrapped_key BLOB NOT NULL,
  body BLOB NOT NULL,
  context BLOB NOT NULL,
  answer BLOB NOT NULL,
  rejection BLOB NOT NULL) STRICT;
CREATE INDEX applications_by_state ON applications(state);
CREATE TABLE prints(
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  submission TEXT NOT NULL,
  state TEXT NOT NULL,
  rung INTEGER NOT NULL) STRICT;
CREATE INDEX prints_by_state ON prints(state);
CREATE TABLE audit(
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  service TEXT NOT NULL,
  local_number TEXT NOT NULL,
  outcome TEXT NOT NULL,
  time TEXT NOT NULL,
  digest BLOB NOT NULL) STRICT;
CREATE TABLE audit_ends(
  only INTEGER PRIMARY KEY,
  anchor INTEGER NOT NULL,
  anchor_digest BLOB NOT NULL,
  head INTEGER NOT NULL,
  head_digest BLOB NOT NULL) STRICT;
CREATE TABLE key_check(
  only INTEGER PRIMARY KEY,
  wrapped BLOB NOT NULL) STRICT;
)";

std::expected<std::string, JournalFault> schema_of(const Database& database) {
  std::string schema;
  Query query{database, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rootpage"};
  while (query.next()) {
    for (int column = 0; column < 4; ++column) schema += query.text(column) + '\n';
  }
  if (query.fault()) return std::unexpected{*query.fault()};
  return schema;
}

std::expected<std::string, JournalFault> wanted_schema() {
  const auto model = Database::open(":memory:", "");
  if (!model) return std::unexpected{model.error()};
  if (const auto made = model->run(kTables); !made) return std::unexpected{made.error()};
  return schema_of(*model);
}

std::expected<std::uint64_t, JournalFault> pragma_number(const Database& database, std::string_view name) {
  Query query{database, "PRAGMA " + std::string{name}};
  if (!query.next()) return std::unexpected{query.fault().value_or(JournalFault::Damaged)};
  return query.number(0);
}

std::expected<void, JournalFault> check_pages(const Database& database) {
  Query query{database, "PRAGMA integrity_check(1)"};
  if (!query.next()) return std::unexpected{query.fault().value_or(JournalFault::Damaged)};
  if (query.text(0) != "ok") return std::unexpected{JournalFault::Damaged};
  return {};
}

std::expected<Bytes, JournalFault> open_part(const SecretKey& key, const Bytes& box, std::string_view purpose,
                                             const Entry& entry) {
  auto plain = open_box(key, box, binding(purpose, entry));
  if (!plain) return std::unexpected{JournalFault::Tampered};
  return *std::move(plain);
}

}  // namespace

Bytes binding(std::string_view purpose, const Entry& entry) {
  return Canonical{}
      .text(purpose)
      .text(entry.key.value)
      .text(entry.service.value)
      .text(entry.local_number)
      .text(entry.sealed_at)
      .bytes();
}

std::expected<SecretKey, JournalFault> row_key(const Row& row, KeyProvider& keys, bool other_key) {
  if (row.wrapped_key.empty()) return std::unexpected{JournalFault::ContentsForgotten};
  auto key = keys.unwrap(row.wrapped_key, binding(kRowKeyPurpose, row.entry));
  if (key) return *std::move(key);
  // With the right key in hand, a row key that does not open was changed; with another, nothing can be said of the row.
  const bool changed = key.error() == KeyFault::Refused && !other_key;
  return std::unexpected{changed ? JournalFault::Tampered : JournalFault::KeyUnavailable};
}

std::expected<Loaded, JournalFault> open_row(const Row& row, KeyProvider& keys, bool other_key) {
  const auto key = row_key(row, keys, other_key);
  if (!key) return std::unexpected{key.error()};

  Loaded loaded;
  loaded.application.key = row.entry.key;
  loaded.application.service = row.entry.service;
  loaded.application.local_number = row.entry.local_number;
  loaded.application.sealed_at = row.entry.sealed_at;
  loaded.state = row.entry.state;

  auto sealed = open_part(*key, row.body, kBodyPurpose, row.entry);
  if (!sealed) return std::unexpected{sealed.error()};
  if (sealed->size() < loaded.digest.size()) return std::unexpected{JournalFault::Tampered};
  const auto body = std::next(sealed->begin(), static_cast<std::ptrdiff_t>(loaded.digest.size()));
  std::copy(sealed->begin(), body, loaded.digest.begin());
  loaded.application.body.assign(body, sealed->end());
  wipe(*sealed);
  if (sha256(loaded.application.body) != loaded.digest) return std::unexpected{JournalFault::Tampered};

  auto context = open_part(*key, row.context, kContextPurpose, row.entry);
  if (!context) return std::unexpected{context.error()};
  loaded.application.receipt_context = *std::move(context);

  if (!row.answer.empty()) {
    auto answer = open_part(*key, row.answer, kAnswerPurpose, row.entry);
    if (!answer) return std::unexpected{answer.error()};
    loaded.answer = *std::move(answer);
  }
  if (!row.rejection.empty()) {
    auto rejection = open_part(*key, row.rejection, kRejectionPurpose, row.entry);
    if (!rejection) return std::unexpected{rejection.error()};
    loaded.rejection = bianmin::to_string(*rejection);
    wipe(*rejection);
  }
  return loaded;
}

std::expected<Row, JournalFault> read_row(const Database& database, const SubmissionKey& key) {
  Query query{database,
              "SELECT number, key, service, local_number, sealed_at, state, attempts, quarantine_reason, wrapped_key, "
              "body, context, answer, rejection FROM applications WHERE key = ?",
              key.value};
  if (!query.next()) return std::unexpected{query.fault().value_or(JournalFault::NotFound)};
  Row row;
  row.number = query.number(0);
  row.entry.key.value = query.text(1);
  row.entry.service.value = query.text(2);
  row.entry.local_number = query.text(3);
  row.entry.sealed_at = query.text(4);
  row.entry.state = application_state(query.text(5)).value_or(ApplicationState::Quarantined);
  row.entry.attempts = static_cast<std::uint32_t>(query.number(6));
  row.entry.quarantine_reason = query.text(7);
  row.wrapped_key = query.blob(8);
  row.body = query.blob(9);
  row.context = query.blob(10);
  row.answer = query.blob(11);
  row.rejection = query.blob(12);
  row.entry.contents_kept = !row.wrapped_key.empty();
  return row;
}

std::expected<void, JournalFault> insert_row(const Database& database, const Row& row) {
  return Query{database,
               "INSERT INTO applications(key, service, local_number, sealed_at, state, attempts, quarantine_reason, "
               "wrapped_key, body, context, answer, rejection) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               row.entry.key.value,
               row.entry.service.value,
               row.entry.local_number,
               row.entry.sealed_at,
               to_string(row.entry.state),
               row.entry.attempts,
               row.entry.quarantine_reason,
               row.wrapped_key,
               row.body,
               row.context,
               row.answer,
               row.rejection}
      .run();
}

std::expected<void, JournalFault> configure(const Database& database) {
  return database.run(
      "PRAGMA locking_mode = EXCLUSIVE;"
      "PRAGMA journal_mode = WAL;"
      "PRAGMA synchronous = FULL;"
      "PRAGMA secure_delete = ON;"
      "PRAGMA temp_store = MEMORY;"
      "PRAGMA trusted_schema = OFF;"
      "PRAGMA cell_size_check = ON;"
      "PRAGMA journal_size_limit = 4194304;");
}

std::expected<void, JournalFault> create_tables(const Database& database, KeyProvider& keys) {
  const Digest nothing{};
  if (const auto made = database.run(kTables); !made) return made;
  if (const auto set = database.run("PRAGMA user_version = " + std::to_string(kFormat) +
                                    "; PRAGMA application_id = " + std::to_string(kApplicationId | kFormat));
      !set) {
    return set;
  }
  const auto ends =
      Query{database, "INSERT INTO audit_ends VALUES(1, 0, ?, 0, ?)", ByteView{nothing}, ByteView{nothing}}.run();
  if (!ends) return ends;
  return write_key_check(database, keys);
}

std::expected<Condition, JournalFault> inspect(const Database& database) {
  if (const auto pages = check_pages(database); !pages) return std::unexpected{pages.error()};
  const auto format = pragma_number(database, "user_version");
  if (!format) return std::unexpected{format.error()};
  const auto application = pragma_number(database, "application_id");
  if (!application) return std::unexpected{application.error()};
  const auto schema = schema_of(database);
  if (!schema) return std::unexpected{schema.error()};

  if (schema->empty() && *format == 0 && *application == 0) return Condition::Empty;
  if (*format == 0 || *format > kFormatCap || *application != (kApplicationId | *format)) {
    return std::unexpected{JournalFault::Damaged};
  }
  if (*format > kFormat) return std::unexpected{JournalFault::NewerFormat};
  const auto wanted = wanted_schema();
  if (!wanted) return std::unexpected{wanted.error()};
  if (*schema != *wanted) return std::unexpected{JournalFault::Damaged};
  return Condition::Sound;
}

}  // namespace bianmin::journal
