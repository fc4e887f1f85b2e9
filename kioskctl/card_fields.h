#pragma once
// A card as a table: what each field is called for people and for programs, and its value as it may be shown. Pure.
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "drivers/id_card_reader/id_card.h"
#include "drivers/social_security_card/social_security_card.h"
#include "kiosk/base/language.h"
#include "kiosk/service/holder.h"

namespace bianmin::kioskctl {

enum class Shown { Masked, InFull };

struct CardField {
  std::string key;  // in JSON
  LocalText label;
  nlohmann::ordered_json value;  // null: the card has none
  LocalText instead = {};        // what people read where there is none; empty: the field is left out
};

// Every field of its kind of card, in the order to print them. Masked: names, numbers, days of birth and addresses show
// no more than a citizen's screen does. Pictures and fingerprints are told by their size only, also in full.
[[nodiscard]] std::vector<CardField> fields_of(const drivers::IdCard& card, Shown shown, bool fingerprints_read);
[[nodiscard]] std::vector<CardField> fields_of(const drivers::SocialSecurityCard& card, Shown shown);

[[nodiscard]] service::DocumentKind document_of(const drivers::IdCard& card);

}  // namespace bianmin::kioskctl
