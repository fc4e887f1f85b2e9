#pragma once
// UTF-16 as cards hold it.
#include <optional>
#include <string>

#include "kiosk/base/bytes.h"

namespace bianmin::drivers {

// Little-endian UTF-16 to UTF-8. Empty when a byte is left over or a surrogate stands alone.
[[nodiscard]] std::optional<std::string> utf8_of_utf16le(ByteView bytes);

}  // namespace bianmin::drivers
