#pragma once
// Bench: all that the dock knows at the moment, and nothing of how it is shown. Pure.
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demo/dock/wire.h"
#include "kiosk/base/ids.h"

namespace bianmin::dock {

// The other side is not there (any more); a new state says that it is.
struct WireLost {
  std::string reason{};
  friend bool operator==(const WireLost&, const WireLost&) = default;
};
struct FromWire {
  Wire wire = Wire::Reader;
  std::variant<WireLost, Message> what{};
  friend bool operator==(const FromWire&, const FromWire&) = default;
};

// Thread: the window's.
struct Bench {
  // Empty while the program is not running.
  std::optional<ReaderState> reader{};
  std::optional<SlotState> slot{};
  std::optional<ScannerState> scanner{};
  std::optional<PrinterState> printer{};
  std::optional<PlatformState> platform{};
  std::vector<SampleCard> cards{};
  std::array<std::string, kWires.size()> why_lost{};
  // What an order was refused for; until the next one.
  std::string refusal{};
  std::string operator_url{};
  Language language = Language::Chinese;
  bool enlarged = false;  // the ticket is looked at

  [[nodiscard]] bool running(Wire wire) const;
  // Whether the dock was given its socket at all.
  [[nodiscard]] bool given(Wire wire) const { return running(wire) || !why_lost[index(wire)].empty(); }
  friend bool operator==(const Bench&, const Bench&) = default;
};

// A state of another program than the wire's counts as lost.
void take_in(Bench& bench, const FromWire& from);

// A code that can be held under the scanner's window.
struct SampleCode {
  std::string text{};
  LocalText title{};
  std::string order{};  // what the scanner is told instead of showing `text`, with which the shown code begins then
};
[[nodiscard]] const std::vector<SampleCode>& sample_codes();

// The sample card whose holder's social-security card is at hand; null while the reader has not told its cards.
[[nodiscard]] const SampleCard* social_security_holder(const Bench& bench);

// --- Actions --------------------------------------------------------------------------------------------------------

// An order is the action of its target: "<wire>:<line>", such as "reader:lay zhang-xiaoming".
struct Order {
  Wire wire = Wire::Reader;
  std::string line{};
  friend bool operator==(const Order&, const Order&) = default;
};
[[nodiscard]] ActionId action_of(const Order& order);
// Empty when the action is the dock's own.
[[nodiscard]] std::optional<Order> order_of(const ActionId& action);

inline constexpr std::string_view kSwitchLanguage = "dock:language";
inline constexpr std::string_view kEnlarge = "dock:enlarge";
inline constexpr std::string_view kShrink = "dock:shrink";

}  // namespace bianmin::dock
