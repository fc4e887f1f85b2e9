#pragma once
// problem+json (RFC 9457) and GovStack's systemError, read as hostile input. Internal to the client. Pure.
#include <string>
#include <vector>

#include "kiosk/platform/outcome.h"
#include "kiosk/platform/reply.h"

namespace bianmin::platform {

// What our platform's problem types say. Other: a problem of somebody else's, or none.
enum class ProblemKind { Other, NeverSeen, StillRunning, NotTaken };

struct Problem {
  ProblemKind kind = ProblemKind::Other;
  LocalText text;  // a sentence for people; either may be empty
  std::vector<FieldProblem> fields;
};

// Never fails: what cannot be read is left out.
[[nodiscard]] Problem read_problem(const Reply& reply);

// Whether the body is a problem+json or GovStack's systemError: the platform speaking, not a gateway before it.
[[nodiscard]] bool is_problem(const Reply& reply);

}  // namespace bianmin::platform
