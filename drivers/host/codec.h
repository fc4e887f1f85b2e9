#pragma once
// Messages as bytes: CBOR (RFC 8949), one map a message, {"type": name, field: value …}.
#include <expected>
#include <string>

#include "drivers/host/messages.h"
#include "kiosk/base/bytes.h"

namespace bianmin::device {

// A frame's content is never longer; a receipt of 576 dots may be 14,000 rows long.
inline constexpr std::size_t kLargestMessage = 1024UL * 1024UL;
// A text field is never longer, in bytes.
inline constexpr std::size_t kLongestText = 8192;

// Text that is not UTF-8, or longer than a field may be, is a bug of the caller's: the other side will refuse it.
[[nodiscard]] Bytes encode(const ToDevice& message);
[[nodiscard]] Bytes encode(const FromDevice& message);

// Bytes of any origin. The error is a sentence for a log that names the field and never quotes its value.
[[nodiscard]] std::expected<ToDevice, std::string> decode_to_device(ByteView bytes);
[[nodiscard]] std::expected<FromDevice, std::string> decode_from_device(ByteView bytes);

}  // namespace bianmin::device
