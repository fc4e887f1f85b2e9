#include "demo/dock/words.h"

namespace bianmin::dock {

std::string Said::with(Language language, std::string_view what) const {
  auto text = in(language);
  if (const auto place = text.find("{}"); place != std::string::npos) text.replace(place, 2, what);
  return text;
}

}  // namespace bianmin::dock
