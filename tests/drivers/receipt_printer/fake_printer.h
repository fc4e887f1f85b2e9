#pragma once
// A printer inside the test: it takes ESC/POS bytes, prints them, and fails where it is told to. Its clock moves only
// when the driver waits.
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "drivers/receipt_printer/receipt_printer.h"
#include "drivers/transport/transport.h"

namespace bianmin::drivers {

using Row = Bytes;
using Ticket = std::vector<Row>;

struct FakePrinter {
  // What it is.
  bool knows_process_id = true;
  bool knows_queued_status = true;
  bool knows_automatic_status = true;
  bool clears_while_out_of_paper = true;
  std::size_t buffer_size = 1U << 20U;
  std::optional<std::size_t> bytes_a_millisecond;  // of images; empty: prints what it has at once

  // What is wrong with it now.
  PrinterStatus condition;
  bool silent = false;

  // What will go wrong.
  std::optional<std::size_t> fails_after_rows;
  PrinterStatus failure;
  std::optional<std::size_t> hangs_up_after_bytes;
  std::optional<std::size_t> falls_silent_after_bytes;
  std::optional<std::size_t> stops_taking_after_bytes;

  // What has happened.
  std::vector<Ticket> tickets;  // cut
  Ticket hanging;               // printed and not cut
  std::size_t taken = 0;        // bytes
  std::size_t rasters = 0;      // raster commands begun
  std::size_t retracted = 0;
  std::size_t buffered_at_failure = 0;
  Bytes last_clear;  // the last command that cleared its buffers
  std::chrono::steady_clock::time_point now{};

  // Inside.
  Bytes buffer;
  Bytes recent;
  Bytes answers;
  std::size_t missing_raster_bytes = 0;
  std::size_t raster_stride = 0;
  Row row;
  bool automatic = false;
  bool hung_up = false;
  std::size_t printable_now = 0;  // bytes of images

  [[nodiscard]] bool stopped() const { return condition.fault().has_value(); }
  void mend() { condition = {}; }
  void take(ByteView bytes);
  void work();
  void pass(std::chrono::milliseconds time);
  void fail(const PrinterStatus& with);

 private:
  std::size_t interpret();
  void print_raster_byte(std::uint8_t byte);
  void real_time(std::uint8_t kind, std::uint8_t n);
  void clear(Bytes command);
  void say(const Bytes& bytes);
  [[nodiscard]] Bytes automatic_status() const;
};

// A line to `printer`, which outlives it: several lines to one printer are several connections in turn.
[[nodiscard]] std::unique_ptr<Transport> line_to(FakePrinter& printer);
[[nodiscard]] inline std::function<std::chrono::steady_clock::time_point()> clock_of(const FakePrinter& printer) {
  return [&printer] { return printer.now; };
}

[[nodiscard]] std::vector<Row> rows_of(const MonoBitmap& bitmap);

}  // namespace bianmin::drivers
