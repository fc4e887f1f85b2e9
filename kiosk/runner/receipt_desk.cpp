#include "kiosk/runner/receipt_desk.h"

#include <spdlog/spdlog.h>

#include <string>
#include <utility>

#include "screens/receipt/layout.h"

namespace bianmin::runner {
namespace {

using journal::Journal;
using journal::PrintState;

std::string job_id(const SubmissionKey& key, Ticket ticket) {
  return key.value + "/receipt-" + std::to_string(ticket.value);
}

PrintState state_of(device::PrintOutcome outcome) {
  switch (outcome) {
    case device::PrintOutcome::Confirmed:
      return PrintState::Confirmed;
    case device::PrintOutcome::Failed:
      return PrintState::Failed;
    case device::PrintOutcome::Unknown:
      return PrintState::Unknown;
  }
  std::unreachable();
}

}  // namespace

void ReceiptDesk::print(const flow::PrintReceipt& order) {
  {
    const std::lock_guard lock{mutex_};
    wanted_ = order.ticket;
  }
  if (!desk_.post([this, order] { lay_out_and_send(order); })) fail(order.ticket);
}

void ReceiptDesk::lay_out_and_send(const flow::PrintReceipt& order) {
  auto laid = receipt::lay_out(order.document, {width_, order.large_print});
  if (!laid) {
    spdlog::error("a receipt cannot be laid out: {}", receipt::to_string(laid.error()));
    return fail(order.ticket);
  }
  if (!note_sent(order)) return fail(order.ticket);
  {
    // Held while it is sent: an order to give up comes before the job is sent, or behind it.
    const std::lock_guard lock{mutex_};
    jobs_.insert_or_assign(order.ticket, order.key);
    if (wanted_ == order.ticket) {
      return ways_.to_printer(device::Print{order.ticket, std::move(laid->bitmap), remnant_});
    }
  }
  note({order.ticket, device::PrintOutcome::Failed, 0, device::PrinterFault::Cancelled});
}

// "Sent" is on disk before the first byte goes: after a crash the job is doubtful, never forgotten.
bool ReceiptDesk::note_sent(const flow::PrintReceipt& order) {
  return journal_.ask([&](Journal* journal) {
    if (journal == nullptr) return false;
    for (const auto state : {PrintState::Queued, PrintState::Sent}) {
      const auto noted = journal->record_print({job_id(order.key, order.ticket), order.key, state, 0});
      if (noted) continue;
      spdlog::error("journal: a print job cannot be recorded: {}", journal::to_string(noted.error()));
      return false;
    }
    return true;
  });
}

void ReceiptDesk::fail(Ticket ticket) {
  ways_.tell(flow::PrintFinished{ticket, flow::PrintOutcome::Failed, flow::ReceiptProblem::NotPrinted});
}

void ReceiptDesk::cancel() {
  std::optional<Ticket> job;
  {
    const std::lock_guard lock{mutex_};
    job = std::exchange(wanted_, std::nullopt);
  }
  if (job) ways_.to_printer(device::CancelPrint{*job});
}

void ReceiptDesk::give_up() {
  const std::lock_guard lock{mutex_};
  wanted_.reset();
}

void ReceiptDesk::note(const device::PrintFinished& finished) {
  SubmissionKey key;
  {
    const std::lock_guard lock{mutex_};
    const auto job = jobs_.extract(finished.ticket);
    if (job.empty()) return;
    key = job.mapped();
    if (finished.outcome == device::PrintOutcome::Confirmed) remnant_ = false;
    if (finished.fault == device::PrinterFault::Disconnected) remnant_ = true;
  }
  const journal::PrintJob job{job_id(key, finished.ticket), key, state_of(finished.outcome), finished.rung};
  const bool posted = journal_.post([job](Journal* journal) {
    if (journal == nullptr) return;
    if (const auto noted = journal->record_print(job); !noted) {
      spdlog::error("journal: the end of a print job cannot be recorded: {}", journal::to_string(noted.error()));
    }
  });
  if (!posted) spdlog::error("the end of a print job is not recorded, too much is waiting already");
}

void ReceiptDesk::note_lost() {
  std::map<Ticket, SubmissionKey> lost;
  {
    const std::lock_guard lock{mutex_};
    lost = jobs_;
  }
  for (const auto& [ticket, key] : lost) {
    note({ticket, device::PrintOutcome::Unknown, 0, device::PrinterFault::Disconnected});
  }
}

}  // namespace bianmin::runner
