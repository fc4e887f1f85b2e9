#include "tests/drivers/receipt_printer/fake_printer.h"

#include <algorithm>

namespace bianmin::drivers {
namespace {

using std::chrono::milliseconds;

class FakeLine final : public Transport {
 public:
  explicit FakeLine(FakePrinter& printer) : printer_{printer} {}

  std::expected<Bytes, TransportFault> read(std::size_t most, milliseconds limit) override {
    if (printer_.answers.empty()) {
      if (printer_.hung_up) return std::unexpected{TransportFault::Broken};
      printer_.pass(limit);
      return Bytes{};
    }
    const auto count = static_cast<std::ptrdiff_t>(std::min(most, printer_.answers.size()));
    Bytes bytes(printer_.answers.begin(), printer_.answers.begin() + count);
    printer_.answers.erase(printer_.answers.begin(), printer_.answers.begin() + count);
    return bytes;
  }

  std::expected<std::size_t, TransportFault> write(ByteView bytes, milliseconds limit) override {
    if (printer_.hung_up) return std::unexpected{TransportFault::Broken};
    auto count = std::min(bytes.size(), printer_.buffer_size - std::min(printer_.buffer_size, printer_.buffer.size()));
    if (printer_.stops_taking_after_bytes) {
      count = std::min(
          count, *printer_.stops_taking_after_bytes - std::min(*printer_.stops_taking_after_bytes, printer_.taken));
    }
    printer_.pass(count == 0 ? limit : milliseconds{1});
    for (const auto byte : bytes.first(count)) {
      if (printer_.taken == printer_.hangs_up_after_bytes) {
        printer_.hung_up = true;
        return std::unexpected{TransportFault::Broken};
      }
      printer_.take({&byte, 1});
    }
    return count;
  }

  void discard_input() override { printer_.answers.clear(); }

