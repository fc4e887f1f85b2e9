#pragma once
// What a request's end means. Pure. Internal to the client.
#include <expected>

#include "kiosk/platform/reply.h"

namespace bianmin::platform {

[[nodiscard]] Outcome outcome_of(const Exchange& exchange);
[[nodiscard]] Answer answer_of(const Exchange& exchange);
[[nodiscard]] std::expected<Fetched, PlatformFault> fetched_of(const Exchange& exchange);

}  // namespace bianmin::platform
