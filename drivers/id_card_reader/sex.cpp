#include "drivers/id_card_reader/sex.h"

namespace bianmin::drivers {

std::optional<Sex> sex_of(std::string_view code) {
  if (code.empty() || code == "0") return Sex::Unknown;
  if (code == "1") return Sex::Male;
  if (code == "2") return Sex::Female;
  if (code == "9") return Sex::NotStated;
  return std::nullopt;
}

}  // namespace bianmin::drivers
