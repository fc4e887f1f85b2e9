#pragma once
// What a device process does from its first to its last moment: open, serve, lose, open again.
#include "drivers/host/device_session.h"

namespace bianmin::device {

// Returns when the terminal says Shutdown or is gone. While the device is missing it tries again after 250 ms, and then
// ever less often, up to every second. Unready is said when the trouble changes, not at each try.
void serve_device(TerminalLink& link, const SessionOpener& open);

}  // namespace bianmin::device
