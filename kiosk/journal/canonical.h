#pragma once
// One unambiguous byte string of several fields: what digests and seals are bound to. Internal to the journal.
#include <cstdint>
#include <string_view>

#include "kiosk/base/bytes.h"

namespace bianmin::journal {

class Canonical {
 public:
  Canonical& number(std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) bytes_.push_back(static_cast<std::uint8_t>(value >> shift));
    return *this;
  }
  Canonical& raw(ByteView bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
  }
  Canonical& text(std::string_view text) { return number(text.size()).raw(as_bytes(text)); }

  [[nodiscard]] const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_;
};

}  // namespace bianmin::journal
