#pragma once
// Asks the platform whose electronic ID a code is.
#include <chrono>

#include "kiosk/flow/effect.h"
#include "kiosk/flow/event.h"
#include "kiosk/platform/client.h"

namespace bianmin::runner {

// CodeVerified, CodeRefused or PlatformSilent, with the order's ticket. An answer that cannot be understood is silence
// from a platform that is there. Thread: the client's.
[[nodiscard]] flow::Event check_electronic_id(const flow::VerifyCode& order, platform::Client& client,
                                              std::chrono::milliseconds limit);

}  // namespace bianmin::runner
