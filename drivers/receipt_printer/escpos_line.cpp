#include "drivers/receipt_printer/escpos_line.h"

#include <algorithm>
#include <utility>

#include "drivers/receipt_printer/escpos_wire.h"

namespace bianmin::drivers::escpos {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr std::size_t kPortion = 1'024;
constexpr std::size_t kMostBlocks = 16;

milliseconds left(TimePoint until, TimePoint now) {
  return std::max(0ms, std::chrono::ceil<milliseconds>(until - now));
}

template <typename... Cases>
struct Match : Cases... {
  using Cases::operator()...;
};

}  // namespace

std::expected<void, PrinterFault> EscposLine::check(const Wait& wait) const {
  if (!tell(wait) && wait.may_be_cancelled) return std::unexpected{PrinterFault::Cancelled};
  return {};
}

std::expected<void, PrinterFault> EscposLine::read_once(milliseconds limit) {
  const auto bytes = transport_.read(256, limit);
  if (!bytes) return std::unexpected{PrinterFault::Unplugged};
  for (auto& reply : parser_.take(*bytes)) keep(std::move(reply));
  return {};
}

void EscposLine::keep(Reply reply) {
  std::visit(Match{
                 [this](RealTimeStatus status) { heard_.real_time = status; },
                 [this](const AutomaticStatus& status) { heard_.automatic = status; },
                 [this](const FullStatus& status) { heard_.full = status; },
                 [this](QueuedStatus) { ++heard_.queued; },
                 [this](BlockData& block) {
                   if (heard_.blocks.size() < kMostBlocks) heard_.blocks.push_back(std::move(block));
                 },
                 [](StrayByte) {},
             },
             reply);
}

std::expected<void, PrinterFault> EscposLine::send(ByteView bytes, const Wait& wait, bool through_faults) {
  auto stalled_since = now();
  while (!bytes.empty()) {
    if (auto fine = check(wait); !fine) return fine;
    if (now() >= wait.until) return std::unexpected{PrinterFault::TookTooLong};
    const auto portion = bytes.first(std::min(bytes.size(), kPortion));
    const auto taken = transport_.write(portion, std::min<milliseconds>(kSlice, left(wait.until, now())));
    if (!taken) return std::unexpected{PrinterFault::Unplugged};
    bytes = bytes.subspan(*taken);
    if (*taken > 0) stalled_since = now();
    if (auto read = read_once(0ms); !read) return read;
    if (const auto fault = announced_fault(); fault && !through_faults) return std::unexpected{*fault};
    if (now() - stalled_since >= kStalled) return std::unexpected{PrinterFault::Silent};
  }
  return {};
}

std::expected<bool, PrinterFault> EscposLine::listen_until(const std::function<bool()>& met, milliseconds limit,
                                                           const Wait& wait) {
  const auto until = std::min(wait.until, now() + limit);
  while (!met()) {
    if (auto fine = check(wait); !fine) return std::unexpected{fine.error()};
    if (now() >= until) return false;
    if (auto read = read_once(std::min<milliseconds>(kSlice, left(until, now()))); !read) {
      return std::unexpected{read.error()};
    }
  }
  return true;
}

std::expected<RealTimeStatus, PrinterFault> EscposLine::ask(std::uint8_t n, const Wait& wait) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    // An answer that came late would be taken for the answer to this question.
    if (auto read = read_once(0ms); !read) return std::unexpected{read.error()};
    heard_.real_time.reset();
    if (auto sent = send(ask_real_time_status(n), wait, true); !sent) return std::unexpected{sent.error()};
    const auto answered = listen_until([this] { return heard_.real_time.has_value(); }, kAnswer, wait);
    if (!answered) return std::unexpected{answered.error()};
    if (*answered) return *std::exchange(heard_.real_time, std::nullopt);
  }
  return std::unexpected{PrinterFault::Silent};
}

std::expected<PrinterStatus, PrinterFault> EscposLine::ask_status(const Wait& wait) {
  PrinterStatus status;
  for (std::uint8_t n = 1; n <= 4; ++n) {
    const auto reply = ask(n, wait);
    if (!reply) {
      // A call that ran out of time while asking has had no answer either.
      return std::unexpected{reply.error() == PrinterFault::TookTooLong ? PrinterFault::Silent : reply.error()};
    }
    add(status, n, *reply);
  }
  return status;
}

std::expected<void, PrinterFault> EscposLine::ask_full_status(PrinterStatus& status, const Wait& wait) {
  heard_.full.reset();
  parser_.expect_full_status();
  if (auto sent = send(escpos::ask_full_status(), wait, true); !sent) return sent;
  const auto answered = listen_until([this] { return heard_.full.has_value(); }, kAnswer, wait);
  if (!answered) return std::unexpected{answered.error()};
  if (!*answered) return std::unexpected{PrinterFault::Silent};
  add(status, *heard_.full);
  return {};
}

bool EscposLine::heard_block(std::uint8_t header, const Bytes& text) const {
  const auto& blocks = heard_.blocks;
  return std::find(blocks.begin(), blocks.end(), BlockData{header, text}) != blocks.end();
}

void EscposLine::forget() {
  transport_.discard_input();
  parser_.forget();
  heard_ = {};
}

std::optional<PrinterFault> EscposLine::announced_fault() const {
  if (!heard_.automatic) return std::nullopt;
  PrinterStatus status;
  add(status, *heard_.automatic);
  return status.fault();
}

}  // namespace bianmin::drivers::escpos
