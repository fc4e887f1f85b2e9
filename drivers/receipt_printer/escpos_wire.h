#pragma once
// ESC/POS commands this terminal uses, as bytes. Pure. Sources: command manuals of Epson (TM series), HPRT, SNBC, SPRT,
// Custom and Citizen; each command says where they differ.
#include <array>
#include <cstdint>

#include "kiosk/base/bytes.h"

namespace bianmin::drivers::escpos {

// ESC @. Takes printing modes back to their defaults, automatic status among them; drops a half-built line.
[[nodiscard]] Bytes initialise();

// DLE EOT n: one status byte, at once, even while the printer is offline. n is 1..4; escpos_status.h reads the answer.
[[nodiscard]] Bytes ask_real_time_status(std::uint8_t n);

// DLE ENQ 2: leave a recoverable error and clear both buffers. Epson, HPRT and Citizen honour it only in such an error,
// so not while the paper is out.
[[nodiscard]] Bytes recover_and_clear();

// DLE DC4 fn 8 (Epson TM, Citizen): clear both buffers in any state; answered by the block 37 25 00.
[[nodiscard]] Bytes clear_buffers();

// GS a: send four status bytes now and on every change of online state, error or paper.
[[nodiscard]] Bytes automatic_status();

// GS r 1: one paper status byte, queued behind what was sent before. Never executed while the paper is out.
[[nodiscard]] Bytes ask_queued_status();

// Four printable characters, 20h..7Eh.
using ProcessId = std::array<std::uint8_t, 4>;
[[nodiscard]] ProcessId process_id(std::uint32_t number);

// GS ( H fn 48: echo the id once everything before it has been printed. Answered by the block 37 22 id 00.
[[nodiscard]] Bytes ask_printing_complete(const ProcessId& id);
// What stands between 37 and 00 of that answer.
[[nodiscard]] Bytes echo_text(const ProcessId& id);

// ESC d: feed that many lines.
[[nodiscard]] Bytes feed_lines(std::uint8_t lines);
// GS V 66 0: feed to the cutter and cut, leaving a bridge.
[[nodiscard]] Bytes feed_and_cut();

// Longer than any band we send (escpos_raster.h): completes whatever command an earlier job was cut off in. In an idle
// printer NUL does nothing.
inline constexpr std::size_t kFlushLength = 8'192;
[[nodiscard]] Bytes flush();
// Completes a command cut off before its sizes were known, so that what is asked next is not taken for sizes.
[[nodiscard]] Bytes finish_command();

// DLE EOT 14h (Custom KPM): answered by 10 0F and four bytes; says whether a ticket is in the mouth.
[[nodiscard]] Bytes ask_full_status();
// GS e 3 and GS e 2 (Custom KPM210): hold the ticket out by 30 mm; take it back.
[[nodiscard]] Bytes custom_present();
[[nodiscard]] Bytes custom_retract();
// GS R 30h (Citizen PMU2300III).
[[nodiscard]] Bytes citizen_retract();

}  // namespace bianmin::drivers::escpos
