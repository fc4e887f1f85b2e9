// The print jobs' table.
#include <cassert>

#include "kiosk/journal/store.h"

namespace bianmin::journal {
namespace {

constexpr std::size_t kIdCap = 200;  // bytes

// Unknown may still be cleared up by somebody who looks, but nothing waits for it.
bool has_ended(PrintState state) {
  return state == PrintState::Confirmed || state == PrintState::Failed || state == PrintState::Unknown;
}

PrintJob read_job(Query& query) {
  return {.id = query.text(0),
          .submission = {query.text(1)},
          .state = print_state(query.text(2)).value_or(PrintState::Unknown),
          .rung = static_cast<std::uint32_t>(query.number(3))};
}

std::expected<void, JournalFault> insert_job(const Database& database, const PrintJob& job, const Limits& limits) {
  if (job.state != PrintState::Queued) return std::unexpected{JournalFault::IllegalMove};
  {
    Query open{database, "SELECT count(*) FROM prints WHERE state IN ('queued', 'sent')"};
    if (!open.next()) return std::unexpected{open.fault().value_or(JournalFault::Damaged)};
    if (open.number(0) >= limits.open_prints) return std::unexpected{JournalFault::Full};
  }
  return Query{database,
               "INSERT INTO prints(id, submission, state, rung) VALUES(?, ?, ?, ?)",
               job.id,
               job.submission.value,
               to_string(job.state),
               job.rung}
      .run();
}

std::expected<void, JournalFault> move_job(const Database& database, const PrintJob& from, const PrintJob& to,
                                           const Limits& limits) {
  if (!may_move(from.state, to.state)) return std::unexpected{JournalFault::IllegalMove};
  const auto moved =
      Query{database, "UPDATE prints SET state = ?, rung = ? WHERE id = ?", to_string(to.state), to.rung, to.id}.run();
  if (!moved || !has_ended(to.state)) return moved;
  return Query{database,
               "DELETE FROM prints WHERE number IN (SELECT number FROM prints WHERE state NOT IN ('queued', 'sent') "
               "ORDER BY number DESC LIMIT -1 OFFSET ?)",
               std::uint64_t{limits.finished_kept}}
      .run();
}

}  // namespace

std::expected<void, JournalFault> Journal::record_print(const PrintJob& job) {
  assert(!job.id.empty());
  if (job.id.size() > kIdCap || job.submission.value.size() > kIdCap) return std::unexpected{JournalFault::TooLarge};
  Transaction transaction{store_->database};
  if (!transaction.begun()) return transaction.begun();
  const auto known = find_print(job.id);
  if (!known && known.error() != JournalFault::NotFound) return std::unexpected{known.error()};
  const auto recorded = known ? move_job(store_->database, *known, job, store_->limits)
                              : insert_job(store_->database, job, store_->limits);
  if (!recorded) return recorded;
  return transaction.commit();
}

std::expected<std::vector<PrintJob>, JournalFault> Journal::open_prints() const {
  std::vector<PrintJob> jobs;
  Query query{store_->database,
              "SELECT id, submission, state, rung FROM prints WHERE state NOT IN ('confirmed', 'failed') ORDER BY "
              "number"};
  while (query.next()) jobs.push_back(read_job(query));
  if (query.fault()) return std::unexpected{*query.fault()};
  return jobs;
}

std::expected<PrintJob, JournalFault> Journal::find_print(std::string_view id) const {
  Query query{store_->database, "SELECT id, submission, state, rung FROM prints WHERE id = ?", id};
  if (!query.next()) return std::unexpected{query.fault().value_or(JournalFault::NotFound)};
  return read_job(query);
}

}  // namespace bianmin::journal
