#pragma once
// What turns the picture of a chip into pixels.
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "drivers/id_card_reader/id_card.h"
#include "drivers/id_card_reader/sam_v_wire.h"
#include "drivers/transport/keep_going.h"

namespace bianmin::drivers {

// The chip's picture as it comes: WLT, undocumented.
using PackedPhoto = std::span<const std::uint8_t, sam_v::kPhotoSize>;

// Thread: the device process's only thread.
class PhotoDecoder {
 public:
  virtual ~PhotoDecoder() = default;

  // Empty when it did not work, which never costs more than the photo. Lasts little more than a second at the most.
  [[nodiscard]] virtual std::optional<CardPhoto> decode(PackedPhoto packed, const KeepGoing& keep_going) = 0;

  // What a technician should know and do; empty as long as nothing is known to be wrong.
  [[nodiscard]] virtual std::string complaint() const = 0;
};

}  // namespace bianmin::drivers
