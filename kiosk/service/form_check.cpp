// What is wrong with a form's answers: the terminal's own rules for each input, then the schema.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "kiosk/service/characters.h"
#include "kiosk/service/form.h"
#include "kiosk/service/schema_check.h"

namespace bianmin::service {
namespace {

LocalText missing(const Field& field) {
  if (field.error) return *field.error;
  const bool picked = field.input == InputKind::Choice || field.input == InputKind::Date;
  return {(picked ? "请选择" : "请填写") + field.label.chinese,
          (picked ? "Please choose: " : "Please enter: ") + field.label.english};
}

LocalText wrong(const Field& field) {
  if (field.error) return *field.error;
  return {field.label.chinese + "填写有误，请检查后修改", "Please check and correct: " + field.label.english};
}

bool all_of(std::string_view value, char first, char last) {
  return std::ranges::all_of(value, [=](char letter) { return letter >= first && letter <= last; });
}

bool suits_input(const Field& field, const FormAnswers& answers, const std::string& value) {
  if (!is_plain_text(value)) return false;
  if (field.input != InputKind::Shown && count_characters(value) > field.longest) return false;
  switch (field.input) {
    case InputKind::Digits:
      return all_of(value, '0', '9');
    case InputKind::Code:
      return all_of(value, '!', '~');
    case InputKind::Date:
      return day_of(value).has_value();
    case InputKind::Choice:
      return std::ranges::any_of(visible_options(field, answers),
                                 [&value](const Option* option) { return option->value == value; });
    case InputKind::Shown:
    case InputKind::Text:
      break;
  }
  return true;
}

// Only what is seen and filled in counts, as in a submission.
FormAnswers given_answers(const Form& form, const FormAnswers& answers) {
  FormAnswers given;
  for (const auto& page : form.pages) {
    for (const Field* field : visible_fields(page, answers)) {
      const auto answer = answers.find(field->name);
      if (answer != answers.end() && !answer->second.empty()) given.insert(*answer);
    }
  }
  return given;
}

std::optional<LocalText> problem_of(const Field& field, const FormAnswers& given, const SchemaOpinion& opinion) {
  const auto answer = given.find(field.name);
  if (answer == given.end()) return field.required ? std::optional{missing(field)} : std::nullopt;
  if (!suits_input(field, given, answer->second) || opinion.wrong.contains(field.name)) return wrong(field);
  return std::nullopt;
}

std::vector<FieldProblem> problems_of(const Page& page, const FormAnswers& given, const SchemaOpinion& opinion) {
  std::vector<FieldProblem> problems;
  for (const Field* field : visible_fields(page, given)) {
    if (auto problem = problem_of(*field, given, opinion)) problems.push_back({field->name, *std::move(problem)});
  }
  return problems;
}

}  // namespace

std::vector<FieldProblem> check_page(const Form& form, std::size_t page, const FormAnswers& answers) {
  if (page >= form.pages.size()) return {};
  const FormAnswers given = given_answers(form, answers);
  return problems_of(form.pages[page], given, check_against(form.schema, given));
}

std::vector<FieldProblem> check_form(const Form& form, const FormAnswers& answers) {
  const FormAnswers given = given_answers(form, answers);
  const SchemaOpinion opinion = check_against(form.schema, given);
  std::vector<FieldProblem> problems;
  for (const auto& page : form.pages) {
    for (auto& problem : problems_of(page, given, opinion)) problems.push_back(std::move(problem));
  }
  // The schema is the platform's: what it refuses must not be sent, even where no field is to blame.
  if (problems.empty() && (opinion.whole || !opinion.wrong.empty())) {
    problems.push_back({"",
                        {"填写的内容暂时无法通过检查，请返回核对，或到服务窗口办理",
                         "We cannot check these answers. Please go back over them, or ask at the counter"}});
  }
  return problems;
}

}  // namespace bianmin::service
