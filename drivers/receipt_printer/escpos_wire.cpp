#include "drivers/receipt_printer/escpos_wire.h"

namespace bianmin::drivers::escpos {

Bytes initialise() { return {0x1B, 0x40}; }

Bytes ask_real_time_status(std::uint8_t n) { return {0x10, 0x04, n}; }

Bytes recover_and_clear() { return {0x10, 0x05, 0x02}; }

Bytes clear_buffers() { return {0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08}; }

// Bit 1 online state, bit 2 errors, bit 3 paper sensors; the cash drawer (bit 0) is of no interest.
Bytes automatic_status() { return {0x1D, 0x61, 0x0E}; }

Bytes ask_queued_status() { return {0x1D, 0x72, 0x01}; }

ProcessId process_id(std::uint32_t number) {
  constexpr std::uint32_t kFirst = 0x21;  // 20h is a space, which a careless firmware might trim
  constexpr std::uint32_t kCount = 0x7E - kFirst + 1;
  ProcessId id{};
  for (auto& digit : id) {
    digit = static_cast<std::uint8_t>(kFirst + number % kCount);
    number /= kCount;
  }
  return id;
}

Bytes ask_printing_complete(const ProcessId& id) {
  return {0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, id[0], id[1], id[2], id[3]};
}

Bytes echo_text(const ProcessId& id) { return {0x22, id[0], id[1], id[2], id[3]}; }

Bytes feed_lines(std::uint8_t lines) { return {0x1B, 0x64, lines}; }

Bytes feed_and_cut() { return {0x1D, 0x56, 0x42, 0x00}; }

Bytes flush() { return Bytes(kFlushLength, 0x00); }

// The longest head of ours is that of GS ( H, eleven bytes.
Bytes finish_command() { return Bytes(16, 0x00); }

Bytes ask_full_status() { return {0x10, 0x04, 0x14}; }

// 48 steps of 0.625 mm.
Bytes custom_present() { return {0x1D, 0x65, 0x03, 48}; }

Bytes custom_retract() { return {0x1D, 0x65, 0x02}; }

Bytes citizen_retract() { return {0x1D, 0x52, 0x30}; }

}  // namespace bianmin::drivers::escpos
