#include "drivers/receipt_printer/escpos_printer.h"

#include <algorithm>
#include <utility>

namespace bianmin::drivers {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr auto kProbing = 2s;
// An echo may come a little behind the queued answer that was asked for after it.
constexpr auto kEchoGrace = 200ms;

const Bytes kClearResponse{0x25};

PrintWatch watch_with(const KeepGoing& keep_going) {
  return [&keep_going](PrintStage) { return !keep_going || keep_going(); };
}

}  // namespace

EscposPrinter::EscposPrinter(std::unique_ptr<Transport> transport, const PrinterModel& model, escpos::Clock clock)
    : transport_{std::move(transport)}, model_{model}, line_{*transport_, std::move(clock)} {}

std::expected<PrinterStatus, PrinterFault> EscposPrinter::status(milliseconds limit, const KeepGoing& keep_going) {
  const auto watch = watch_with(keep_going);
  auto status = contact(Wait{.until = line_.now() + limit, .watch = &watch});
  // A line that took nothing for the whole limit has given no answer either.
  if (!status && status.error() == PrinterFault::TookTooLong) return std::unexpected{PrinterFault::Silent};
  return status;
}

std::expected<PrinterStatus, PrinterFault> EscposPrinter::ask_everything(const Wait& wait) {
  auto status = line_.ask_status(wait);
  if (!status || !model_.tells_mouth) return status;
  if (auto asked = line_.ask_full_status(*status, wait); !asked) return std::unexpected{asked.error()};
  return status;
}

// A printer that stopped in the middle of an old job stays offline after the paper was refilled, until it is told to
// recover. While a fault stands, flushing would only fill the buffer of a printer that does not read it. A silent one
// may be waiting for the rest of a picture, which the flush gives it.
std::expected<PrinterStatus, PrinterFault> EscposPrinter::contact(const Wait& wait) {
  line_.forget();
  if (auto left = leave_command(wait); !left) return std::unexpected{left.error()};
  auto status = ask_everything(wait);
  if (status && status->fault()) {
    if (auto sent = line_.send(escpos::recover_and_clear(), wait, true); !sent) return std::unexpected{sent.error()};
    status = ask_everything(wait);
  }
  const bool silent = !status && status.error() == PrinterFault::Silent;
  const bool fine = status && !status->fault();
  if (must_flush_ && (silent || fine)) return clear_up(wait.watch);
  return status;
}

std::expected<void, PrinterFault> EscposPrinter::leave_command(const Wait& wait) {
  if (may_be_inside_command_) {
    if (auto sent = line_.send(escpos::finish_command(), wait, true); !sent) return sent;
  }
  may_be_inside_command_ = false;
  return {};
}

std::expected<void, PrinterFault> EscposPrinter::empty_buffers(const Wait& wait) {
  if (auto left = leave_command(wait); !left) return left;
  if (auto sent = line_.send(escpos::recover_and_clear(), wait, true); !sent) return sent;
  if (model_.clearing == BufferClearing::Always) {
    if (auto sent = line_.send(escpos::clear_buffers(), wait, true); !sent) return sent;
    // Nothing may follow it until it is answered, or is taken for ignored.
    const auto answered = [this] { return line_.heard_block(0x37, kClearResponse); };
    const auto heard = line_.listen_until(answered, escpos::EscposLine::kAnswer, wait);
    if (!heard) return std::unexpected{heard.error()};
  }
  Bytes rest = escpos::flush();
  std::ranges::copy(escpos::initialise(), std::back_inserter(rest));
  return line_.send(rest, wait, true);
}

std::expected<void, PrinterFault> EscposPrinter::cut_off_remnant(const Wait& wait) {
  if (has_remnant_ && model_.cutter) {
    if (auto sent = line_.send(escpos::feed_and_cut(), wait); !sent) return sent;
  }
  has_remnant_ = false;
  return {};
}

