#pragma once
// One conversation with an ESC/POS printer: bytes out, replies in, every wait limited and cancellable.
#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <vector>

#include "drivers/receipt_printer/escpos_status.h"
#include "drivers/receipt_printer/receipt_printer.h"
#include "drivers/transport/transport.h"

namespace bianmin::drivers::escpos {

using TimePoint = std::chrono::steady_clock::time_point;
using Clock = std::function<TimePoint()>;

// What the printer has said and nobody has used yet.
struct Heard {
  std::optional<RealTimeStatus> real_time;
  std::optional<AutomaticStatus> automatic;  // the latest
  std::optional<FullStatus> full;
  std::size_t queued = 0;  // answers to GS r
  std::vector<BlockData> blocks;
};

// Thread: one, the device process's.
class EscposLine {
 public:
  EscposLine(Transport& transport, Clock clock) : transport_{transport}, clock_{std::move(clock)} {}

  // How one public call of the driver waits: until when, and whom it tells.
  struct Wait {
    TimePoint until;
    const PrintWatch* watch = nullptr;
    PrintStage stage = PrintStage::NotSent;
    bool may_be_cancelled = true;  // false while clearing up: the caller is still told, its answer ignored
  };

  [[nodiscard]] TimePoint now() const { return clock_(); }
  [[nodiscard]] const Heard& heard() const { return heard_; }
  [[nodiscard]] bool heard_block(std::uint8_t header, const Bytes& text) const;

  // Sends all of it. Listens meanwhile, and stops between two portions at an automatic status that shows a fault,
  // unless `through_faults`. Silent: the line took nothing for kStalled.
  [[nodiscard]] std::expected<void, PrinterFault> send(ByteView bytes, const Wait& wait, bool through_faults = false);

  // Tells the caller how far the ticket has come. False asks to stop.
  bool tell(const Wait& wait) const { return wait.watch == nullptr || !*wait.watch || (*wait.watch)(wait.stage); }

  // True as soon as `met` is; false when `limit` or the wait's own end passed first.
  [[nodiscard]] std::expected<bool, PrinterFault> listen_until(const std::function<bool()>& met,
                                                               std::chrono::milliseconds limit, const Wait& wait);

  // Asks DLE EOT 1 to 4. Silent when one stayed unanswered twice.
  [[nodiscard]] std::expected<PrinterStatus, PrinterFault> ask_status(const Wait& wait);

  // Asks DLE EOT 14h and adds the answer to `status`.
  [[nodiscard]] std::expected<void, PrinterFault> ask_full_status(PrinterStatus& status, const Wait& wait);

  // Forgets everything heard, also what has arrived and was not read.
  void forget();

  // The fault that the latest automatic status shows.
  [[nodiscard]] std::optional<PrinterFault> announced_fault() const;

  static constexpr std::chrono::milliseconds kStalled{5'000};
  static constexpr std::chrono::milliseconds kAnswer{1'000};

 private:
  [[nodiscard]] std::expected<void, PrinterFault> read_once(std::chrono::milliseconds limit);
  [[nodiscard]] std::expected<void, PrinterFault> check(const Wait& wait) const;
  void keep(Reply reply);
  [[nodiscard]] std::expected<RealTimeStatus, PrinterFault> ask(std::uint8_t n, const Wait& wait);

  Transport& transport_;
  Clock clock_;
  StatusParser parser_;
  Heard heard_;
};

}  // namespace bianmin::drivers::escpos
