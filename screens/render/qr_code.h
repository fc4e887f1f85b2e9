#pragma once
// QR codes as squares of whole pixels, so that every phone reads them from the panel.
#include <optional>
#include <string>
#include <vector>

#include "screens/scene/geometry.h"

namespace bianmin::render {

struct QrModules {
  int side = 0;  // modules, without the quiet zone
  std::vector<bool> dark;
};

// ISO/IEC 18004, byte mode, error correction M, the smallest version that holds it. Empty when it is longer than a code
// can hold (2331 bytes).
[[nodiscard]] std::optional<QrModules> qr_modules(const std::string& bytes);

// Four modules of quiet on every side, as the standard asks.
inline constexpr int kQuietModules = 4;

}  // namespace bianmin::render
