#include "drivers/receipt_printer/escpos_printer.h"

#include <algorithm>
#include <random>
#include <utility>

namespace bianmin::drivers {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr auto kProbing = 2s;
// As long as the rest of an earlier job may take to come out.
constexpr auto kProbingBehindRemnant = 10s;
// Between two answers to GS r of an earlier job lies one band, which is printed faster than this.
constexpr auto kQuiet = 1'500ms;

const Bytes kClearResponse{0x25};

PrintWatch watch_with(const KeepGoing& keep_going) {
  return [&keep_going](PrintStage) { return !keep_going || keep_going(); };
}

}  // namespace

EscposPrinter::EscposPrinter(std::unique_ptr<Transport> transport, const PrinterModel& model, escpos::Clock clock)
    : transport_{std::move(transport)},
      model_{model},
      line_{*transport_, std::move(clock)},
      last_id_{std::random_device{}()} {}

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
  behind_remnant_ = behind_remnant_ || has_remnant_;
  has_remnant_ = false;
  settled_ = false;
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

// The rest of an earlier job may still be in the printer, with questions whose answers would be taken for this job's.
// The echo of a new id comes behind all of them; without echoes, silence after an answer has to do.
std::expected<escpos::Proofs, PrinterFault> EscposPrinter::probe(const Wait& wait) {
  line_.forget();
  const auto id = next_id();
  Bytes questions = escpos::initialise();
  if (model_.process_id != ProcessIdSupport::No) {
    std::ranges::copy(escpos::ask_printing_complete(id), std::back_inserter(questions));
  }
  std::ranges::copy(escpos::ask_queued_status(), std::back_inserter(questions));
  if (auto sent = line_.send(questions, wait); !sent) return std::unexpected{sent.error()};
  const auto echoed = [&] { return line_.heard_block(0x37, escpos::echo_text(id)); };
  std::size_t answers = 0;
  const auto something_new = [&] { return echoed() || line_.heard().queued > answers; };
  auto heard = line_.listen_until(something_new, behind_remnant_ ? kProbingBehindRemnant : kProbing, wait);
  if (heard && !*heard && behind_remnant_) return std::unexpected{PrinterFault::TookTooLong};
  while (heard && *heard && !echoed()) {
    answers = line_.heard().queued;
    heard = line_.listen_until(something_new, kQuiet, wait);
  }
  if (!heard) return std::unexpected{heard.error()};
  // Answers before the echo were to an earlier job's questions: the one to the question behind it is still to come.
  const auto patience = echoed() || answers == 0 ? kQuiet : 0ms;
  const auto queued = line_.listen_until([&] { return line_.heard().queued > answers; }, patience, wait);
  if (!queued) return std::unexpected{queued.error()};
  const bool process_id = echoed() || model_.process_id == ProcessIdSupport::Yes;
  const escpos::Proofs proofs{.process_id = process_id, .queued = *queued || answers > 0};
  // A printer that does not know fn 48 may have taken the id for text: drop the line it is building.
  if (auto sent = line_.send(escpos::initialise(), wait); !sent) return std::unexpected{sent.error()};
  return proofs;
}

std::expected<void, PrinterFault> EscposPrinter::make_ready(const Wait& wait) {
  const auto status = contact(wait);
  if (!status) return std::unexpected{status.error()};
  if (const auto fault = status->fault()) return std::unexpected{*fault};
  if (status->ticket_in_mouth) {
    if (auto taken = take_back(wait); !taken) return std::unexpected{taken.error()};
  }
  const bool answers_nothing = proofs_ == escpos::Proofs{};
  if (!settled_ && !answers_nothing) {
    const auto found = probe(wait);
    if (!found) return std::unexpected{found.error()};
    proofs_ = *found;
  }
  settled_ = true;
  behind_remnant_ = false;
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
