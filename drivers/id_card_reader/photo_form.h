#pragma once
// The forms in which vendors' libraries hand out a decoded photo. Pure.
//
// Compared: three public programs that call such libraries. All of them give `int unpack(char* packed, char* pixels,
// int save)` a buffer of 102 × 126 × 3 bytes and take its pixels as red, green, blue, rows from the bottom; two of them
// take 1 for success. Others hand out a whole BMP file. What a given library does is therefore a quirk of the device.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "drivers/id_card_reader/id_card.h"

namespace bianmin::drivers {

inline constexpr std::uint32_t kPhotoWidth = 102;
inline constexpr std::uint32_t kPhotoHeight = 126;

enum class PhotoOutput { Rgb, Bgr, Bmp };

struct PhotoForm {
  std::string symbol = "unpack";          // photo_symbol = <name of the function>
  PhotoOutput output = PhotoOutput::Rgb;  // photo_output = rgb | bgr | bmp
  bool rows_from_bottom = true;           // photo_rows = up | down; a BMP says it itself
  int success = 1;                        // photo_success = <what the function returns when it worked>
  friend bool operator==(const PhotoForm&, const PhotoForm&) = default;
};

using Quirks = std::vector<std::pair<std::string, std::string>>;

// Whether a quirk is one of these.
[[nodiscard]] bool is_photo_quirk(std::string_view key);
// Of quirks for which is_photo_quirk() says yes. The error is a sentence that names the quirk and what it may be.
[[nodiscard]] std::expected<PhotoForm, std::string> parse_photo_quirks(const Quirks& quirks);

// 38,556 bytes of pixels, or 38,862 of a BMP.
[[nodiscard]] std::size_t output_size(PhotoOutput output);

// What a library left in a buffer of output_size() that held `before`. The error is a sentence about what makes this no
// photo: rows that were not written, one colour all over, no BMP of that size.
[[nodiscard]] std::expected<CardPhoto, std::string> photo_of(ByteView output, ByteView before, const PhotoForm& form);

}  // namespace bianmin::drivers
