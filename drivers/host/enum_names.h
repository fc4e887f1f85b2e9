#pragma once
// The enumerators' names, in their order: one table each for logs and for the codec.
#include <array>
#include <span>
#include <string_view>

#include "drivers/host/messages.h"

namespace bianmin::device {

using Names = std::span<const std::string_view>;

inline constexpr auto kDeviceTroubles = std::to_array<std::string_view>(
    {"Missing", "Forbidden", "Busy", "Unplugged", "NoAnswer", "GarbledAnswer", "NotAuthorised", "HardwareFault"});
inline constexpr auto kCardFaults = std::to_array<std::string_view>({"Removed", "Damaged", "WrongKind", "Garbled"});
inline constexpr auto kPapers = std::to_array<std::string_view>({"Enough", "NearEnd", "Out", "Unknown"});
inline constexpr auto kPrintStages = std::to_array<std::string_view>({"Sent"});
inline constexpr auto kPrintOutcomes = std::to_array<std::string_view>({"Confirmed", "Failed", "Unknown"});
inline constexpr auto kPrinterFaults = std::to_array<std::string_view>(
    {"None", "NoPaper", "CoverOpen", "CutterJam", "HeadHot", "Offline", "NoAnswer", "Disconnected", "Cancelled"});
inline constexpr auto kIdCardKinds =
    std::to_array<std::string_view>({"Citizen", "HmtPermit", "ForeignPermanent2017", "ForeignPermanent2023"});
inline constexpr auto kSexes = std::to_array<std::string_view>({"Unknown", "Male", "Female", "NotStated"});

constexpr Names names_of(DeviceTrouble) { return kDeviceTroubles; }
constexpr Names names_of(CardFault) { return kCardFaults; }
constexpr Names names_of(Paper) { return kPapers; }
constexpr Names names_of(PrintStage) { return kPrintStages; }
constexpr Names names_of(PrintOutcome) { return kPrintOutcomes; }
constexpr Names names_of(PrinterFault) { return kPrinterFaults; }
constexpr Names names_of(drivers::IdCardKind) { return kIdCardKinds; }
constexpr Names names_of(drivers::Sex) { return kSexes; }

template <typename Enum>
constexpr std::string_view name_of(Enum value) {
  return names_of(value)[static_cast<std::size_t>(value)];
}

}  // namespace bianmin::device
