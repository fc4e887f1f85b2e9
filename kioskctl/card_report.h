#pragma once
// What kioskctl prints: for people, and as JSON by config/kioskctl-card.schema.json. Pure.
#include <string>
#include <vector>

#include "kiosk/base/language.h"
#include "kioskctl/card_fields.h"
#include "kioskctl/card_list.h"
#include "kioskctl/card_reading.h"

namespace bianmin::kioskctl {

// Each ends with a line end.
[[nodiscard]] std::string report(const ReadCard& card, Shown shown, Language language);
[[nodiscard]] std::string report(const std::vector<ListedReader>& readers, Language language);

// One line of JSON each.
[[nodiscard]] std::string json_report(const ReadCard& card, Shown shown);
[[nodiscard]] std::string json_report(const std::vector<ListedReader>& readers);
[[nodiscard]] std::string json_report(const Trouble& trouble);

}  // namespace bianmin::kioskctl
