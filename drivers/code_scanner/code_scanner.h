#pragma once
// A scanner of bar codes and QR codes, in words the rest of the terminal understands.
#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "drivers/transport/keep_going.h"

namespace bianmin::drivers {

enum class CodeScannerFault {
  Unplugged,  // the line is gone; destroy the object and open a new one
  NoAnswer,   // it should have answered its set-up, or takes no more bytes
  Stopped,    // the caller's KeepGoing said so
};

[[nodiscard]] std::string_view to_string(CodeScannerFault fault);

struct Code {
  std::string symbology;  // "qr", "pdf417" …; empty where the scanner does not say
  std::string text;       // UTF-8 without controls, never empty
  friend bool operator==(const Code&, const Code&) = default;
};

// Thread: the device process's only thread. What arrives while it is not triggered is dropped: a code held up before
// the terminal asks for one is nobody's answer.
class CodeScanner {
 public:
  virtual ~CodeScanner() = default;

  // Puts the scanner's volatile settings where we need them. Gives what it refused, for the technician; empty when all
  // was taken or this scanner does not answer.
  [[nodiscard]] virtual std::expected<std::string, CodeScannerFault> set_up(const KeepGoing& keep_going) = 0;

  [[nodiscard]] virtual std::expected<void, CodeScannerFault> trigger() = 0;
  [[nodiscard]] virtual std::expected<void, CodeScannerFault> release() = 0;

  // Waits at most `limit`. Empty means that no code came, which is no fault.
  [[nodiscard]] virtual std::expected<std::optional<Code>, CodeScannerFault> next_code(
      std::chrono::milliseconds limit) = 0;

  // Says only whether it is still plugged in.
  [[nodiscard]] virtual std::expected<void, CodeScannerFault> check() = 0;
};

}  // namespace bianmin::drivers
