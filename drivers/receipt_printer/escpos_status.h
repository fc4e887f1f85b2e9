#pragma once
// What an ESC/POS printer says: replies told apart in the byte stream, and their bits as tables. Pure.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "drivers/receipt_printer/receipt_printer.h"
#include "kiosk/base/bytes.h"

namespace bianmin::drivers::escpos {

// The answer to DLE EOT n. It does not say which n.
struct RealTimeStatus {
  std::uint8_t bits = 0;
  friend bool operator==(const RealTimeStatus&, const RealTimeStatus&) = default;
};
// Automatic status back, after GS a.
struct AutomaticStatus {
  std::array<std::uint8_t, 4> bytes{};
  friend bool operator==(const AutomaticStatus&, const AutomaticStatus&) = default;
};
// The answer to GS r.
struct QueuedStatus {
  std::uint8_t bits = 0;
  friend bool operator==(const QueuedStatus&, const QueuedStatus&) = default;
};
// Block data: header, printable text, 00.
struct BlockData {
  std::uint8_t header = 0;
  Bytes text;
  friend bool operator==(const BlockData&, const BlockData&) = default;
};
// Custom's answer to DLE EOT 14h: paper, user, recoverable and unrecoverable status.
struct FullStatus {
  std::array<std::uint8_t, 4> bytes{};
  friend bool operator==(const FullStatus&, const FullStatus&) = default;
};
// A byte that belongs to none of them: noise, flow control, or the rest of a reply that broke off.
struct StrayByte {
  std::uint8_t byte = 0;
  friend bool operator==(const StrayByte&, const StrayByte&) = default;
};

using Reply = std::variant<RealTimeStatus, AutomaticStatus, QueuedStatus, BlockData, FullStatus, StrayByte>;

// Cuts the printer's bytes into replies, by the fixed bits of each kind's first byte (Epson's command reference,
// "Identification of transmission status"). Takes any bytes in any portions; holds at most kLongestBlock of them.
class StatusParser {
 public:
  static constexpr std::size_t kLongestBlock = 96;

  [[nodiscard]] std::vector<Reply> take(ByteView bytes);

  // A Custom full status begins as an automatic status may; say that one was asked for, and the next 10 0F is one.
  void expect_full_status() { expects_full_status_ = true; }

  // Drops the beginning of a reply whose rest will not come.
  void forget() { pending_.clear(); }

  [[nodiscard]] std::size_t held() const { return pending_.size(); }

 private:
  Bytes pending_;
  bool expects_full_status_ = false;
};

// What one status bit tells. Several replies tell the same.
enum class Sign {
  Nothing,  // of no meaning to a kiosk: cash drawer, feed button, wait for recovery
  Offline,
  CoverOpen,
  PaperOut,
  PaperNearEnd,
  PaperJam,
  CutterFault,
  Unrecoverable,
  RecoversAlone,
  TicketInMouth,
};

struct StatusBit {
  std::uint8_t source;  // n of DLE EOT, or the byte's place in a longer reply, from 1
  std::uint8_t mask;    // any of these bits
  Sign sign;
  std::string_view meaning;
};

[[nodiscard]] std::span<const StatusBit> real_time_bits();
[[nodiscard]] std::span<const StatusBit> automatic_bits();
[[nodiscard]] std::span<const StatusBit> full_bits();

// Add what a reply tells to `status`; nothing is taken back.
void add(PrinterStatus& status, std::uint8_t n, RealTimeStatus reply);
void add(PrinterStatus& status, const AutomaticStatus& reply);
void add(PrinterStatus& status, const FullStatus& reply);

}  // namespace bianmin::drivers::escpos
