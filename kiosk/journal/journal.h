#pragma once
// The journal: every application sealed on disk before it is sent, every print job, and the audit chain.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/bytes.h"
#include "kiosk/base/ids.h"
#include "kiosk/journal/application_state.h"
#include "kiosk/journal/audit.h"
#include "kiosk/journal/journal_fault.h"
#include "kiosk/journal/key_provider.h"

namespace bianmin::journal {

// What is sealed. Body and context are personal data and are stored encrypted; the rest stays readable.
struct Application {
  SubmissionKey key;
  ServiceId service;
  Bytes body;                // the exact bytes of the request, sent unchanged at every attempt
  std::string local_number;  // the number on the citizen's receipt
  std::string sealed_at;     // RFC 3339
  Bytes receipt_context;     // what a receipt printed later needs, in the caller's own form
  friend bool operator==(const Application&, const Application&) = default;
};

struct SealedInfo {
  Digest digest{};  // SHA-256 of the body
  std::string local_number;
  friend bool operator==(const SealedInfo&, const SealedInfo&) = default;
};

// An application without its contents.
struct Entry {
  SubmissionKey key;
  ServiceId service;
  std::string local_number;
  std::string sealed_at;
  ApplicationState state = ApplicationState::Sealed;
  std::uint32_t attempts = 0;  // times it went to Sending
  bool contents_kept = true;   // false after forget_contents()
  std::string quarantine_reason;
  friend bool operator==(const Entry&, const Entry&) = default;
};

// An application with its contents, verified.
struct Loaded {
  Application application;
  Digest digest{};
  ApplicationState state = ApplicationState::Sealed;
  Bytes answer;  // the platform's, when Acknowledged
  std::string rejection;
  friend bool operator==(const Loaded&, const Loaded&) = default;
};

struct PrintJob {
  std::string id;
  SubmissionKey submission;
  PrintState state = PrintState::Queued;
  std::uint32_t rung = 0;  // how far down the ladder of ways to hand over a receipt; 0 is the first choice
  friend bool operator==(const PrintJob&, const PrintJob&) = default;
};

struct Limits {
  std::size_t pending = 500;            // applications Sealed, Sending or Unknown; then Full
  std::size_t contents_kept = 2'000;    // applications in any state not yet forgotten; then Full
  std::size_t open_prints = 500;        // print jobs neither Confirmed nor Failed; then Full
  std::size_t finished_kept = 5'000;    // forgotten applications and ended print jobs, each; the oldest are deleted
  std::size_t audit_kept = 200'000;     // events; then the oldest tenth is deleted, and the chain holds on
  std::size_t body = 4U << 20U;         // bytes of body, of receipt context and of an answer, each; then TooLarge
  std::size_t damaged_copies_kept = 3;  // journal.corrupt-<n>; the oldest are deleted
};

struct OpenOptions {
  std::filesystem::path folder;  // made with mode 0700; one that others may enter is set to 0700
  Limits limits;
  std::string vfs;  // the SQLite VFS; empty is the system's
};

// What opening found. Worth a line in the log each, and a technician's look where `damaged_copy` is set.
struct OpenReport {
  std::size_t asked_again = 0;         // applications found Sending, now Unknown
  std::size_t prints_unsure = 0;       // print jobs found Sent, now Unknown
  std::size_t quarantined = 0;         // rows that could not be trusted
  bool other_key = false;              // the key provider's key is not the one the journal was written with
  std::filesystem::path damaged_copy;  // where a damaged database was moved; empty when it was sound
  std::size_t salvaged = 0;            // applications brought over from it
  friend bool operator==(const OpenReport&, const OpenReport&) = default;
};

struct OpenedJournal;

// The outbox and the audit chain on SQLite (WAL, synchronous=FULL: what a call returned is on disk at power loss).
// Thread: the journal's own thread only, from open() to destruction.
//
// After any fault but DiskError nothing was changed. After DiskError from seal() tell the citizen that nothing was
// accepted, and quarantine the key when the journal is open again and holds it.
class Journal {
 public:
  // `keys` outlives the journal.
  [[nodiscard]] static std::expected<OpenedJournal, JournalFault> open(const OpenOptions& options, KeyProvider& keys);

  ~Journal();
  Journal(Journal&&) noexcept;
  Journal& operator=(Journal&&) noexcept;

  // On disk when it returns. Sealing the same bytes under the same key again returns the same.
  [[nodiscard]] std::expected<SealedInfo, JournalFault> seal(const Application& application);

  [[nodiscard]] std::expected<void, JournalFault> mark_sending(const SubmissionKey& key);
  // Back to Sealed: surely nothing arrived, or the platform said that it never saw it.
  [[nodiscard]] std::expected<void, JournalFault> mark_unsent(const SubmissionKey& key);
  [[nodiscard]] std::expected<void, JournalFault> mark_unknown(const SubmissionKey& key);
  // `answer` is stored encrypted, until forget_contents().
  [[nodiscard]] std::expected<void, JournalFault> mark_acknowledged(const SubmissionKey& key, ByteView answer);
  // `reason` may hold the platform's words: stored encrypted.
  [[nodiscard]] std::expected<void, JournalFault> mark_rejected(const SubmissionKey& key, std::string_view reason);
  // `reason` is stored readable: a word, never personal data.
  [[nodiscard]] std::expected<void, JournalFault> quarantine(const SubmissionKey& key, std::string_view reason);

  // Destroys the row's key and its contents. IllegalMove while the application is pending. Once done, done again is
  // fine.
  [[nodiscard]] std::expected<void, JournalFault> forget_contents(const SubmissionKey& key);

  // Sealed, Sending and Unknown, in the order of sealing.
  [[nodiscard]] std::expected<std::vector<Entry>, JournalFault> pending() const;
  // All rows, in the order of sealing.
  [[nodiscard]] std::expected<std::vector<Entry>, JournalFault> entries() const;
  [[nodiscard]] std::expected<Entry, JournalFault> find(const SubmissionKey& key) const;
  // The contents, checked against seal and digest. Tampered quarantines the row when it was pending.
  [[nodiscard]] std::expected<Loaded, JournalFault> load(const SubmissionKey& key);

  // A new job is recorded as Queued first; a known one moves by the table, and keeps its submission.
  [[nodiscard]] std::expected<void, JournalFault> record_print(const PrintJob& job);
  // Neither Confirmed nor Failed, the oldest first.
  [[nodiscard]] std::expected<std::vector<PrintJob>, JournalFault> open_prints() const;
  [[nodiscard]] std::expected<PrintJob, JournalFault> find_print(std::string_view id) const;

  [[nodiscard]] std::expected<AuditHead, JournalFault> append(const AuditEvent& event);
  // How many events were read back and held, or where the chain breaks.
  [[nodiscard]] std::expected<std::uint64_t, AuditBreak> verify() const;
  [[nodiscard]] std::expected<AuditHead, JournalFault> head() const;

 private:
  struct Store;
  explicit Journal(std::unique_ptr<Store> store);
  std::expected<void, JournalFault> close_and_move(const SubmissionKey& key, ApplicationState to, ByteView words);

  std::unique_ptr<Store> store_;
};

struct OpenedJournal {
  Journal journal;
  OpenReport report;
};

}  // namespace bianmin::journal
