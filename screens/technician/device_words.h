#pragma once
// What a technician is told of a device: what is wrong, and what to do. Inside screens only.
#include <string_view>

#include "kiosk/flow/health.h"

namespace bianmin::screens {

// All are msgids for Words::text(); empty where there is nothing to say.
[[nodiscard]] std::string_view name_of(flow::Device device);
[[nodiscard]] std::string_view state_words(flow::DeviceState state);
[[nodiscard]] std::string_view trouble_words(flow::DeviceTrouble trouble);
[[nodiscard]] std::string_view remedy_for(flow::DeviceTrouble trouble);

// What the printer's supplies ask for; empty when nothing.
[[nodiscard]] std::string_view supplies_words(const flow::PrinterSupplies& supplies);

[[nodiscard]] std::string_view link_words(flow::Link link);
[[nodiscard]] std::string_view link_remedy(flow::Link link);

}  // namespace bianmin::screens