std::expected<PrinterStatus, PrinterFault> EscposPrinter::clear_up(const PrintWatch* watch) {
  const Wait wait{.until = line_.now() + kClearing, .watch = watch, .may_be_cancelled = false};
  if (auto emptied = empty_buffers(wait); !emptied) return std::unexpected{emptied.error()};
  auto status = ask_everything(wait);
  if (!status || status->fault()) return status;
  if (auto cut = cut_off_remnant(wait); !cut) return std::unexpected{cut.error()};
  must_flush_ = false;
  return status;
}

std::expected<escpos::Proofs, PrinterFault> EscposPrinter::probe(const Wait& wait) {
  line_.forget();
  const auto id = next_id();
  Bytes questions = escpos::initialise();
  if (model_.process_id == ProcessIdSupport::Probe) {
    std::ranges::copy(escpos::ask_printing_complete(id), std::back_inserter(questions));
  }
  std::ranges::copy(escpos::ask_queued_status(), std::back_inserter(questions));
  if (auto sent = line_.send(questions, wait); !sent) return std::unexpected{sent.error()};
  const auto queued = line_.listen_until([this] { return line_.heard().queued > 0; }, kProbing, wait);
  if (!queued) return std::unexpected{queued.error()};
  std::expected<bool, PrinterFault> probed = model_.process_id == ProcessIdSupport::Yes;
  if (model_.process_id == ProcessIdSupport::Probe) {
    probed = line_.listen_until([&] { return line_.heard_block(0x37, escpos::echo_text(id)); }, kEchoGrace, wait);
  }
  if (!probed) return std::unexpected{probed.error()};
  // A printer that does not know fn 48 may have taken the id for text: drop the line it is building.
  if (auto sent = line_.send(escpos::initialise(), wait); !sent) return std::unexpected{sent.error()};
  return escpos::Proofs{.process_id = *probed, .queued = *queued};
}

std::expected<void, PrinterFault> EscposPrinter::make_ready(const Wait& wait) {
  const auto status = contact(wait);
  if (!status) return std::unexpected{status.error()};
  if (const auto fault = status->fault()) return std::unexpected{*fault};
  if (status->ticket_in_mouth) {
    if (auto taken = take_back(wait); !taken) return std::unexpected{taken.error()};
  }
  if (!proofs_) {
    const auto found = probe(wait);
    if (!found) return std::unexpected{found.error()};
    proofs_ = *found;
  }
  line_.forget();
  return {};
}

PrintResult EscposPrinter::print(const MonoBitmap& ticket, milliseconds limit, const PrintWatch& watch) {
  if (ticket.width > model_.width) return PrintResult::failed(PrinterFault::TooWide);
  const Wait wait{.until = line_.now() + limit, .watch = &watch};
  if (auto ready = make_ready(wait); !ready) return PrintResult::failed(ready.error());

  must_flush_ = may_be_inside_command_ = has_remnant_ = true;
  escpos::EscposJob job{line_, model_, *proofs_, escpos::plan_raster(ticket, model_.band_rows), next_id()};
  const auto rung = job.run(wait);
  if (rung) {
    must_flush_ = may_be_inside_command_ = has_remnant_ = false;
    return PrintResult::confirmed(*rung);
  }
  if (rung.error() != PrinterFault::Unplugged) {
    // Its own trouble changes nothing of the outcome; must_flush_ remembers what is left to do.
    static_cast<void>(clear_up(&watch));
    if (job.echoed()) return PrintResult::confirmed(ProofRung::PrintingComplete);
  }
  return job.decided() ? PrintResult::unknown(rung.error()) : PrintResult::failed(rung.error());
}

std::expected<bool, PrinterFault> EscposPrinter::take_back(const Wait& wait) {
  if (model_.presenter == Presenter::None) return false;
  const auto order = model_.presenter == Presenter::CustomGsE ? escpos::custom_retract() : escpos::citizen_retract();
  if (auto sent = line_.send(order, wait); !sent) return std::unexpected{sent.error()};
  return true;
}

std::expected<bool, PrinterFault> EscposPrinter::retract(milliseconds limit, const KeepGoing& keep_going) {
  const auto watch = watch_with(keep_going);
  return take_back(Wait{.until = line_.now() + limit, .watch = &watch});
}

}  // namespace bianmin::drivers
