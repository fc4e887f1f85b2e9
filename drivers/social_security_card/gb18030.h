#pragma once
// Text as Chinese cards of before Unicode hold it.
#include <optional>
#include <string>

#include "kiosk/base/bytes.h"

namespace bianmin::drivers {

// GB 18030, and so GBK and GB 2312, as UTF-8. Empty when a byte is none of it. By the C library's iconv.
[[nodiscard]] std::optional<std::string> utf8_from_gb18030(ByteView text);

}  // namespace bianmin::drivers
