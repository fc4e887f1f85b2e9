#include "drivers/host/printer_session.h"

#include <utility>

namespace bianmin::device {

using namespace std::chrono_literals;

namespace {

constexpr auto kCheck = 5s;
constexpr auto kStatusLimit = 2s;
constexpr auto kPrintLimit = 60s;
constexpr auto kRetractLimit = 5s;

PrinterFault fault_of(drivers::PrinterFault fault) {
  switch (fault) {
    case drivers::PrinterFault::NoPaper:
      return PrinterFault::NoPaper;
    case drivers::PrinterFault::CoverOpen:
      return PrinterFault::CoverOpen;
    case drivers::PrinterFault::PaperJam:
    case drivers::PrinterFault::CutterStuck:
      return PrinterFault::CutterJam;
    case drivers::PrinterFault::HeadHot:
      return PrinterFault::HeadHot;
    case drivers::PrinterFault::Offline:
    case drivers::PrinterFault::Broken:
    case drivers::PrinterFault::TooWide:
      return PrinterFault::Offline;
    case drivers::PrinterFault::Silent:
    case drivers::PrinterFault::TookTooLong:
      return PrinterFault::NoAnswer;
    case drivers::PrinterFault::Unplugged:
      return PrinterFault::Disconnected;
    case drivers::PrinterFault::Cancelled:
      return PrinterFault::Cancelled;
  }
  std::unreachable();
}

PrintOutcome outcome_of(drivers::PrintOutcome outcome) {
  switch (outcome) {
    case drivers::PrintOutcome::Confirmed:
      return PrintOutcome::Confirmed;
    case drivers::PrintOutcome::Failed:
      return PrintOutcome::Failed;
    case drivers::PrintOutcome::Unknown:
      return PrintOutcome::Unknown;
  }
  std::unreachable();
}

Paper paper_of(drivers::PaperLevel paper) {
  switch (paper) {
    case drivers::PaperLevel::Plenty:
      return Paper::Enough;
    case drivers::PaperLevel::NearEnd:
      return Paper::NearEnd;
    case drivers::PaperLevel::Out:
      return Paper::Out;
  }
  std::unreachable();
}

}  // namespace

Failure failure_of(drivers::PrinterFault fault) {
  const auto trouble = fault == drivers::PrinterFault::Unplugged ? DeviceTrouble::Unplugged
                       : fault == drivers::PrinterFault::Broken  ? DeviceTrouble::HardwareFault
                                                                 : DeviceTrouble::NoAnswer;
  return {trouble, std::string{to_string(fault)}};
}

PrinterState state_of(const drivers::PrinterStatus& status) {
  PrinterState state;
  state.paper = paper_of(status.paper);
  state.ticket_in_mouth = status.ticket_in_mouth;
  state.cover_open = status.cover_open;
  state.cutter_fault = status.cutter_fault || status.paper_jam;
  state.head_hot = status.head_hot;
  state.offline = status.offline || status.broken;
  return state;
}

PrintFinished finished(Ticket ticket, const drivers::PrintResult& result) {
  return {ticket, outcome_of(result.outcome), static_cast<std::uint8_t>(result.rung),
          result.fault ? fault_of(*result.fault) : PrinterFault::None};
}

PrinterSession::PrinterSession(std::unique_ptr<drivers::ReceiptPrinter> printer, TerminalLink& link)
    : printer_{std::move(printer)}, link_{link}, next_check_{0ms} {}

Outcome PrinterSession::obey(const ToDevice& order) {
  if (const auto* job = std::get_if<Print>(&order)) return print(*job);
  if (std::holds_alternative<QueryPrinter>(order)) return ask(Saying::Always);
  if (std::holds_alternative<EndVisit>(order)) return take_back();
  return {};
}

Outcome PrinterSession::step() {
  if (!next_check_.passed()) return {};
  return ask(Saying::OnChange);
}

Outcome PrinterSession::ask(Saying saying) {
  next_check_ = drivers::Deadline{kCheck};
  const auto status = printer_->status(kStatusLimit, link_.keep_going_unless(ends_everything));
  if (!status && status.error() == drivers::PrinterFault::Cancelled) return {};
  if (!status) return std::unexpected{failure_of(status.error())};
  const auto state = state_of(*status);
  if (saying == Saying::Always || said_ != state) link_.say(state);
  said_ = state;
  return {};
}

Outcome PrinterSession::print(const Print& job) {
  printed_ = true;
  if (job.remnant) printer_->expect_remnant();
  const auto keep_going = link_.keep_going_unless([&job](const ToDevice& order) {
    const auto* cancel = std::get_if<CancelPrint>(&order);
    return ends_everything(order) || (cancel != nullptr && cancel->ticket == job.ticket);
  });
  bool told = false;
  const auto result = printer_->print(job.picture, kPrintLimit, [&](drivers::PrintStage stage) {
    if (stage == drivers::PrintStage::Sent && !std::exchange(told, true)) link_.say(PrintProgress{job.ticket});
    return keep_going();
  });
  link_.say(finished(job.ticket, result));
  if (result.fault == drivers::PrinterFault::Unplugged) return std::unexpected{failure_of(*result.fault)};
  next_check_ = drivers::Deadline{0ms};
  return {};
}

Outcome PrinterSession::take_back() {
  if (!std::exchange(printed_, false)) return {};
  const auto taken = printer_->retract(kRetractLimit, link_.keep_going_unless(ends_everything));
  if (!taken && taken.error() == drivers::PrinterFault::Unplugged) return std::unexpected{failure_of(taken.error())};
  return {};
}

}  // namespace bianmin::device
