#pragma once
// Reads a social-security card that lies in a reader.
#include <expected>
#include <variant>

#include "drivers/id_card_reader/id_card_reader.h"
#include "drivers/social_security_card/card_files.h"
#include "drivers/transport/card_channel.h"

namespace bianmin::drivers {

using SocialSecurityCardReading = std::variant<SocialSecurityCard, CardProblem>;

// The whole conversation: select the application, then the two files that need no key, record by record. At most some
// twenty commands, each with the channel's limit. WrongKind is also a card of this kind that gives its holder's data
// only to who has its keys. The error is a fault of the reader, or Stopped; a fault of the card is a reading.
[[nodiscard]] std::expected<SocialSecurityCardReading, CardLinkFault> read_social_security_card(
    CardChannel& card, const ssc::Quirks& quirks, const KeepGoing& keep_going);

}  // namespace bianmin::drivers
