// The audit chain's table.
#include <algorithm>

#include "kiosk/journal/store.h"

namespace bianmin::journal {
namespace {

struct Ends {
  AuditHead anchor;  // the last event deleted
  AuditHead head;
};

bool read_digest(const Bytes& bytes, Digest& digest) {
  if (bytes.size() != digest.size()) return false;
  std::ranges::copy(bytes, digest.begin());
  return true;
}

std::expected<Ends, JournalFault> read_ends(const Database& database) {
  Query query{database, "SELECT anchor, anchor_digest, head, head_digest FROM audit_ends WHERE only = 1"};
  if (!query.next()) return std::unexpected{query.fault().value_or(JournalFault::Damaged)};
  Ends ends;
  ends.anchor.count = query.number(0);
  ends.head.count = query.number(2);
  if (!read_digest(query.blob(1), ends.anchor.digest) || !read_digest(query.blob(3), ends.head.digest)) {
    return std::unexpected{JournalFault::Damaged};
  }
  return ends;
}

// Not in the middle of a character.
std::string cut(const std::string& text) {
  std::size_t size = std::min(text.size(), kAuditFieldCap);
  if (size < text.size()) {
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80U) --size;
  }
  return text.substr(0, size);
}

AuditEvent cut(const AuditEvent& event) {
  return {cut(event.name), {cut(event.service.value)}, cut(event.local_number), cut(event.outcome), cut(event.time)};
}

// The chain then starts at the digest of the last event deleted.
std::expected<void, JournalFault> delete_oldest(const Database& database, std::uint64_t last) {
  const auto moved = Query{database,
                           "UPDATE audit_ends SET anchor = ?1, anchor_digest = (SELECT digest FROM audit WHERE number "
                           "= ?1) WHERE only = 1",
                           last}
                         .run();
  if (!moved) return moved;
  return Query{database, "DELETE FROM audit WHERE number <= ?", last}.run();
}

}  // namespace

std::expected<AuditHead, JournalFault> Journal::append(const AuditEvent& event) {
  const Database& database = store_->database;
  const AuditEvent kept = cut(event);
  Transaction transaction{database};
  if (!transaction.begun()) return std::unexpected{transaction.begun().error()};
  const auto ends = read_ends(database);
  if (!ends) return std::unexpected{ends.error()};

  const std::uint64_t number = ends->head.count + 1;
  const AuditHead head{number, chain(ends->head.digest, number, kept)};
  const auto inserted = Query{
      database,
      "INSERT INTO audit VALUES(?, ?, ?, ?, ?, ?, ?)",
      number,
      kept.name,
      kept.service.value,
      kept.local_number,
      kept.outcome,
      kept.time,
      ByteView{head.digest}}.run();
  if (!inserted) return std::unexpected{inserted.error()};
  const auto moved = Query{
      database, "UPDATE audit_ends SET head = ?, head_digest = ? WHERE only = 1", number,
      ByteView{
          head.digest}}.run();
  if (!moved) return std::unexpected{moved.error()};
  if (number - ends->anchor.count > store_->limits.audit_kept) {
    const std::uint64_t tenth = std::max<std::uint64_t>(1, store_->limits.audit_kept / 10);
    if (const auto pruned = delete_oldest(database, ends->anchor.count + tenth); !pruned) {
      return std::unexpected{pruned.error()};
    }
  }
  if (const auto committed = transaction.commit(); !committed) return std::unexpected{committed.error()};
  return head;
}

std::expected<std::uint64_t, AuditBreak> Journal::verify() const {
  const auto ends = read_ends(store_->database);
  if (!ends) return std::unexpected{AuditBreak{0, AuditBreakKind::Unreadable}};
  AuditHead last = ends->anchor;
  Query query{store_->database,
              "SELECT number, name, service, local_number, outcome, time, digest FROM audit ORDER BY number"};
  while (query.next()) {
    const std::uint64_t number = query.number(0);
    const AuditEvent event{query.text(1), {query.text(2)}, query.text(3), query.text(4), query.text(5)};
    if (number != last.count + 1) return std::unexpected{AuditBreak{last.count + 1, AuditBreakKind::Missing}};
    Digest stored{};
    if (!read_digest(query.blob(6), stored) || stored != chain(last.digest, number, event)) {
      return std::unexpected{AuditBreak{number, AuditBreakKind::Changed}};
    }
    last = {number, stored};
  }
  if (query.fault()) return std::unexpected{AuditBreak{last.count + 1, AuditBreakKind::Unreadable}};
  if (last.count < ends->head.count) return std::unexpected{AuditBreak{last.count + 1, AuditBreakKind::Missing}};
  if (last != ends->head) return std::unexpected{AuditBreak{last.count, AuditBreakKind::Changed}};
  return last.count - ends->anchor.count;
}

std::expected<AuditHead, JournalFault> Journal::head() const {
  const auto ends = read_ends(store_->database);
  if (!ends) return std::unexpected{ends.error()};
  return ends->head;
}

}  // namespace bianmin::journal
