#pragma once
// Names of things, so that one is never passed for another.
#include <compare>
#include <cstdint>
#include <string>

namespace bianmin {

// Says which request a result answers. A result whose ticket is not the awaited one is stale and is ignored.
struct Ticket {
  std::uint64_t value = 0;
  friend auto operator<=>(const Ticket&, const Ticket&) = default;
};

// A service of the platform's catalogue (a UUID in GovStack's words `serviceId`).
struct ServiceId {
  std::string value;
  friend auto operator<=>(const ServiceId&, const ServiceId&) = default;
};

// The Idempotency-Key of one application: made once, kept through every resend.
struct SubmissionKey {
  std::string value;
  friend auto operator<=>(const SubmissionKey&, const SubmissionKey&) = default;
};

// What a target on a screen asks for: a verb, or `verb:argument`. Screens write it, flow reads it
// (kiosk/flow/action.h).
struct ActionId {
  std::string value;
  friend auto operator<=>(const ActionId&, const ActionId&) = default;
};

}  // namespace bianmin
