#pragma once
// A receipt printer that speaks ESC/POS, on any transport.
#include <chrono>
#include <memory>
#include <optional>

#include "drivers/receipt_printer/escpos_job.h"
#include "drivers/receipt_printer/escpos_line.h"
#include "drivers/receipt_printer/model.h"
#include "drivers/receipt_printer/receipt_printer.h"
#include "drivers/transport/transport.h"

namespace bianmin::drivers {

// A freshly opened printer may hold half a ticket of a process that died: it is flushed before the first use, and again
// after every job that did not end well, as soon as it answers.
class EscposPrinter final : public ReceiptPrinter {
 public:
  explicit EscposPrinter(std::unique_ptr<Transport> transport, const PrinterModel& model = generic_printer_model(),
                         escpos::Clock clock = std::chrono::steady_clock::now);

  [[nodiscard]] std::uint32_t width() const override { return model_.width; }
  [[nodiscard]] std::expected<PrinterStatus, PrinterFault> status(std::chrono::milliseconds limit,
                                                                  const KeepGoing& keep_going) override;
  [[nodiscard]] PrintResult print(const MonoBitmap& ticket, std::chrono::milliseconds limit,
                                  const PrintWatch& watch) override;
  void expect_remnant() override { must_flush_ = has_remnant_ = true; }
  [[nodiscard]] std::expected<bool, PrinterFault> retract(std::chrono::milliseconds limit,
                                                          const KeepGoing& keep_going) override;

  // How long clearing up may take after the limit of a call has passed.
  static constexpr std::chrono::seconds kClearing{10};

 private:
  using Wait = escpos::EscposLine::Wait;
  [[nodiscard]] std::expected<PrinterStatus, PrinterFault> contact(const Wait& wait);
  [[nodiscard]] std::expected<PrinterStatus, PrinterFault> ask_everything(const Wait& wait);
  [[nodiscard]] std::expected<void, PrinterFault> make_ready(const Wait& wait);
  [[nodiscard]] std::expected<escpos::Proofs, PrinterFault> probe(const Wait& wait);
  [[nodiscard]] std::expected<bool, PrinterFault> take_back(const Wait& wait);
  std::expected<PrinterStatus, PrinterFault> clear_up(const PrintWatch* watch);
  std::expected<void, PrinterFault> leave_command(const Wait& wait);
  std::expected<void, PrinterFault> empty_buffers(const Wait& wait);
  std::expected<void, PrinterFault> cut_off_remnant(const Wait& wait);
  [[nodiscard]] escpos::ProcessId next_id() { return escpos::process_id(++last_id_); }

  std::unique_ptr<Transport> transport_;
  const PrinterModel& model_;
  escpos::EscposLine line_;
  std::optional<escpos::Proofs> proofs_;  // empty: not asked yet
  bool settled_ = false;                  // nothing that an earlier job asked is still to be answered
  bool must_flush_ = true;
  bool may_be_inside_command_ = true;
  bool has_remnant_ = false;     // part of a ticket hangs before the cutter
  bool behind_remnant_ = false;  // and the rest of it may still be on its way
  std::uint32_t last_id_;        // begins anywhere: an echo for an earlier process is none for this one
};

}  // namespace bianmin::drivers
