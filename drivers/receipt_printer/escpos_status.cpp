#include "drivers/receipt_printer/escpos_status.h"

#include <algorithm>
#include <optional>

namespace bianmin::drivers::escpos {
namespace {

constexpr std::array kRealTimeBits{
    StatusBit{1, 0x04, Sign::Nothing, "drawer kick-out connector pin 3 is high"},
    StatusBit{1, 0x08, Sign::Offline, "offline"},
    StatusBit{2, 0x04, Sign::CoverOpen, "cover is open"},
    StatusBit{2, 0x08, Sign::Nothing, "paper is being fed with the button"},
    StatusBit{2, 0x20, Sign::PaperOut, "stopped for paper end"},
    StatusBit{2, 0x40, Sign::Offline, "an error has occurred"},
    StatusBit{3, 0x04, Sign::PaperJam, "paper jam or another mechanical error"},
    StatusBit{3, 0x08, Sign::CutterFault, "auto-cutter error"},
    StatusBit{3, 0x20, Sign::Unrecoverable, "unrecoverable error"},
    StatusBit{3, 0x40, Sign::RecoversAlone, "error that passes by itself: head too hot, or cover opened in printing"},
    StatusBit{4, 0x0C, Sign::PaperNearEnd, "paper near end"},
    StatusBit{4, 0x60, Sign::PaperOut, "paper end"},
};

constexpr std::array kAutomaticBits{
    StatusBit{1, 0x04, Sign::Nothing, "drawer kick-out connector pin 3 is high"},
    StatusBit{1, 0x08, Sign::Offline, "offline"},
    StatusBit{1, 0x20, Sign::CoverOpen, "cover is open"},
    StatusBit{1, 0x40, Sign::Nothing, "paper is being fed with the button"},
    StatusBit{2, 0x01, Sign::Offline, "waiting for recovery to online"},
    StatusBit{2, 0x02, Sign::Nothing, "feed button is pressed"},
    StatusBit{2, 0x04, Sign::PaperJam, "recoverable mechanical error"},
    StatusBit{2, 0x08, Sign::CutterFault, "auto-cutter error"},
    StatusBit{2, 0x20, Sign::Unrecoverable, "unrecoverable error"},
    StatusBit{2, 0x40, Sign::RecoversAlone, "error that passes by itself"},
    StatusBit{3, 0x03, Sign::PaperNearEnd, "paper near end"},
    StatusBit{3, 0x0C, Sign::PaperOut, "paper end"},
};

// Custom KPM150H, command manual, "real-time full status".
constexpr std::array kFullBits{
    StatusBit{1, 0x01, Sign::PaperOut, "no paper"},
    StatusBit{1, 0x04, Sign::PaperNearEnd, "paper near end"},
    StatusBit{1, 0x20, Sign::TicketInMouth, "ticket in the mouth"},
    StatusBit{1, 0x40, Sign::PaperOut, "virtual paper end"},
    StatusBit{1, 0x80, Sign::Nothing, "notch found"},
    StatusBit{2, 0x01, Sign::CoverOpen, "head is up"},
    StatusBit{2, 0x02, Sign::CoverOpen, "cover is open"},
    StatusBit{2, 0x04, Sign::Nothing, "spooling"},
    StatusBit{2, 0x08, Sign::Nothing, "paper motor is running"},
    StatusBit{3, 0x01, Sign::RecoversAlone, "head temperature"},
    StatusBit{3, 0x02, Sign::Nothing, "serial line error"},
    StatusBit{3, 0x08, Sign::RecoversAlone, "supply voltage"},
    StatusBit{4, 0x01, Sign::CutterFault, "cutter error"},
    StatusBit{4, 0x02, Sign::CoverOpen, "cutter cover is open"},
    StatusBit{4, 0x04, Sign::Unrecoverable, "RAM error"},
    StatusBit{4, 0x08, Sign::Unrecoverable, "EEPROM error"},
};

void set(PrinterStatus& status, Sign sign) {
  switch (sign) {
    case Sign::Nothing:
      break;
    case Sign::Offline:
      status.offline = true;
      break;
    case Sign::CoverOpen:
      status.cover_open = true;
      break;
    case Sign::PaperOut:
      status.paper = PaperLevel::Out;
      break;
    case Sign::PaperNearEnd:
      status.paper = std::max(status.paper, PaperLevel::NearEnd);
      break;
    case Sign::PaperJam:
      status.paper_jam = true;
      break;
    case Sign::CutterFault:
      status.cutter_fault = true;
      break;
    case Sign::Unrecoverable:
      status.broken = true;
      break;
    case Sign::RecoversAlone:
      status.head_hot = true;
      break;
    case Sign::TicketInMouth:
      status.ticket_in_mouth = true;
      break;
  }
}

void add_bits(PrinterStatus& status, std::span<const StatusBit> table, std::uint8_t source, std::uint8_t bits) {
  for (const auto& bit : table) {
    if (bit.source == source && (bits & bit.mask) != 0) set(status, bit.sign);
  }
}

void add_bytes(PrinterStatus& status, std::span<const StatusBit> table, std::span<const std::uint8_t, 4> bytes) {
  for (std::uint8_t i = 0; i < 4; ++i) add_bits(status, table, static_cast<std::uint8_t>(i + 1), bytes[i]);
}

constexpr bool is_real_time(std::uint8_t b) { return (b & 0x93) == 0x12; }
constexpr bool begins_automatic(std::uint8_t b) { return (b & 0x93) == 0x10; }
constexpr bool continues_status(std::uint8_t b) { return (b & 0x90) == 0; }
constexpr bool is_block_header(std::uint8_t b) { return b == 0x35 || b == 0x37 || b == 0x3B || b == 0x3D || b == 0x5F; }
constexpr bool is_printable(std::uint8_t b) { return b >= 0x20 && b <= 0x7E; }

struct Cut {
  Reply reply;
  std::size_t length;
};

Cut stray(ByteView bytes) { return {StrayByte{bytes[0]}, 1}; }

// The helpers below give nothing when `bytes` may be the beginning of their kind and more is needed.

std::optional<Cut> cut_automatic(ByteView bytes) {
  const auto present = std::min<std::size_t>(bytes.size(), 4);
  for (std::size_t i = 1; i < present; ++i) {
    if (!continues_status(bytes[i])) return stray(bytes);
  }
  if (present < 4) return std::nullopt;
  return Cut{AutomaticStatus{{bytes[0], bytes[1], bytes[2], bytes[3]}}, 4};
}

std::optional<Cut> cut_block(ByteView bytes) {
  for (std::size_t i = 1; i < bytes.size() && i < StatusParser::kLongestBlock; ++i) {
    if (bytes[i] == 0)
      return Cut{BlockData{bytes[0], Bytes(bytes.begin() + 1, bytes.begin() + std::ptrdiff_t(i))}, i + 1};
    if (!is_printable(bytes[i])) return stray(bytes);
  }
  if (bytes.size() >= StatusParser::kLongestBlock) return stray(bytes);
  return std::nullopt;
}

std::optional<Cut> cut_full(ByteView bytes) {
  if (bytes.size() < 6) return std::nullopt;
  return Cut{FullStatus{{bytes[2], bytes[3], bytes[4], bytes[5]}}, 6};
}

std::optional<Cut> cut(ByteView bytes, bool expects_full_status) {
  const auto first = bytes[0];
  if (expects_full_status && first == 0x10) {
    if (bytes.size() < 2) return std::nullopt;
    if (bytes[1] == 0x0F) return cut_full(bytes);
  }
  if (is_block_header(first)) return cut_block(bytes);
  if (is_real_time(first)) return Cut{RealTimeStatus{first}, 1};
  if (begins_automatic(first)) return cut_automatic(bytes);
  if (continues_status(first)) return Cut{QueuedStatus{first}, 1};
  return stray(bytes);
}

}  // namespace

std::vector<Reply> StatusParser::take(ByteView bytes) {
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
  std::vector<Reply> replies;
  std::size_t done = 0;
  while (done < pending_.size()) {
    auto next = cut(ByteView{pending_}.subspan(done), expects_full_status_);
    if (!next) break;
    if (std::holds_alternative<FullStatus>(next->reply)) expects_full_status_ = false;
    done += next->length;
    replies.push_back(std::move(next->reply));
  }
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(done));
  return replies;
}

std::span<const StatusBit> real_time_bits() { return kRealTimeBits; }
std::span<const StatusBit> automatic_bits() { return kAutomaticBits; }
std::span<const StatusBit> full_bits() { return kFullBits; }

void add(PrinterStatus& status, std::uint8_t n, RealTimeStatus reply) {
  add_bits(status, kRealTimeBits, n, reply.bits);
}
void add(PrinterStatus& status, const AutomaticStatus& reply) { add_bytes(status, kAutomaticBits, reply.bytes); }
void add(PrinterStatus& status, const FullStatus& reply) { add_bytes(status, kFullBits, reply.bytes); }

}  // namespace bianmin::drivers::escpos
