#include "kiosk/service/form.h"

#include <algorithm>
#include <utility>

#include "kiosk/service/characters.h"
#include "kiosk/service/masking.h"

namespace bianmin::service {
namespace {

constexpr std::string_view kLongTerm = "long-term";

std::string text_of(const Expiry& until) {
  if (const auto* day = std::get_if<std::chrono::year_month_day>(&until)) return iso_date(*day);
  return std::holds_alternative<WithoutEnd>(until) ? std::string{kLongTerm} : std::string{};
}

std::string value_from(const Holder& holder, CardSource source) {
  switch (source) {
    case CardSource::Name:
      return called(holder);
    case CardSource::Number:
      return holder.number;
    case CardSource::Sex:
      return std::to_string(static_cast<int>(holder.sex));
    case CardSource::Birth:
      return holder.birth ? iso_date(*holder.birth) : std::string{};
    case CardSource::Address:
      return holder.address;
    case CardSource::Document:
      return std::string{tag(holder.document)};
    case CardSource::ValidUntil:
      return text_of(holder.valid_until);
  }
  return {};
}

bool may_answer(const Field& field, const FormAnswers& answers, std::string_view value) {
  if (value.empty()) return true;
  if (count_characters(value) > field.longest || !is_plain_text(value)) return false;
  if (field.input != InputKind::Choice) return true;
  return std::ranges::any_of(visible_options(field, answers),
                             [value](const Option* option) { return option->value == value; });
}

// Conditions look back only, so one pass from the first field to the last settles all of them.
void settle(const Form& form, const Holder& holder, FormAnswers& answers) {
  for (const auto& page : form.pages) {
    for (const auto& field : page.fields) {
      const auto answer = answers.find(field.name);
      const bool answered = answer != answers.end();
      if (!visible(field, answers) || (answered && !may_answer(field, answers, answer->second))) {
        answers.erase(field.name);
      }
      if (!field.source || !visible(field, answers)) continue;
      if (field.input != InputKind::Shown && answers.contains(field.name)) continue;
      const std::string value = value_from(holder, *field.source);
      // What the document says is shown whole, however long; elsewhere it must be a possible answer.
      const bool fits = field.input == InputKind::Shown ? is_plain_text(value) : may_answer(field, answers, value);
      if (fits) answers[field.name] = value;
    }
  }
}

LocalText word_for(CardSource source, std::string_view value) {
  if (source == CardSource::Document) {
    if (const auto kind = document_kind(value)) return title(*kind);
  }
  if (source == CardSource::Sex) {
    for (const Sex sex : {Sex::Unknown, Sex::Male, Sex::Female, Sex::NotStated}) {
      if (value == std::to_string(static_cast<int>(sex))) return title(sex);
    }
  }
  if (source == CardSource::ValidUntil && value == kLongTerm) return spoken_end(WithoutEnd{});
  return {std::string{value}, std::string{value}};
}

bool is_date(const Field& field) {
  return field.input == InputKind::Date || field.source == CardSource::Birth || field.source == CardSource::ValidUntil;
}

bool looks_like_phone(std::string_view value) { return value.size() == 11 && value.front() == '1'; }

}  // namespace

bool holds(const Condition& condition, const FormAnswers& answers) {
  const auto answer = answers.find(condition.field);
  return answer != answers.end() && answer->second == condition.equals;
}

bool visible(const Field& field, const FormAnswers& answers) { return !field.when || holds(*field.when, answers); }

FormAnswers prefill(const Form& form, const Holder& holder) {
  FormAnswers answers;
  settle(form, holder, answers);
  return answers;
}

FormAnswers with_answer(const Form& form, const Holder& holder, FormAnswers answers, std::string_view name,
                        std::string value) {
  const Field* field = find_field(form, name);
  if (field == nullptr || !visible(*field, answers) || !may_answer(*field, answers, value)) return answers;
  answers[field->name] = std::move(value);
  settle(form, holder, answers);
  return answers;
}

std::vector<const Field*> visible_fields(const Page& page, const FormAnswers& answers) {
  std::vector<const Field*> fields;
  for (const auto& field : page.fields) {
    if (visible(field, answers)) fields.push_back(&field);
  }
  return fields;
}

std::vector<const Option*> visible_options(const Field& field, const FormAnswers& answers) {
  std::vector<const Option*> options;
  for (const auto& option : field.options) {
    if (!option.when || holds(*option.when, answers)) options.push_back(&option);
  }
  return options;
}

std::vector<std::size_t> visible_pages(const Form& form, const FormAnswers& answers) {
  std::vector<std::size_t> pages;
  for (std::size_t index = 0; index < form.pages.size(); ++index) {
    if (!visible_fields(form.pages[index], answers).empty()) pages.push_back(index);
  }
  return pages;
}

const Field* find_field(const Form& form, std::string_view name) {
  for (const auto& page : form.pages) {
    for (const auto& field : page.fields) {
      if (field.name == name) return &field;
    }
  }
  return nullptr;
}

std::string display_value(const Field& field, const FormAnswers& answers, Language language) {
  const auto answer = answers.find(field.name);
  if (answer == answers.end()) return {};
  const std::string& value = answer->second;
  const auto option = std::ranges::find(field.options, value, &Option::value);
  if (option != field.options.end()) return option->label.in(language);
  if (is_date(field)) {
    if (const auto day = day_of(value)) return spoken_date(*day).in(language);
  }
  return field.source ? word_for(*field.source, value).in(language) : value;
}

std::string masked_value(const Field& field, const FormAnswers& answers, Language language) {
  std::string value = display_value(field, answers, language);
  if (!field.is_private || value.empty()) return value;
  if (field.source == CardSource::Name) return mask_name(value);
  if (field.source == CardSource::Number) return mask_number(value);
  if (field.source == CardSource::Address) return mask_address(value);
  if (field.input == InputKind::Digits && looks_like_phone(value)) return mask_phone(value);
  if (field.input == InputKind::Digits || field.input == InputKind::Code) return mask_number(value);
  return mask_text(value);
}

}  // namespace bianmin::service
