#include "kiosk/runner/platform_words.h"

namespace bianmin::runner {

flow::Link link_of(platform::WireFault fault) {
  return fault == platform::WireFault::CertificateNotAccepted ? flow::Link::Forbidden : flow::Link::Down;
}

std::optional<LocalText> words_of(const platform::Refused& refused) {
  LocalText words = refused.text;
  if (words.chinese.empty() && words.english.empty() && !refused.fields.empty()) words = refused.fields.front().text;
  if (words.chinese.empty() && words.english.empty()) return std::nullopt;
  if (words.chinese.empty()) words.chinese = words.english;
  if (words.english.empty()) words.english = words.chinese;
  return words;
}

}  // namespace bianmin::runner
