#pragma once
// Which PC/SC reader is meant, as kiosk.toml and the command line write it.
#include <string>

namespace bianmin::drivers {

struct PcscSlot {
  std::string reader;  // its name as pcscd gives it, or a part of that; empty: the first there is
  friend bool operator==(const PcscSlot&, const PcscSlot&) = default;
};

}  // namespace bianmin::drivers
