#pragma once
// A receipt printer at work.
#include <memory>
#include <optional>

#include "drivers/host/device_session.h"
#include "drivers/receipt_printer/receipt_printer.h"

namespace bianmin::device {

// Says PrinterState when asked, and by itself when it has changed. A job is printed within obey(), beating meanwhile.
class PrinterSession final : public DeviceSession {
 public:
  PrinterSession(std::unique_ptr<drivers::ReceiptPrinter> printer, TerminalLink& link);

  [[nodiscard]] Outcome obey(const ToDevice& order) override;
  [[nodiscard]] Outcome step() override;
  [[nodiscard]] std::chrono::milliseconds rest() const override { return next_check_.left(); }

 private:
  enum class Saying { Always, OnChange };

  [[nodiscard]] Outcome ask(Saying saying);
  [[nodiscard]] Outcome print(const Print& job);
  [[nodiscard]] Outcome take_back();

  std::unique_ptr<drivers::ReceiptPrinter> printer_;
  TerminalLink& link_;
  std::optional<PrinterState> said_;
  bool printed_ = false;  // in this visit: a ticket may be in the mouth
  drivers::Deadline next_check_;
};

[[nodiscard]] Failure failure_of(drivers::PrinterFault fault);
[[nodiscard]] PrinterState state_of(const drivers::PrinterStatus& status);
[[nodiscard]] PrintFinished finished(Ticket ticket, const drivers::PrintResult& result);

}  // namespace bianmin::device
