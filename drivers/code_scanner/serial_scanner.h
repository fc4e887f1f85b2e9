#pragma once
// The driver of a scanner on a serial line (RS-232, CDC-ACM), in one of the dialects of dialect.h.
#include <memory>

#include "drivers/code_scanner/code_lines.h"
#include "drivers/code_scanner/code_scanner.h"
#include "drivers/code_scanner/dialect.h"
#include "drivers/transport/deadline.h"
#include "drivers/transport/transport.h"

namespace bianmin::drivers {

class SerialScanner final : public CodeScanner {
 public:
  // `dialect` must outlive the object; those of scanner_dialects() do.
  SerialScanner(std::unique_ptr<Transport> transport, const ScannerDialect& dialect);

  [[nodiscard]] std::expected<std::string, CodeScannerFault> set_up(const KeepGoing& keep_going) override;
  [[nodiscard]] std::expected<void, CodeScannerFault> trigger() override;
  [[nodiscard]] std::expected<void, CodeScannerFault> release() override;
  [[nodiscard]] std::expected<std::optional<Code>, CodeScannerFault> next_code(
      std::chrono::milliseconds limit) override;
  [[nodiscard]] std::expected<void, CodeScannerFault> check() override;

 private:
  struct Answer {
    bool taken;
    Bytes rest;  // what came behind it: perhaps a code already
  };

  [[nodiscard]] std::expected<void, CodeScannerFault> send(std::string_view bytes);
  [[nodiscard]] std::expected<Answer, CodeScannerFault> await_answer(const KeepGoing& keep_going);
  // A scanner lets go of the trigger by itself after each code, also after one that we refuse: so it is pulled again.
  [[nodiscard]] std::expected<void, CodeScannerFault> pull();

  std::unique_ptr<Transport> transport_;
  const ScannerDialect& dialect_;
  std::string_view symbology_;  // empty until the set-up was taken
  CodeLines lines_;
  std::size_t refused_seen_ = 0;
  Deadline rest_{std::chrono::milliseconds{0}};  // until the trigger may be pulled again
};

}  // namespace bianmin::drivers
