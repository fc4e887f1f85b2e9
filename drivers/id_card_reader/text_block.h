#pragma once
// The 256 bytes of text on a resident-ID chip: UTF-16LE fields at fixed places, padded with spaces. Pure.
//
// The letter at byte 248 tells the kind of document and with it the layout (layouts in text_block.cpp). Source: public
// SDK headers and standards' annexes, compared.
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/id_card_reader/id_card.h"
#include "drivers/id_card_reader/sam_v_wire.h"

namespace bianmin::drivers {

// The field that makes no sense; never its value.
struct TextBlockFault {
  std::string_view field;
  friend bool operator==(const TextBlockFault&, const TextBlockFault&) = default;
};

// A wrong check character is told in the card and is no fault; neither is an unknown division or ethnicity code. A
// field that should hold a date, digits or a name and does not is one.
[[nodiscard]] std::expected<IdCard, TextBlockFault> parse_text_block(
    std::span<const std::uint8_t, sam_v::kTextSize> block);

// The reply to "read newest address": up to 4 entries of 70 bytes; blank ones are left out. A fault when the length or
// a text is impossible.
[[nodiscard]] std::expected<std::vector<std::string>, TextBlockFault> parse_newest_addresses(ByteView data);

}  // namespace bianmin::drivers
