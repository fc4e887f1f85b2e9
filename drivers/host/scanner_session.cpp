#include "drivers/host/scanner_session.h"

#include <utility>

namespace bianmin::device {

using namespace std::chrono_literals;
using drivers::CodeScannerFault;

namespace {

constexpr auto kCheck = 1s;

}  // namespace

Failure failure_of(CodeScannerFault fault) {
  const auto trouble = fault == CodeScannerFault::Unplugged ? DeviceTrouble::Unplugged : DeviceTrouble::NoAnswer;
  return {trouble, std::string{to_string(fault)}};
}

ScannerSession::ScannerSession(std::unique_ptr<drivers::CodeScanner> scanner, TerminalLink& link)
    : scanner_{std::move(scanner)}, link_{link}, next_check_{kCheck} {}

Outcome ScannerSession::obey(const ToDevice& order) {
  if (const auto* start = std::get_if<StartScanning>(&order)) {
    wanted_ = start->ticket;
    const auto triggered = scanner_->trigger();
    if (!triggered) return std::unexpected{failure_of(triggered.error())};
  } else if (std::holds_alternative<StopScanning>(order) || std::holds_alternative<EndVisit>(order)) {
    return release();
  }
  return {};
}

Outcome ScannerSession::release() {
  if (!wanted_) return {};
  wanted_.reset();
  const auto released = scanner_->release();
  if (!released) return std::unexpected{failure_of(released.error())};
  return {};
}

Outcome ScannerSession::step() {
  if (wanted_) {
    // In slices, because the terminal may say stop meanwhile.
    const auto code = scanner_->next_code(drivers::kSlice);
    if (!code) return std::unexpected{failure_of(code.error())};
    if (!*code) return {};
    link_.say(CodeScanned{*wanted_, (*code)->symbology, (*code)->text});
    return release();
  }
  if (!next_check_.passed()) return {};
  next_check_ = drivers::Deadline{kCheck};
  const auto alive = scanner_->check();
  if (!alive) return std::unexpected{failure_of(alive.error())};
  return {};
}

std::chrono::milliseconds ScannerSession::rest() const { return wanted_ ? 0ms : next_check_.left(); }

void ScannerSession::leave() {
  // The process ends next, whatever the scanner answers.
  static_cast<void>(release());
}

}  // namespace bianmin::device
