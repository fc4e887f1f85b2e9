#pragma once
// A receipt printer, in words the rest of the terminal understands.
#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string_view>

#include "drivers/transport/keep_going.h"
#include "kiosk/base/bitmap.h"

namespace bianmin::drivers {

// What keeps a ticket from coming out. Field staff mend the first group by hand.
enum class PrinterFault {
  NoPaper,
  CoverOpen,
  PaperJam,
  CutterStuck,
  HeadHot,  // or another condition that passes by itself

  Offline,    // it answers, refuses to print, and does not say why
  Broken,     // it reports a failure that needs repair
  Silent,     // no answer in time: neither "fine" nor "no paper"
  Unplugged,  // the line is gone; destroy the driver and open a new one

  TooWide,      // the picture is wider than the paper
  TookTooLong,  // the job's limit passed while the printer was still at it
  Cancelled,    // the caller asked to stop
};

[[nodiscard]] std::string_view to_string(PrinterFault fault);

enum class PaperLevel { Plenty, NearEnd, Out };

[[nodiscard]] std::string_view to_string(PaperLevel paper);

// What the printer says of itself.
struct PrinterStatus {
  PaperLevel paper = PaperLevel::Plenty;
  bool cover_open = false;
  bool paper_jam = false;
  bool cutter_fault = false;
  bool head_hot = false;  // or another condition that passes by itself
  bool broken = false;
  bool offline = false;
  bool ticket_in_mouth = false;  // printed and not yet taken; known only from printers with a presenter

  // What keeps it from printing now, the most telling first. Empty: it can print.
  [[nodiscard]] std::optional<PrinterFault> fault() const;

  friend bool operator==(const PrinterStatus&, const PrinterStatus&) = default;
};

// How well a print is proven, best first; None when it is not.
enum class ProofRung : std::uint8_t {
  None = 0,
  PrintingComplete = 1,  // the printer echoed the job's own id after printing
  BytesRead = 2,         // the printer answered a question that stood behind the last byte of the job
  StatusOnly = 3,        // its status was good before and after; weak
};

enum class PrintOutcome {
  Confirmed,  // the whole ticket came out
  Failed,     // the ticket cannot have come out whole
  Unknown,    // it may have come out whole: never print it again without asking
};

[[nodiscard]] std::string_view to_string(PrintOutcome outcome);

struct PrintResult {
  PrintOutcome outcome = PrintOutcome::Failed;
  ProofRung rung = ProofRung::None;   // None unless Confirmed
  std::optional<PrinterFault> fault;  // empty only when Confirmed

  [[nodiscard]] static PrintResult confirmed(ProofRung rung) { return {PrintOutcome::Confirmed, rung, std::nullopt}; }
  [[nodiscard]] static PrintResult failed(PrinterFault fault) { return {PrintOutcome::Failed, ProofRung::None, fault}; }
  [[nodiscard]] static PrintResult unknown(PrinterFault fault) {
    return {PrintOutcome::Unknown, ProofRung::None, fault};
  }
  friend bool operator==(const PrintResult&, const PrintResult&) = default;
};

enum class PrintStage {
  NotSent,  // nothing of a ticket has left us: asking for the status, clearing up
  Sending,
  Sent,  // the line has taken every byte: from here on the ticket may come out whatever we do
};

// A KeepGoing that is told how far the ticket has come.
using PrintWatch = std::function<bool(PrintStage)>;

// Thread: the device process's only thread. Every call blocks no longer than its limit and a short while of clearing
// up. After Unplugged the object is spent: destroy it and open a new one.
class ReceiptPrinter {
 public:
  virtual ~ReceiptPrinter() = default;

  // Dots across the paper; a picture may be narrower, never wider.
  [[nodiscard]] virtual std::uint32_t width() const = 0;

  // Asks the printer now. The error says that it could not be asked: Silent, Unplugged or Cancelled.
  [[nodiscard]] virtual std::expected<PrinterStatus, PrinterFault> status(std::chrono::milliseconds limit,
                                                                          const KeepGoing& keep_going) = 0;

  // Prints one ticket, once: it checks the status, prints, cuts, and asks for proof. It never sends a ticket twice.
  // After anything but Confirmed the printer's memory has been cleared, or will be before it is next used, so that the
  // rest of this ticket does not come out for somebody else.
  [[nodiscard]] virtual PrintResult print(const MonoBitmap& ticket, std::chrono::milliseconds limit,
                                          const PrintWatch& watch) = 0;

  // Part of a ticket may hang before the cutter, left by whoever printed before this object: the next print() cuts it
  // off first. What an object itself has left there it knows.
  virtual void expect_remnant() = 0;

  // Takes back a ticket that nobody took. False when this printer has nothing to take it back with.
  [[nodiscard]] virtual std::expected<bool, PrinterFault> retract(std::chrono::milliseconds limit,
                                                                  const KeepGoing& keep_going) = 0;
};

}  // namespace bianmin::drivers
