#pragma once
// Pictures kept in the repository, compared so that another version of the fonts passes and another layout does not.
#include <filesystem>
#include <optional>
#include <string>

#include "kiosk/base/bitmap.h"

namespace bianmin::receipt {

// Empty when the file is no picture.
[[nodiscard]] std::optional<MonoBitmap> read_png(const std::filesystem::path& file);

// Mean difference of grey, 0 to 1, of the two pictures shrunk to a quarter; where one is longer, the rest of the other
// counts as white.
[[nodiscard]] double difference(const MonoBitmap& a, const MonoBitmap& b);

}  // namespace bianmin::receipt
