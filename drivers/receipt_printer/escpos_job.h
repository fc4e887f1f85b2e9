#pragma once
// One ticket on its way through an ESC/POS printer, from the first band to the proof.
#include <cstdint>
#include <expected>

#include "drivers/receipt_printer/escpos_line.h"
#include "drivers/receipt_printer/escpos_raster.h"
#include "drivers/receipt_printer/escpos_wire.h"
#include "drivers/receipt_printer/model.h"

namespace bianmin::drivers::escpos {

// The questions this printer answers, as found by probing.
struct Proofs {
  bool process_id = false;  // GS ( H fn 48
  bool queued = false;      // GS r 1
  friend bool operator==(const Proofs&, const Proofs&) = default;
};

// Sends the picture band by band. Where the printer answers GS r, each band but the last inked one is followed by a
// question, no more than kBandsAhead bands go unanswered, and the last inked band is held back until the printer has
// read everything above it: a fault before that leaves a ticket that cannot have come out whole, and little of it in
// the printer's memory.
class EscposJob {
 public:
  EscposJob(EscposLine& line, const PrinterModel& model, Proofs proofs, Raster raster, ProcessId id)
      : line_{line}, model_{model}, proofs_{proofs}, raster_{std::move(raster)}, id_{id} {}

  // Sends all and waits for the best proof there is. After an error see decided() and echoed().
  [[nodiscard]] std::expected<ProofRung, PrinterFault> run(EscposLine::Wait wait);

  // The last inked band has begun to leave: from here on the ticket may come out whole.
  [[nodiscard]] bool decided() const { return decided_; }

  // The printer has echoed this job's id.
  [[nodiscard]] bool echoed() const;

  static constexpr std::size_t kBandsAhead = 4;

 private:
  using Met = std::function<bool()>;
  [[nodiscard]] std::expected<void, PrinterFault> send_bands(const EscposLine::Wait& wait);
  [[nodiscard]] std::expected<ProofRung, PrinterFault> prove(const EscposLine::Wait& wait);
  [[nodiscard]] std::expected<void, PrinterFault> await(const Met& met, const EscposLine::Wait& wait);
  [[nodiscard]] std::expected<void, PrinterFault> watch_for(std::chrono::milliseconds time,
                                                            const EscposLine::Wait& wait);
  [[nodiscard]] Bytes ending() const;

  EscposLine& line_;
  const PrinterModel& model_;
  Proofs proofs_;
  Raster raster_;
  ProcessId id_;
  std::size_t asked_ = 0;  // GS r so far
  bool decided_ = false;
};

}  // namespace bianmin::drivers::escpos
