#pragma once
// What the platform's answers are in the flow's words.
#include <optional>

#include "kiosk/base/language.h"
#include "kiosk/flow/health.h"
#include "kiosk/platform/outcome.h"

namespace bianmin::runner {

[[nodiscard]] flow::Link link_of(platform::WireFault fault);

// Its reason in both languages; empty when it gave none.
[[nodiscard]] std::optional<LocalText> words_of(const platform::Refused& refused);

}  // namespace bianmin::runner
