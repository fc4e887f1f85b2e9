#pragma once
// The device processes' words and the flow's: the one place that knows both. Pure.
#include <optional>

#include "drivers/host/messages.h"
#include "kiosk/flow/event.h"

namespace bianmin::devices {

// Empty for what the flow need not know: heartbeats, progress.
[[nodiscard]] std::optional<flow::Event> event_of(flow::Device device, const device::FromDevice& message);

[[nodiscard]] service::Holder holder_of(const drivers::IdCard& card);
[[nodiscard]] service::Holder holder_of(const drivers::SocialSecurityCard& card);

[[nodiscard]] flow::DeviceTrouble trouble_of(device::DeviceTrouble trouble);
[[nodiscard]] flow::ReceiptProblem problem_of(device::PrinterFault fault);

}  // namespace bianmin::devices
