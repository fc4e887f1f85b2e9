#pragma once
// SAM_V over USB: how frames are laid on bulk endpoints, and which devices are known to do so.
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "drivers/id_card_reader/sam_v_reader.h"
#include "drivers/transport/transport.h"
#include "drivers/transport/usb.h"

namespace bianmin::drivers {

// The same ids are sold with either layout, so the endpoints tell and never the ids. Source: vendors' public documents
// and open implementations, compared.
enum class SamVLayout {
  SplitEndpoints,  // the 7 bytes of preamble and length on the first endpoint of a direction, the rest on the second
  SinglePair,      // whole frames on one endpoint each way
};
[[nodiscard]] std::string_view to_string(SamVLayout layout);

// Empty when a direction has no bulk endpoint.
[[nodiscard]] std::optional<SamVLayout> sam_v_layout(const UsbEndpoints& endpoints);

// A stream of bytes over the device, as a serial line gives it. The device has one of the layouts.
[[nodiscard]] std::unique_ptr<Transport> sam_v_over_usb(std::unique_ptr<UsbDevice> device, SamVLayout layout);

struct SamVModel {
  UsbId id;
  std::string_view meaning;  // for technicians
  SamVQuirks quirks;         // what kiosk.toml says goes before
};
[[nodiscard]] std::span<const SamVModel> sam_v_models();
// The ids that usb:auto looks for.
[[nodiscard]] std::vector<UsbId> sam_v_usb_ids();
// The usual ones for an id that the table does not know.
[[nodiscard]] SamVQuirks sam_v_quirks_of(UsbId id);

}  // namespace bianmin::drivers
