#pragma once
// Time and random ids, from where they enter the flow.
#include <chrono>
#include <string>
#include <string_view>

#include "kiosk/base/ids.h"
#include "kiosk/flow/state.h"

namespace bianmin::runner {

// UUID version 4 (RFC 9562) from the system's random numbers.
[[nodiscard]] SubmissionKey fresh_key();

// "261122-7K3QF": date and five characters that cannot be mistaken for each other; said over the telephone.
[[nodiscard]] std::string fresh_local_number(const flow::Clock& clock);

// Evenly spread, 0 ≤ x < 1.
[[nodiscard]] double chance();

[[nodiscard]] flow::Clock local_clock(std::chrono::system_clock::time_point now);
// RFC 3339 with the local offset: 2026-11-22T09:30:00+08:00.
[[nodiscard]] std::string rfc3339(std::chrono::system_clock::time_point now);
// As receipts and screens show it: 2026-11-22 09:30.
[[nodiscard]] std::string shown_time(std::chrono::system_clock::time_point now);

}  // namespace bianmin::runner
