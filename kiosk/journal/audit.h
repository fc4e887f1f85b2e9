#pragma once
// The audit chain's vocabulary: what happened at the terminal, without personal data.
#include <array>
#include <cstdint>
#include <string>

#include "kiosk/base/ids.h"

namespace bianmin::journal {

using Digest = std::array<std::uint8_t, 32>;  // SHA-256

// One thing that happened. Every field is free of personal data; each is cut off at kAuditFieldCap bytes.
struct AuditEvent {
  std::string name;          // "application.sealed"
  ServiceId service;         // empty where no service is concerned
  std::string local_number;  // empty where no application is concerned
  std::string outcome;       // "ok", or a fault's name
  std::string time;          // RFC 3339, from the caller's clock; the chain's order, not this, is the order
  friend bool operator==(const AuditEvent&, const AuditEvent&) = default;
};

inline constexpr std::size_t kAuditFieldCap = 200;  // bytes

// The newest link. Sent away with each heartbeat, it makes a rewritten chain visible.
struct AuditHead {
  std::uint64_t count = 0;  // events ever appended
  Digest digest{};          // all zero when nothing was ever appended
  friend bool operator==(const AuditHead&, const AuditHead&) = default;
};

// digest(n) = SHA-256(digest(n-1), n, name, service, local number, outcome, time); each text preceded by its length in
// bytes, numbers as 8 bytes, the most significant first.
[[nodiscard]] Digest chain(const Digest& previous, std::uint64_t number, const AuditEvent& event);

enum class AuditBreakKind { Changed, Missing, Unreadable };

// The first event, counted from 1, at which the chain does not hold.
struct AuditBreak {
  std::uint64_t at = 0;
  AuditBreakKind kind = AuditBreakKind::Changed;
  friend bool operator==(const AuditBreak&, const AuditBreak&) = default;
};

}  // namespace bianmin::journal
