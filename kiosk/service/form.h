#pragma once
// What a citizen has answered, and what follows from it: which fields and pages are seen, and what is wrong. Pure.
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/service/definition.h"
#include "kiosk/service/holder.h"

namespace bianmin::service {

// Field name -> value as text. Absent: never answered; empty: cleared by the citizen.
// Values taken from a document: card.sex gives GB/T 2261.1's digit, dates give YYYY-MM-DD, card.validUntil without end
// gives `long-term` and nothing where it is not known, card.document gives tag(DocumentKind).
using FormAnswers = std::map<std::string, std::string, std::less<>>;

// What the document fills in: the answers with which a form begins.
[[nodiscard]] FormAnswers prefill(const Form& form, const Holder& holder);

// The answers after one of them changed: answers whose field or option has gone with it are dropped, fields that have
// come into sight are filled from the document. A Shown field keeps what the document says. What cannot be an answer
// changes nothing: an unknown or hidden field, an option not on offer, too long a text, broken UTF-8.
[[nodiscard]] FormAnswers with_answer(const Form& form, const Holder& holder, FormAnswers answers,
                                      std::string_view name, std::string value);

[[nodiscard]] bool holds(const Condition& condition, const FormAnswers& answers);
[[nodiscard]] bool visible(const Field& field, const FormAnswers& answers);

// Pointers into `page`: they live as long as it does.
[[nodiscard]] std::vector<const Field*> visible_fields(const Page& page, const FormAnswers& answers);
[[nodiscard]] std::vector<const Option*> visible_options(const Field& field, const FormAnswers& answers);
// Indexes of the pages that have at least one visible field, ascending.
[[nodiscard]] std::vector<std::size_t> visible_pages(const Form& form, const FormAnswers& answers);
// Null when there is no such field.
[[nodiscard]] const Field* find_field(const Form& form, std::string_view name);

// The answer as a person reads it: an option's label, a date in words, "男". Private fields are not masked here.
[[nodiscard]] std::string display_value(const Field& field, const FormAnswers& answers, Language language);
// The same, masked where the field is private.
[[nodiscard]] std::string masked_value(const Field& field, const FormAnswers& answers, Language language);

struct FieldProblem {
  std::string field;  // empty: the form as a whole
  LocalText message;  // says how to mend it
  friend bool operator==(const FieldProblem&, const FieldProblem&) = default;
};

// Empty means right. At most one problem a field, in the order of the form. Schemas are compiled once and kept in a
// bounded cache inside; thread: any.
[[nodiscard]] std::vector<FieldProblem> check_page(const Form& form, std::size_t page, const FormAnswers& answers);
[[nodiscard]] std::vector<FieldProblem> check_form(const Form& form, const FormAnswers& answers);

}  // namespace bianmin::service
