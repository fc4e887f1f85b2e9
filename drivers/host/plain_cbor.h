#pragma once
// The part of CBOR (RFC 8949) that our messages use, checked before a general decoder sees the bytes.
#include <cstddef>

#include "kiosk/base/bytes.h"

namespace bianmin::device {

// Whether the bytes are exactly one well-formed item of definite lengths, without tags, nested at most `depth` deep.
//
// General decoders recurse on nesting and on strings of indefinite length: a megabyte of such openings would end the
// terminal's stack.
[[nodiscard]] bool is_plain_cbor(ByteView bytes, std::size_t depth);

}  // namespace bianmin::device
