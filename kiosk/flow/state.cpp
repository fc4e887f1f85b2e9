#include "kiosk/flow/state.h"

#include <array>
#include <type_traits>
#include <utility>

#include "kiosk/flow/effect.h"
#include "kiosk/flow/event.h"

namespace bianmin::flow {
namespace {

// In the order of the variants: a name missing or out of place does not compile or fails the golden table.
constexpr auto kStateNames = std::to_array<std::string_view>({"out-of-service",
                                                              "idle",
                                                              "interrupted",
                                                              "choosing-language",
                                                              "home",
                                                              "searching",
                                                              "guide",
                                                              "awaiting-card",
                                                              "checking-code",
                                                              "card-refused",
                                                              "confirming-identity",
                                                              "filling-form",
                                                              "choosing-option",
                                                              "editing-field",
                                                              "reviewing",
                                                              "declaring",
                                                              "sealing",
                                                              "submitting",
                                                              "not-submitted",
                                                              "showing-result",
                                                              "printing",
                                                              "receipt-trouble",
                                                              "receipt-on-screen",
                                                              "finished",
                                                              "rating",
                                                              "goodbye",
                                                              "entering-pin",
                                                              "technician-status"});
static_assert(kStateNames.size() == std::variant_size_v<State>);

constexpr auto kEventNames = std::to_array<std::string_view>(
    {"pressed",          "touched",          "clock-read",         "timer-fired",     "catalogue-arrived",
     "catalogue-failed", "device-ready",     "device-troubled",    "supplies-seen",   "card-seen",
     "card-read",        "card-unreadable",  "card-lifted",        "code-scanned",    "code-verified",
     "code-refused",     "candidates-found", "application-sealed", "seal-failed",     "platform-accepted",
     "platform-refused", "platform-silent",  "print-finished",     "backlog-stepped", "journal-opened",
     "pin-checked"});
static_assert(kEventNames.size() == std::variant_size_v<Event>);

constexpr auto kEffectNames = std::to_array<std::string_view>(
    {"start-timer",      "stop-timer",           "start-reading",   "stop-reading",     "start-scanning",
     "stop-scanning",    "verify-code",          "find-candidates", "seal-application", "abandon-seal",
     "send-application", "withdraw-application", "step-backlog",    "print-receipt",    "cancel-print",
     "send-rating",      "begin-visit",          "end-visit",       "clear-devices",    "fetch-catalogue",
     "check-pin",        "retry-devices",        "play-sound",      "note-audit"});
static_assert(kEffectNames.size() == std::variant_size_v<Effect>);

template <typename S>
auto* visit_in(S& state) {
  using VisitPointer = std::conditional_t<std::is_const_v<S>, const Visit*, Visit*>;
  return std::visit(
      [](auto& at) -> VisitPointer {
        if constexpr (requires { at.visit; }) {
          return &at.visit;
        } else if constexpr (requires { at.form.visit; }) {
          return &at.form.visit;
        } else {
          return nullptr;
        }
      },
      state);
}

}  // namespace

std::string_view to_string(Device device) {
  switch (device) {
    case Device::IdCardReader:
      return "id-card-reader";
    case Device::SocialSecurityCardReader:
      return "social-security-card-reader";
    case Device::CodeScanner:
      return "code-scanner";
    case Device::ReceiptPrinter:
      break;
  }
  return "receipt-printer";
}

const DeviceHealth& Health::of(Device device) const {
  switch (device) {
    case Device::IdCardReader:
      return reader;
    case Device::SocialSecurityCardReader:
      return social_security_reader;
    case Device::CodeScanner:
      return scanner;
    case Device::ReceiptPrinter:
      break;
  }
  return printer;
}

DeviceHealth& Health::of(Device device) {
  return const_cast<DeviceHealth&>(std::as_const(*this).of(device));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

bool Health::can_print() const {
  return printer.state == DeviceState::Ready && supplies.paper != Paper::Out && !supplies.cover_open &&
         !supplies.cutter_fault && !supplies.head_hot && !supplies.offline;
}

const Visit* visit_of(const State& state) { return visit_in(state); }
Visit* visit_of(State& state) { return visit_in(state); }

Belongings* belongings_of(State& state) {
  if (Visit* visit = visit_of(state)) return &visit->belongings;
  auto* goodbye = std::get_if<Goodbye>(&state);
  return goodbye == nullptr ? nullptr : &goodbye->belongings;
}

Preferences preferences_of(const State& state) {
  if (const Visit* visit = visit_of(state)) return visit->preferences;
  if (const auto* goodbye = std::get_if<Goodbye>(&state)) return goodbye->preferences;
  if (const auto* interrupted = std::get_if<Interrupted>(&state)) return interrupted->preferences;
  if (const auto* pin = std::get_if<EnteringPin>(&state)) return pin->preferences;
  if (const auto* status = std::get_if<TechnicianStatus>(&state)) return status->preferences;
  return {};
}

std::string_view name_of(const State& state) { return kStateNames.at(state.index()); }
std::string_view name_of(const Event& event) { return kEventNames.at(event.index()); }
std::string_view name_of(const Effect& effect) { return kEffectNames.at(effect.index()); }

}  // namespace bianmin::flow
