#include "drivers/receipt_printer/escpos_job.h"

#include <algorithm>

namespace bianmin::drivers::escpos {
namespace {

using namespace std::chrono_literals;

constexpr auto kPollEvery = 500ms;
// After the printer has read the last byte, the last lines are still on their way to the paper.
constexpr auto kSettling = 700ms;
constexpr std::uint8_t kTearOffLines = 5;

void append(Bytes& bytes, const Bytes& more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

}  // namespace

std::expected<ProofRung, PrinterFault> EscposJob::run(EscposLine::Wait wait) {
  wait.stage = PrintStage::Sending;
  Bytes beginning = initialise();
  append(beginning, automatic_status());
  if (auto sent = line_.send(beginning, wait); !sent) return std::unexpected{sent.error()};
  if (auto sent = send_bands(wait); !sent) return std::unexpected{sent.error()};
  if (auto sent = line_.send(ending(), wait); !sent) return std::unexpected{sent.error()};
  wait.stage = PrintStage::Sent;
  line_.tell(wait);  // who asks to stop now is asked again as long as the proof is not there
  return prove(wait);
}

std::expected<void, PrinterFault> EscposJob::send_bands(const EscposLine::Wait& wait) {
  for (std::size_t i = 0; i < raster_.bands.size(); ++i) {
    const bool deciding = i == raster_.deciding;
    if (proofs_.queued && i <= raster_.deciding) {
      const auto needed = deciding ? asked_ : asked_ - std::min(asked_, kBandsAhead);
      if (auto read = await([&] { return line_.heard().queued >= needed; }, wait); !read) return read;
    }
    decided_ = decided_ || deciding;
    auto bytes = encode(raster_, raster_.bands[i]);
    if (proofs_.queued && i < raster_.deciding) {
      append(bytes, ask_queued_status());
      ++asked_;
    }
    if (auto sent = line_.send(bytes, wait); !sent) return sent;
  }
  return {};
}

Bytes EscposJob::ending() const {
  Bytes bytes = model_.cutter ? feed_and_cut() : feed_lines(kTearOffLines);
  if (model_.presenter == Presenter::CustomGsE) append(bytes, custom_present());
  if (proofs_.process_id) {
    append(bytes, ask_printing_complete(id_));
  } else if (proofs_.queued) {
    append(bytes, ask_queued_status());
  }
  return bytes;
}

bool EscposJob::echoed() const { return line_.heard_block(0x37, echo_text(id_)); }

std::expected<ProofRung, PrinterFault> EscposJob::prove(const EscposLine::Wait& wait) {
  if (proofs_.process_id) {
    if (auto seen = await([this] { return echoed(); }, wait); !seen) return std::unexpected{seen.error()};
    return ProofRung::PrintingComplete;
  }
  if (proofs_.queued) {
    const auto all = asked_ + 1;
    if (auto read = await([&] { return line_.heard().queued >= all; }, wait); !read) {
      return std::unexpected{read.error()};
    }
    if (auto fine = watch_for(kSettling, wait); !fine) return std::unexpected{fine.error()};
    return ProofRung::BytesRead;
  }
  const auto printing = std::chrono::milliseconds{1'000ULL * raster_.picture.height / model_.rows_a_second};
  if (auto fine = watch_for(printing + 1s, wait); !fine) return std::unexpected{fine.error()};
  return ProofRung::StatusOnly;
}

// Asking in between finds faults of printers that do not announce them.
std::expected<void, PrinterFault> EscposJob::await(const Met& met, const EscposLine::Wait& wait) {
  const auto met_or_fault = [&] { return met() || line_.announced_fault().has_value(); };
  while (true) {
    if (auto heard = line_.listen_until(met_or_fault, kPollEvery, wait); !heard) return std::unexpected{heard.error()};
    if (met()) return {};
    if (const auto fault = line_.announced_fault()) return std::unexpected{*fault};
    if (line_.now() >= wait.until) return std::unexpected{PrinterFault::TookTooLong};
    const auto status = line_.ask_status(wait);
    if (met()) return {};
    if (!status) return std::unexpected{status.error()};
    if (const auto fault = status->fault()) return std::unexpected{*fault};
  }
}

// Good status all the time, and at the end of it.
std::expected<void, PrinterFault> EscposJob::watch_for(std::chrono::milliseconds time, const EscposLine::Wait& wait) {
  const auto end = line_.now() + time;
  if (end > wait.until) return std::unexpected{PrinterFault::TookTooLong};
  while (true) {
    const auto fault_announced = [&] { return line_.announced_fault().has_value(); };
    const auto pause = std::chrono::ceil<std::chrono::milliseconds>(end - line_.now());
    const auto heard =
        line_.listen_until(fault_announced, std::clamp<std::chrono::milliseconds>(pause, 0ms, kPollEvery), wait);
    if (!heard) return std::unexpected{heard.error()};
    const auto status = line_.ask_status(wait);
    if (!status) return std::unexpected{status.error()};
    if (const auto fault = status->fault()) return std::unexpected{*fault};
    if (line_.now() >= end) return {};
  }
}

}  // namespace bianmin::drivers::escpos
