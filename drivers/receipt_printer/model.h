#pragma once
// What differs between receipt printers, as data.
#include <cstdint>
#include <span>
#include <string_view>

namespace bianmin::drivers {

enum class ProcessIdSupport {
  Yes,
  No,
  Probe,  // asked once after opening, with an empty job
};

enum class BufferClearing {
  OnError,  // DLE ENQ 2: works in a recoverable error only, not while the paper is out
  Always,   // DLE DC4 fn 8 as well
};

enum class Presenter {
  None,        // the cutter lets the ticket hang, or the printer presents and keeps it by itself
  CustomGsE,   // GS e 3 holds it out, GS e 2 takes it back (KPM210; other Custom models number them differently)
  CitizenGsR,  // GS R 0 takes it back
};

struct PrinterModel {
  std::string_view name;  // as in kiosk.toml
  std::uint32_t width;    // dots
  std::uint32_t dpi;
  bool cutter;
  Presenter presenter;
  bool tells_mouth;  // answers DLE EOT 14h, which knows of a ticket in the mouth
  ProcessIdSupport process_id;
  BufferClearing clearing;
  std::uint32_t band_rows;      // most rows of one raster command, at most 255
  std::uint32_t rows_a_second;  // at its slowest: how long printing may take
};

[[nodiscard]] std::span<const PrinterModel> printer_models();

// Null when there is no such model.
[[nodiscard]] const PrinterModel* find_printer_model(std::string_view name);

// 80 mm paper, 203 dpi, cutter, everything else found out by asking.
[[nodiscard]] const PrinterModel& generic_printer_model();

}  // namespace bianmin::drivers
