#pragma once
// A code scanner at work.
#include <memory>
#include <optional>

#include "drivers/code_scanner/code_scanner.h"
#include "drivers/host/device_session.h"

namespace bianmin::device {

class ScannerSession final : public DeviceSession {
 public:
  ScannerSession(std::unique_ptr<drivers::CodeScanner> scanner, TerminalLink& link);

  [[nodiscard]] Outcome obey(const ToDevice& order) override;
  [[nodiscard]] Outcome step() override;
  [[nodiscard]] std::chrono::milliseconds rest() const override;
  void leave() override;

 private:
  [[nodiscard]] Outcome release();

  std::unique_ptr<drivers::CodeScanner> scanner_;
  TerminalLink& link_;
  std::optional<Ticket> wanted_;  // scanning while set
  drivers::Deadline next_check_;
};

[[nodiscard]] Failure failure_of(drivers::CodeScannerFault fault);

}  // namespace bianmin::device
