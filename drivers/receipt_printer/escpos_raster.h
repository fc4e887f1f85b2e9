#pragma once
// A picture as ESC/POS raster bands (GS v 0) that hold no real-time command. Pure.
//
// Printers act on DLE EOT, DLE ENQ and DLE DC4 (10 04, 10 05, 10 14) also inside image data: they would answer a
// question nobody asked, clear their buffers, or open a drawer. So no two neighbouring bytes of a band are such a pair:
// - where the pair lies across the border of two rows, the band ends between them;
// - where it lies inside a row, the whole picture is moved sideways by up to seven dots, if its margins allow;
// - where no such move helps (pictures without margins), one white dot beside a black one is blackened.
#include <cstdint>
#include <span>
#include <vector>

#include "kiosk/base/bitmap.h"

namespace bianmin::drivers::escpos {

// Rows [first, first + count) of the picture.
struct Band {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  friend bool operator==(const Band&, const Band&) = default;
};

struct Raster {
  MonoBitmap picture;           // as it will be sent
  int shift = 0;                // dots the picture was moved to the right; negative: to the left
  std::uint32_t blackened = 0;  // dots added
  std::vector<Band> bands;      // from top to bottom, leaving nothing out
  std::size_t deciding = 0;     // the band with the last black dot: until it is printed the ticket is not whole
};

// The longest data of one band: what the flush of escpos_wire.h can still complete, less the commands behind it.
inline constexpr std::size_t kLongestBandData = 8'000;

// `most_rows` is the model's limit, 1..255: some clones ignore the high byte of the height.
[[nodiscard]] Raster plan_raster(const MonoBitmap& picture, std::uint32_t most_rows);

// GS v 0 m=0 with the band's rows.
[[nodiscard]] Bytes encode(const Raster& raster, const Band& band);

// The second bytes that make a real-time command behind 10h.
[[nodiscard]] bool is_real_time_pair(std::uint8_t first, std::uint8_t second);

}  // namespace bianmin::drivers::escpos