 private:
  FakePrinter& printer_;
};

std::uint8_t bits(bool set, unsigned mask) { return static_cast<std::uint8_t>(set ? mask : 0U); }

}  // namespace

// Real-time commands act on arrival, also inside an image, and their bytes stay in the stream.
void FakePrinter::take(ByteView bytes) {
  static const Bytes kClear{0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08};
  for (const auto byte : bytes) {
    buffer.push_back(byte);
    recent.push_back(byte);
    if (recent.size() > kClear.size()) recent.erase(recent.begin());
    ++taken;
    if (taken == falls_silent_after_bytes) silent = true;
    const auto size = recent.size();
    if (size >= 3 && recent[size - 3] == 0x10 && (recent[size - 2] == 0x04 || recent[size - 2] == 0x05)) {
      real_time(recent[size - 2], byte);
    }
    if (recent == kClear) {
      clear(kClear);
      say({0x37, 0x25, 0x00});
    }
    work();
  }
}

void FakePrinter::pass(milliseconds time) {
  now += time;
  printable_now = static_cast<std::size_t>(time.count()) * bytes_a_millisecond.value_or(0);
  work();
}

void FakePrinter::work() {
  std::size_t done = 0;
  while (!stopped() && !buffer.empty()) {
    if (missing_raster_bytes > 0) {
      if (bytes_a_millisecond && printable_now == 0) return;
      if (bytes_a_millisecond) --printable_now;
      const auto byte = buffer.front();
      buffer.erase(buffer.begin());
      print_raster_byte(byte);
      continue;
    }
    done = interpret();
    if (done == 0) return;
    buffer.erase(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(done));
  }
}

void FakePrinter::print_raster_byte(std::uint8_t byte) {
  row.push_back(byte);
  --missing_raster_bytes;
  if (row.size() < raster_stride) return;
  hanging.push_back(std::move(row));
  row.clear();
  if (fails_after_rows && --*fails_after_rows == 0) {
    fails_after_rows.reset();
    fail(failure);
  }
}

void FakePrinter::fail(const PrinterStatus& with) {
  condition = with;
  buffered_at_failure = buffer.size();
  if (automatic) say(automatic_status());
}

// The length of the command at the front of the buffer, carried out; 0 while it is incomplete.
std::size_t FakePrinter::interpret() {
  const auto at = [this](std::size_t i) -> int { return i < buffer.size() ? buffer[i] : -1; };
  const auto have = [this](std::size_t n) { return buffer.size() >= n; };
  if (at(0) != 0x10 && at(0) != 0x1B && at(0) != 0x1D) return 1;
  if (!have(2)) return 0;
  if (at(0) == 0x10) {
    const std::size_t length = at(1) == 0x14 ? 10 : 3;
    return have(length) ? length : 0;
  }
  if (at(0) == 0x1B) return at(1) == 0x40 ? 2 : have(3) ? 3 : 0;
  switch (at(1)) {
    case 0x76:
      if (!have(8)) return 0;
      raster_stride = static_cast<std::size_t>(at(4) + 256 * at(5));
      missing_raster_bytes = raster_stride * static_cast<std::size_t>(at(6) + 256 * at(7));
      ++rasters;
      return 8;
    case 0x56:
      if (!have(4)) return 0;
      tickets.push_back(std::move(hanging));
      hanging.clear();
      return 4;
    case 0x61:
      if (!have(3)) return 0;
      automatic = knows_automatic_status;
      if (automatic) say(automatic_status());
      return 3;
    case 0x72:
      if (!have(3)) return 0;
      if (knows_queued_status) say({0x00});
      return 3;
    case 0x28:
      if (!have(11)) return 0;
      if (knows_process_id) say({0x37, 0x22, buffer[7], buffer[8], buffer[9], buffer[10], 0x00});
      return 11;
    case 0x65:
      if (!have(3) || (at(2) == 3 && !have(4))) return 0;
      if (at(2) == 2) {
        ++retracted;
        condition.ticket_in_mouth = false;
      }
      return at(2) == 3 ? 4 : 3;
    default:
      return 1;
  }
}

void FakePrinter::clear(Bytes command) {
  last_clear = std::move(command);
  buffer.clear();
  missing_raster_bytes = 0;
  row.clear();
}

void FakePrinter::real_time(std::uint8_t kind, std::uint8_t n) {
  const auto& c = condition;
  if (kind == 0x05) {
    const bool honoured = stopped() && (clears_while_out_of_paper || c.paper != PaperLevel::Out);
    if (n == 2 && honoured) clear({0x10, 0x05, 0x02});
    return;
  }
  const bool paper_out = c.paper == PaperLevel::Out;
  switch (n) {
    case 1:
      say({static_cast<std::uint8_t>(0x12 | bits(stopped(), 0x08))});
      break;
    case 2:
      say({static_cast<std::uint8_t>(0x12 | bits(c.cover_open, 0x04) | bits(paper_out, 0x20))});
      break;
    case 3:
      say({static_cast<std::uint8_t>(0x12 | bits(c.paper_jam, 0x04) | bits(c.cutter_fault, 0x08) |
                                     bits(c.broken, 0x20) | bits(c.head_hot, 0x40))});
      break;
    case 4:
      say({static_cast<std::uint8_t>(0x12 | bits(c.paper != PaperLevel::Plenty, 0x0C) | bits(paper_out, 0x60))});
      break;
    case 0x14:
      say({0x10, 0x0F, bits(c.ticket_in_mouth, 0x20), bits(c.cover_open, 0x02), 0x00, 0x00});
      break;
    default:
      break;
  }
}

Bytes FakePrinter::automatic_status() const {
  const auto& c = condition;
  return {static_cast<std::uint8_t>(0x10 | bits(stopped(), 0x08) | bits(c.cover_open, 0x20)),
          static_cast<std::uint8_t>(bits(c.paper_jam, 0x04) | bits(c.cutter_fault, 0x08) | bits(c.broken, 0x20) |
                                    bits(c.head_hot, 0x40)),
          static_cast<std::uint8_t>(bits(c.paper != PaperLevel::Plenty, 0x03) | bits(c.paper == PaperLevel::Out, 0x0C)),
          0x0F};
}

void FakePrinter::say(const Bytes& bytes) {
  if (!silent) answers.insert(answers.end(), bytes.begin(), bytes.end());
}

std::unique_ptr<Transport> line_to(FakePrinter& printer) {
  printer.hung_up = false;
  return std::make_unique<FakeLine>(printer);
}

std::vector<Row> rows_of(const MonoBitmap& bitmap) {
  std::vector<Row> rows;
  for (std::size_t y = 0; y < bitmap.height; ++y) {
    const auto begin = bitmap.bits.begin() + static_cast<std::ptrdiff_t>(y * bitmap.stride());
    rows.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(bitmap.stride()));
  }
  return rows;
}

}  // namespace bianmin::drivers
