#include "drivers/receipt_printer/escpos_raster.h"

#include <algorithm>
#include <cassert>
#include <optional>

namespace bianmin::drivers::escpos {
namespace {

constexpr std::uint8_t kDle = 0x10;
constexpr int kFarthestShift = 7;  // eight dots would give the same bytes again, one place further

ByteView row(const MonoBitmap& picture, std::uint32_t y) {
  return ByteView{picture.bits}.subspan(y * picture.stride(), picture.stride());
}

// Bits behind the width are no dots; whoever made the picture may have left anything there.
MonoBitmap without_padding(MonoBitmap picture) {
  const auto surplus = picture.stride() * 8U - picture.width;
  if (surplus == 0) return picture;
  const auto keep = static_cast<std::uint8_t>(0xFFU << surplus);
  for (std::size_t last = picture.stride() - 1; last < picture.bits.size(); last += picture.stride()) {
    picture.bits[last] &= keep;
  }
  return picture;
}

bool has_pair_inside_rows(const MonoBitmap& picture) {
  for (std::uint32_t y = 0; y < picture.height; ++y) {
    if (std::ranges::adjacent_find(row(picture, y), is_real_time_pair) != row(picture, y).end()) return true;
  }
  return false;
}

// How many columns are white from one edge on, counted up to kFarthestShift.
int white_columns(const MonoBitmap& picture, bool from_right) {
  const auto most = std::min<std::uint32_t>(kFarthestShift, picture.width);
  for (std::uint32_t i = 0; i < most; ++i) {
    const auto x = from_right ? picture.width - 1 - i : i;
    for (std::uint32_t y = 0; y < picture.height; ++y) {
      if (picture.black(x, y)) return static_cast<int>(i);
    }
  }
  return static_cast<int>(most);
}

MonoBitmap moved(const MonoBitmap& picture, int shift) {
  MonoBitmap result = picture;
  const auto stride = picture.stride();
  const auto by = static_cast<unsigned>(std::abs(shift));
  for (std::uint32_t y = 0; y < picture.height; ++y) {
    const auto from = row(picture, y);
    const auto into = result.bits.begin() + static_cast<std::ptrdiff_t>(y * stride);
    for (std::size_t i = 0; i < stride; ++i) {
      const unsigned here = from[i];
      const unsigned left = i > 0 ? from[i - 1] : 0U;
      const unsigned right = i + 1 < stride ? from[i + 1] : 0U;
      const unsigned value = shift > 0 ? (here >> by) | (left << (8U - by)) : (here << by) | (right >> (8U - by));
      into[static_cast<std::ptrdiff_t>(i)] = static_cast<std::uint8_t>(value);
    }
  }
  return result;
}

// Nearest first, so that no ticket sits farther from its place than it must.
std::optional<int> find_clean_shift(const MonoBitmap& picture) {
  const auto to_left = white_columns(picture, false);
  const auto to_right = white_columns(picture, true);
  for (int distance = 1; distance <= kFarthestShift; ++distance) {
    for (const int shift : {distance, -distance}) {
      const bool fits = shift > 0 ? shift <= to_right : -shift <= to_left;
      if (fits && !has_pair_inside_rows(moved(picture, shift))) return shift;
    }
  }
  return std::nullopt;
}

// 10h becomes 18h: neither it nor what stands before it can be part of a pair any more.
std::uint32_t blacken_pairs(MonoBitmap& picture) {
  std::uint32_t added = 0;
  for (std::size_t y = 0; y < picture.height; ++y) {
    const auto begin = y * picture.stride();
    for (auto i = begin; i + 1 < begin + picture.stride(); ++i) {
      if (!is_real_time_pair(picture.bits[i], picture.bits[i + 1])) continue;
      picture.bits[i] = 0x18;
      ++added;
    }
  }
  return added;
}

std::vector<Band> cut_bands(const MonoBitmap& picture, std::uint32_t most_rows) {
  std::vector<Band> bands;
  for (std::uint32_t y = 0; y < picture.height; ++y) {
    const bool begins = bands.empty() || bands.back().count == most_rows ||
                        is_real_time_pair(row(picture, y - 1).back(), row(picture, y).front());
    if (begins) bands.push_back({y, 0});
    ++bands.back().count;
  }
  return bands;
}

std::size_t find_deciding(const MonoBitmap& picture, const std::vector<Band>& bands) {
  for (auto i = bands.size(); i-- > 0;) {
    const auto begin = picture.bits.begin() + static_cast<std::ptrdiff_t>(bands[i].first * picture.stride());
    const auto end = begin + static_cast<std::ptrdiff_t>(bands[i].count * picture.stride());
    if (std::any_of(begin, end, [](std::uint8_t byte) { return byte != 0; })) return i;
  }
  return 0;
}

}  // namespace

bool is_real_time_pair(std::uint8_t first, std::uint8_t second) {
  return first == kDle && (second == 0x04 || second == 0x05 || second == 0x14);
}

Raster plan_raster(const MonoBitmap& picture, std::uint32_t most_rows) {
  assert(picture.bits.size() == picture.stride() * picture.height);
  assert(most_rows >= 1 && most_rows <= 255 && picture.stride() <= kLongestBandData);
  Raster raster{.picture = without_padding(picture), .bands = {}};
  if (raster.picture.bits.empty()) return raster;
  if (has_pair_inside_rows(raster.picture)) {
    if (const auto shift = find_clean_shift(raster.picture)) {
      raster.picture = moved(raster.picture, *shift);
      raster.shift = *shift;
    } else {
      raster.blackened = blacken_pairs(raster.picture);
    }
  }
  const auto rows_that_fit = static_cast<std::uint32_t>(kLongestBandData / raster.picture.stride());
  raster.bands = cut_bands(raster.picture, std::min(most_rows, rows_that_fit));
  raster.deciding = find_deciding(raster.picture, raster.bands);
  return raster;
}

Bytes encode(const Raster& raster, const Band& band) {
  const auto stride = raster.picture.stride();
  Bytes bytes{0x1D,
              0x76,
              0x30,
              0x00,
              static_cast<std::uint8_t>(stride & 0xFFU),
              static_cast<std::uint8_t>(stride >> 8U),
              static_cast<std::uint8_t>(band.count & 0xFFU),
              static_cast<std::uint8_t>(band.count >> 8U)};
  const auto begin = raster.picture.bits.begin() + static_cast<std::ptrdiff_t>(band.first * stride);
  const auto header = static_cast<std::ptrdiff_t>(bytes.size());
  bytes.resize(bytes.size() + band.count * stride);
  std::copy_n(begin, band.count * stride, bytes.begin() + header);
  return bytes;
}

}  // namespace bianmin::drivers::escpos
