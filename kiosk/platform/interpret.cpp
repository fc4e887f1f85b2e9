#include "kiosk/platform/interpret.h"

#include <utility>

#include "kiosk/platform/answer_reader.h"
#include "kiosk/platform/problem.h"
#include "kiosk/platform/wire_text.h"

namespace bianmin::platform {
namespace {

enum class Kind { Success, NotModified, Refused, Forbidden, NotFound, Conflict, TryLater, Failed, Strange };

// RFC 9110, 15; RFC 6585 for 425 and 429.
Kind kind_of(int status) {
  switch (status) {
    case 200:
    case 201:
      return Kind::Success;
    case 304:
      return Kind::NotModified;
    case 401:
    case 403:
      return Kind::Forbidden;
    case 404:
      return Kind::NotFound;
    case 408:
      return Kind::Strange;  // the server gave up while the request was coming in
    case 409:
      return Kind::Conflict;
    case 425:
    case 429:
      return Kind::TryLater;
    default:
      break;
  }
  if (status >= 400 && status < 500) return Kind::Refused;
  return status >= 500 && status < 600 ? Kind::Failed : Kind::Strange;
}

std::optional<std::chrono::seconds> wait_of(const Reply& reply) { return retry_after(reply.retry_after, reply.date); }

// A server error that says that nothing was taken: by its problem type, or as 503 with Retry-After.
bool was_not_taken(const Reply& reply) {
  return read_problem(reply).kind == ProblemKind::NotTaken || (reply.status == 503 && wait_of(reply));
}

template <typename Result>
Result broken_as(const Broken& broken) {
  if (!broken.sent) return Unreachable{broken.why};
  return Unknown{broken.why, broken.status};
}

template <typename Result>
Result failed_as(const Reply& reply) {
  if (was_not_taken(reply)) return Busy{reply.status, wait_of(reply)};
  return Unknown{WireFault::ServerError, reply.status};
}

template <typename Result>
Result acknowledged_as(const Reply& reply, bool replayed) {
  auto file_id = read_file_id(reply.body);
  if (!file_id) return Unknown{WireFault::Garbled, reply.status};
  return Acknowledged{reply.body, *std::move(file_id), replayed};
}

Refused refused(const Reply& reply) {
  Problem problem = read_problem(reply);
  return {reply.status, std::move(problem.text), std::move(problem.fields)};
}

bool is_true(std::string_view value) { return value == "true" || value == "?1"; }

}  // namespace

Outcome outcome_of(const Exchange& exchange) {
  if (!exchange) return broken_as<Outcome>(exchange.error());
  const Reply& reply = *exchange;
  switch (kind_of(reply.status)) {
    case Kind::Success:
      return acknowledged_as<Outcome>(reply, is_true(reply.replayed));
    case Kind::Refused:
    case Kind::NotFound:
      // A gateway on the way answers 4xx too. Refused for good is only what the platform itself says so.
      if (!is_problem(reply)) return Unknown{WireFault::Garbled, reply.status};
      return refused(reply);
    case Kind::Forbidden:
      return Forbidden{reply.status};
    case Kind::Conflict:
    case Kind::TryLater:
      return Busy{reply.status, wait_of(reply)};
    case Kind::Failed:
      return failed_as<Outcome>(reply);
    case Kind::NotModified:
    case Kind::Strange:
      break;
  }
  return Unknown{WireFault::Garbled, reply.status};
}

Answer answer_of(const Exchange& exchange) {
  if (!exchange) return broken_as<Answer>(exchange.error());
  const Reply& reply = *exchange;
  switch (kind_of(reply.status)) {
    case Kind::Success:
      return acknowledged_as<Answer>(reply, true);
    case Kind::NotFound: {
      // A server that has no such path answers 404 as well, but not in these words.
      if (read_problem(reply).kind == ProblemKind::NeverSeen) return NeverSeen{};
      return Unsupported{};
    }
    case Kind::Refused:
      return Unsupported{};
    case Kind::Forbidden:
      return Forbidden{reply.status};
    case Kind::Conflict:
      return StillRunning{wait_of(reply)};
    case Kind::TryLater:
      return Busy{reply.status, wait_of(reply)};
    case Kind::Failed:
      if (reply.status == 501) return Unsupported{};
      return failed_as<Answer>(reply);
    case Kind::NotModified:
    case Kind::Strange:
      break;
  }
  return Unknown{WireFault::Garbled, reply.status};
}

std::expected<Fetched, PlatformFault> fetched_of(const Exchange& exchange) {
  if (!exchange) return std::unexpected{PlatformFault{exchange.error().why, exchange.error().status, {}}};
  const Reply& reply = *exchange;
  const auto fault = [&](WireFault why) { return std::unexpected{PlatformFault{why, reply.status, wait_of(reply)}}; };
  // An ETag that cannot be sent back as it came is none.
  std::string etag = is_header_value(reply.etag) ? reply.etag : "";
  switch (kind_of(reply.status)) {
    case Kind::Success:
      return Fetched{reply.status, reply.body, std::move(etag)};
    case Kind::NotModified:
      return Fetched{reply.status, {}, std::move(etag)};
    case Kind::NotFound:
      return fault(WireFault::NotFound);
    case Kind::Refused:
    case Kind::Forbidden:
    case Kind::Conflict:
      return fault(WireFault::Refused);
    case Kind::TryLater:
    case Kind::Failed:
      return fault(WireFault::ServerError);
    case Kind::Strange:
      break;
  }
  return fault(WireFault::Garbled);
}

}  // namespace bianmin::platform
