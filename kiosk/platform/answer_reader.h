#pragma once
// Reads of an accepted application what the terminal needs. Internal to the client. Pure.
#include <optional>
#include <string>

#include "kiosk/base/bytes.h"

namespace bianmin::platform {

// The `fileId` of an applicationFileResponse, empty when it has none. No value when the body is no JSON object, or is
// nested deeper than any real answer. Builds no tree: a hostile body costs no more memory than its own size.
[[nodiscard]] std::optional<std::string> read_file_id(ByteView body);

}  // namespace bianmin::platform
