// What a receipt printer sends: one byte at a time must give the same replies as all at once, and none is held for
// ever.
#include "drivers/receipt_printer/escpos_status.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace {

using bianmin::ByteView;
namespace escpos = bianmin::drivers::escpos;

std::vector<escpos::Reply> parse(ByteView bytes, std::size_t piece, bool expects_full_status) {
  escpos::StatusParser parser;
  if (expects_full_status) parser.expect_full_status();
  std::vector<escpos::Reply> replies;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    for (auto& reply : parser.take(bytes.subspan(at, std::min(piece, bytes.size() - at)))) {
      replies.push_back(std::move(reply));
    }
    if (parser.held() > escpos::StatusParser::kLongestBlock) std::abort();
  }
  return replies;
}

void read(const escpos::Reply& reply) {
  bianmin::drivers::PrinterStatus status;
  if (const auto* automatic = std::get_if<escpos::AutomaticStatus>(&reply)) add(status, *automatic);
  if (const auto* full = std::get_if<escpos::FullStatus>(&reply)) add(status, *full);
  if (const auto* real_time = std::get_if<escpos::RealTimeStatus>(&reply)) {
    for (std::uint8_t n = 0; n < 6; ++n) add(status, n, *real_time);
  }
  static_cast<void>(status.fault());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const bool expects_full_status = (data[0] & 1U) != 0;
  const ByteView bytes{data + 1, size - 1};
  const auto replies = parse(bytes, size, expects_full_status);
  if (parse(bytes, 1, expects_full_status) != replies) std::abort();
  for (const auto& reply : replies) read(reply);
  return 0;
}
