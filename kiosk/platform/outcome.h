#pragma once
// What came of a request to the platform. Plain data.
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/base/bytes.h"
#include "kiosk/base/ids.h"
#include "kiosk/base/language.h"

namespace bianmin::platform {

// Why a request got no answer that can be used. A closed set.
enum class WireFault {
  BadAddress,          // the configured address cannot be used
  CredentialsMissing,  // CA, certificate or key file cannot be read
  NameNotFound,
  NoConnection,            // refused, no route, or none within the connect limit
  TlsFailed,               // no common version or cipher, or no TLS there
  PlatformNotTrusted,      // its certificate is not from our CA, not for its name, or expired
  PinMismatch,             // its key is none of the pinned
  CertificateNotAccepted,  // the platform did not take the terminal's certificate
  TimedOut,
  Cut,       // the connection ended before the answer was whole
  TooLarge,  // the reply is over its cap
  Garbled,   // not HTTP, or not what this request is answered with
  NotFound,  // 404: fetch() only
  Refused,   // another 4xx: fetch() only
  ServerError,
  Cancelled,
};

[[nodiscard]] std::string_view to_string(WireFault fault);

// One application on its way. The bytes and their digest come from the journal, unchanged at every attempt.
struct Submission {
  SubmissionKey key;
  ServiceId service;
  Bytes body;
  std::array<std::uint8_t, 32> digest{};  // SHA-256 of body
  friend bool operator==(const Submission&, const Submission&) = default;
};

// The platform has it. `file_id` is the platform's number (GovStack `fileId`), empty when it gave none.
struct Acknowledged {
  Bytes body;
  std::string file_id;
  bool replayed = false;  // an earlier attempt had arrived
  friend bool operator==(const Acknowledged&, const Acknowledged&) = default;
};

// What is wrong with one field, in the platform's words. Either language may be empty.
struct FieldProblem {
  std::string pointer;  // JSON Pointer into the body
  LocalText text;
  friend bool operator==(const FieldProblem&, const FieldProblem&) = default;
};

// Refused for good. The words are the platform's: hostile length and control characters are gone, languages may be
// empty.
struct Refused {
  int status = 0;
  LocalText text;
  std::vector<FieldProblem> fields;
  friend bool operator==(const Refused&, const Refused&) = default;
};

// 401 or 403: stop the whole queue and tell the technician.
struct Forbidden {
  int status = 0;
  friend bool operator==(const Forbidden&, const Forbidden&) = default;
};

// The same later: it was not taken, or the first request of this key is still running (409).
struct Busy {
  int status = 0;
  std::optional<std::chrono::seconds> retry_after;
  friend bool operator==(const Busy&, const Busy&) = default;
};

// Not one byte of the request can have been received: safe to send again.
struct Unreachable {
  WireFault why = WireFault::NoConnection;
  friend bool operator==(const Unreachable&, const Unreachable&) = default;
};

// The request may have arrived: ask before resending. `status` is 0 when no status line came.
struct Unknown {
  WireFault why = WireFault::TimedOut;
  int status = 0;
  friend bool operator==(const Unknown&, const Unknown&) = default;
};

using Outcome = std::variant<Acknowledged, Refused, Forbidden, Busy, Unreachable, Unknown>;

struct NeverSeen {
  friend bool operator==(const NeverSeen&, const NeverSeen&) = default;
};
struct StillRunning {
  std::optional<std::chrono::seconds> retry_after;
  friend bool operator==(const StillRunning&, const StillRunning&) = default;
};
// A plain GovStack server, which cannot be asked: resending the same key and bytes is all there is.
struct Unsupported {
  friend bool operator==(const Unsupported&, const Unsupported&) = default;
};

// What the platform knows of a submission. Unreachable and Unknown: it could not be learnt now.
using Answer = std::variant<Acknowledged, NeverSeen, StillRunning, Unsupported, Forbidden, Busy, Unreachable, Unknown>;

struct Fetched {
  int status = 0;  // 200, or 304 with an empty body: what the caller has under this ETag is current
  Bytes body;
  std::string etag;  // empty when the platform gives none
  friend bool operator==(const Fetched&, const Fetched&) = default;
};

// Why a fetch brought nothing. `status` is 0 when no status line came; the platform's status otherwise.
struct PlatformFault {
  WireFault why = WireFault::NoConnection;
  int status = 0;
  std::optional<std::chrono::seconds> retry_after;
  friend bool operator==(const PlatformFault&, const PlatformFault&) = default;
};

}  // namespace bianmin::platform
