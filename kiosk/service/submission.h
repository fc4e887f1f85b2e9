#pragma once
// The body of POST /services/{serviceId}/applications: GovStack's applicationFileSubmit.
#include <string>

#include "kiosk/service/definition.h"
#include "kiosk/service/form.h"
#include "kiosk/service/holder.h"

namespace bianmin::service {

struct SubmissionFacts {
  std::string created;          // RFC 3339 time of the citizen's agreement, as text: e.g. 2025-06-01T09:30:00+08:00
  std::string terminal_number;  // as on the label
  LocalText terminal_place;
  Language language = Language::Chinese;  // in which the declaration was read
  friend bool operator==(const SubmissionFacts&, const SubmissionFacts&) = default;
};

// Canonical: the same arguments give the same bytes (UTF-8, members sorted, no blanks). Only visible answers are sent.
// Calling it says that the citizen agreed to the declaration.
[[nodiscard]] std::string to_submission_json(const ServiceDefinition& service, const Holder& holder,
                                             const FormAnswers& answers, const SubmissionFacts& facts);

// GovStack's applicantId: UUIDv5 (RFC 9562) of document kind and number in the terminal's own name space, so that one
// person is one applicant at every terminal.
[[nodiscard]] std::string applicant_id(const Holder& holder);

}  // namespace bianmin::service
