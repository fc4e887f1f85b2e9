#include "drivers/id_card_reader/photo_form.h"

#include <algorithm>
#include <charconv>

namespace bianmin::drivers {
namespace {

constexpr std::size_t kRow = std::size_t{kPhotoWidth} * 3;
constexpr std::size_t kBmpHeader = 54;
constexpr std::size_t kBmpRow = (kRow + 3) / 4 * 4;

std::uint32_t little_endian(ByteView bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) value = value << 8 | bytes[i - 1];
  return value;
}

// How the rows lie in a buffer.
struct Rows {
  ByteView bytes;
  std::size_t stride;
  bool from_bottom;

  [[nodiscard]] ByteView row(std::size_t number) const {
    return bytes.subspan((from_bottom ? kPhotoHeight - 1 - number : number) * stride, kRow);
  }
};

// Empty when this is no uncompressed BMP of 102 × 126 pixels in 24 bits.
std::optional<Rows> rows_of_bmp(ByteView file) {
  const auto field = [&](std::size_t at, std::size_t size) { return little_endian(file.subspan(at, size)); };
  const auto height = static_cast<std::int32_t>(field(22, 4));
  const bool fits = file[0] == 'B' && file[1] == 'M' && field(10, 4) == kBmpHeader && field(18, 4) == kPhotoWidth &&
                    (height == static_cast<int>(kPhotoHeight) || height == -static_cast<int>(kPhotoHeight)) &&
                    field(28, 2) == 24 && field(30, 4) == 0;
  if (!fits) return std::nullopt;
  return Rows{file.subspan(kBmpHeader), kBmpRow, height > 0};
}

bool is_symbol(std::string_view name) {
  constexpr std::size_t kLongest = 128;
  return !name.empty() && name.size() <= kLongest && std::ranges::all_of(name, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '_';
  });
}

std::optional<int> parse_whole(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

bool is_photo_quirk(std::string_view key) { return key.starts_with("photo_"); }

std::expected<PhotoForm, std::string> parse_photo_quirks(const Quirks& quirks) {
  PhotoForm form;
  for (const auto& [key, value] : quirks) {
    const auto number = parse_whole(value);
    if (key == "photo_symbol" && is_symbol(value)) {
      form.symbol = value;
    } else if (key == "photo_output" && (value == "rgb" || value == "bgr" || value == "bmp")) {
      form.output = value == "rgb" ? PhotoOutput::Rgb : value == "bgr" ? PhotoOutput::Bgr : PhotoOutput::Bmp;
    } else if (key == "photo_rows" && (value == "up" || value == "down")) {
      form.rows_from_bottom = value == "up";
    } else if (key == "photo_success" && number) {
      form.success = *number;
    } else {
      return std::unexpected{"quirk '" + key + "=" + value +
                             "': expected photo_symbol=<function>, photo_output=rgb|bgr|bmp, photo_rows=up|down or "
                             "photo_success=<number>"};
    }
  }
  return form;
}

std::size_t output_size(PhotoOutput output) {
  return output == PhotoOutput::Bmp ? kBmpHeader + kBmpRow * kPhotoHeight : kRow * kPhotoHeight;
}

std::expected<CardPhoto, std::string> photo_of(ByteView output, ByteView before, const PhotoForm& form) {
  std::optional<Rows> rows = Rows{output, kRow, form.rows_from_bottom};
  std::size_t first_row = 0;
  if (form.output == PhotoOutput::Bmp) {
    rows = rows_of_bmp(output);
    first_row = kBmpHeader;
    if (!rows) return std::unexpected{"handed out no BMP of 102 × 126 pixels in 24 bits"};
  }
  const Rows untouched{before.subspan(first_row), rows->stride, rows->from_bottom};
  CardPhoto photo{kPhotoWidth, kPhotoHeight, {}};
  photo.rgb.reserve(kRow * kPhotoHeight);
  for (std::size_t number = 0; number < kPhotoHeight; ++number) {
    const auto row = rows->row(number);
    if (std::ranges::equal(row, untouched.row(number))) return std::unexpected{"left a part of the picture empty"};
    photo.rgb.insert(photo.rgb.end(), row.begin(), row.end());
  }
  if (std::ranges::all_of(photo.rgb, [&](std::uint8_t byte) { return byte == photo.rgb.front(); })) {
    return std::unexpected{"handed out one colour all over"};
  }
  if (form.output != PhotoOutput::Rgb) {
    for (std::size_t at = 0; at < photo.rgb.size(); at += 3) std::swap(photo.rgb[at], photo.rgb[at + 2]);
  }
  return photo;
}

}  // namespace bianmin::drivers
