#include "kiosk/service/form.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "tests/kiosk/service/samples.h"

using namespace bianmin;
using namespace bianmin::service;
using namespace std::chrono;

namespace {

struct Visitor {
  ServiceDefinition service = samples::parsed(samples::change_of_address());
  Holder holder = samples::zhang();
  FormAnswers answers = prefill(service.form, holder);

  void answer(std::string_view name, std::string value) {
    answers = with_answer(service.form, holder, answers, name, std::move(value));
  }
  void answer_everything() {
    answer("phone", "13800000000");
    answer("hasPermit", "yes");
    answer("permitNumber", "YS2021083015");
    answer("district", "449802");
    answer("street", "449802001");
    answer("detail", "青石路18号翠湖花园3栋602房");
    answer("dwelling", "rented");
    answer("leaseNumber", "ZL20260001234");
    answer("movedIn", "2026-03-01");
    answer("delivery", "post");
  }
  [[nodiscard]] const Field& field(std::string_view name) const { return *find_field(service.form, name); }
  [[nodiscard]] std::vector<std::string> names(std::size_t page) const {
    std::vector<std::string> found;
    for (const Field* each : visible_fields(service.form.pages.at(page), answers)) found.push_back(each->name);
    return found;
  }
};

std::vector<std::string> fields_of(const std::vector<FieldProblem>& problems) {
  std::vector<std::string> names;
  for (const auto& problem : problems) names.push_back(problem.field);
  return names;
}

// A form of one field for each card source, with a schema that takes anything.
Form form_of_card() {
  Form form;
  form.schema = R"({"type":"object"})";
  Page page;
  const auto add = [&page](std::string name, CardSource source) {
    Field field;
    field.name = std::move(name);
    field.input = InputKind::Shown;
    field.source = source;
    field.longest = 100;
    field.is_private = true;
    page.fields.push_back(field);
  };
  add("name", CardSource::Name);
  add("number", CardSource::Number);
  add("sex", CardSource::Sex);
  add("birth", CardSource::Birth);
  add("address", CardSource::Address);
  add("document", CardSource::Document);
  add("until", CardSource::ValidUntil);
  form.pages.push_back(page);
  return form;
}

}  // namespace

TEST_CASE("a form begins with what the card says") {
  const Visitor visitor;
  CHECK(visitor.answers == FormAnswers{{"holderName", "张晓明"},
                                       {"holderNumber", "11010519491231002X"},
                                       {"oldAddress", "云山市翠湖区青石路18号"}});
}

TEST_CASE("everything that a card says can be shown, in words and masked") {
  const Form form = form_of_card();
  const FormAnswers answers = prefill(form, samples::zhang());
  CHECK(answers == FormAnswers{{"name", "张晓明"},
                               {"number", "11010519491231002X"},
                               {"sex", "1"},
                               {"birth", "1949-12-31"},
                               {"address", "云山市翠湖区青石路18号"},
                               {"document", "citizen"},
                               {"until", "long-term"}});
  const auto shown = [&](std::string_view name, Language language) {
    return display_value(*find_field(form, name), answers, language);
  };
  CHECK(shown("sex", Language::Chinese) == "男");
  CHECK(shown("sex", Language::English) == "Male");
  CHECK(shown("birth", Language::Chinese) == "1949年12月31日");
  CHECK(shown("document", Language::Chinese) == "居民身份证");
  CHECK(shown("until", Language::English) == "No end date");
  const auto masked = [&](std::string_view name) {
    return masked_value(*find_field(form, name), answers, Language::Chinese);
  };
  CHECK(masked("name") == "张*明");
  CHECK(masked("number") == "1101**********002X");
  CHECK(masked("address") == "云山市翠湖区******");
}

TEST_CASE("a form says nothing of an end that is not known") {
  const Form form = form_of_card();
  Holder holder = samples::zhang();
  holder.valid_until = NotKnown{};
  const FormAnswers answers = prefill(form, holder);
  CHECK(answers.at("until").empty());
  for (const auto language : {Language::Chinese, Language::English}) {
    CHECK(display_value(*find_field(form, "until"), answers, language).empty());
  }
}

TEST_CASE("fields come and go with the answer they depend on") {
  Visitor visitor;
  CHECK(visitor.names(0) == std::vector<std::string>{"holderName", "holderNumber", "oldAddress", "phone", "hasPermit"});
  visitor.answer("hasPermit", "yes");
  CHECK(visitor.names(0).back() == "permitNumber");
  visitor.answer("permitNumber", "YS2021083015");
  CHECK(visitor.answers.at("permitNumber") == "YS2021083015");
  visitor.answer("hasPermit", "no");
  CHECK_FALSE(visitor.answers.contains("permitNumber"));
  visitor.answer("hasPermit", "yes");
  CHECK_FALSE(visitor.answers.contains("permitNumber"));
}

TEST_CASE("another district takes the street away, and offers its own") {
  Visitor visitor;
  CHECK(visible_options(visitor.field("street"), visitor.answers).empty());
  visitor.answer("district", "449802");
  CHECK(visible_options(visitor.field("street"), visitor.answers).size() == 4);
  visitor.answer("street", "449802001");
  CHECK(display_value(visitor.field("street"), visitor.answers, Language::Chinese) == "青石街道");
  visitor.answer("district", "449803");
  CHECK_FALSE(visitor.answers.contains("street"));
  CHECK(visible_options(visitor.field("street"), visitor.answers).size() == 5);
}

TEST_CASE("what cannot be an answer changes nothing") {
  Visitor visitor;
  const FormAnswers before = visitor.answers;
  visitor.answer("shoeSize", "42");
  visitor.answer("permitNumber", "YS2021083015");  // hidden
  visitor.answer("district", "110105");            // no such option
  visitor.answer("street", "449802001");           // not on offer without a district
  visitor.answer("holderName", "李四");            // the card says otherwise
  visitor.answer("detail", std::string(61, 'x'));
  visitor.answer("detail", "\xff\xfe");
  visitor.answer("detail", "two\nlines");
  CHECK(visitor.answers == before);
  std::string sixty;
  for (int index = 0; index < 60; ++index) sixty += "字";
  visitor.answer("detail", sixty);
  CHECK(visitor.answers.at("detail") == sixty);
}

TEST_CASE("a page without a visible field is no page") {
  Form form = form_of_card();
  Page second;
  Field field;
  field.name = "why";
  field.longest = 10;
  field.when = Condition{"sex", "2"};
  second.fields.push_back(field);
  form.pages.push_back(second);
  Holder holder = samples::zhang();
  CHECK(visible_pages(form, prefill(form, holder)) == std::vector<std::size_t>{0});
  holder.sex = Sex::Female;
  CHECK(visible_pages(form, prefill(form, holder)) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("a field filled from the card may be changed, and comes back filled after its branch did") {
  Form form = form_of_card();
  Field choice;
  choice.name = "same";
  choice.input = InputKind::Choice;
  choice.longest = 3;
  choice.options = {{"yes", {"是", "Yes"}, {}}, {"no", {"否", "No"}, {}}};
  Field copy;
  copy.name = "where";
  copy.input = InputKind::Text;
  copy.source = CardSource::Address;
  copy.longest = 60;
  copy.when = Condition{"same", "no"};
  form.pages[0].fields.push_back(choice);
  form.pages[0].fields.push_back(copy);
  const Holder holder = samples::zhang();
  auto answers = prefill(form, holder);
  CHECK_FALSE(answers.contains("where"));
  answers = with_answer(form, holder, answers, "same", "no");
  CHECK(answers.at("where") == holder.address);
  answers = with_answer(form, holder, answers, "where", "");
  CHECK(answers.at("where").empty());
  answers = with_answer(form, holder, answers, "where", "松岭区");
  answers = with_answer(form, holder, answers, "same", "yes");
  answers = with_answer(form, holder, answers, "same", "no");
  CHECK(answers.at("where") == holder.address);
}

TEST_CASE("missing answers are told page by page, in the words of the field") {
  Visitor visitor;
  const auto problems = check_page(visitor.service.form, 0, visitor.answers);
  CHECK(problems == std::vector<FieldProblem>{
                        {"phone", *visitor.field("phone").error},
                        {"hasPermit", *visitor.field("hasPermit").error},
                    });
  CHECK(fields_of(check_form(visitor.service.form, visitor.answers)) ==
        std::vector<std::string>{"phone", "hasPermit", "district", "street", "detail", "dwelling", "movedIn",
                                 "delivery"});
  CHECK(check_page(visitor.service.form, 99, visitor.answers).empty());
}

TEST_CASE("a filled form is right, and each wrong answer is told where it stands") {
  Visitor visitor;
  visitor.answer_everything();
  CHECK(check_form(visitor.service.form, visitor.answers).empty());
  struct Row {
    const char* field;
    const char* value;
  };
  for (const auto& row : {Row{"phone", "12345"}, Row{"phone", "23800000000"}, Row{"phone", "1380000000a"},
                          Row{"permitNumber", "short"}, Row{"permitNumber", "ys2021083015"}, Row{"detail", "abc"},
                          Row{"movedIn", "2026-02-30"}, Row{"movedIn", "1999-01-01"}, Row{"leaseNumber", "A 12345"},
                          Row{"street", "449803001"}, Row{"hasPermit", "perhaps"}}) {
    INFO(row.field << " = " << row.value);
    FormAnswers answers = visitor.answers;
    answers[row.field] = row.value;
    const auto problems = check_form(visitor.service.form, answers);
    REQUIRE_FALSE(problems.empty());
    CHECK(problems.front().field == row.field);
    CHECK(problems.front().message == *visitor.field(row.field).error);
  }
}

TEST_CASE("an answer that may be left out may be left out") {
  Visitor visitor;
  visitor.answer_everything();
  visitor.answer("leaseNumber", "");
  CHECK(check_form(visitor.service.form, visitor.answers).empty());
}

TEST_CASE("a field without an error text of its own gets a sentence all the same") {
  Form form = form_of_card();
  Field field;
  field.name = "mail";
  field.label = {"电子邮箱", "E-mail address"};
  field.input = InputKind::Code;
  field.required = true;
  field.longest = 40;
  form.pages[0].fields.push_back(field);
  auto answers = prefill(form, samples::zhang());
  CHECK(check_form(form, answers).at(0).message == LocalText{"请填写电子邮箱", "Please enter: E-mail address"});
  answers["mail"] = "a b";
  CHECK(check_form(form, answers).at(0).message ==
        LocalText{"电子邮箱填写有误，请检查后修改", "Please check and correct: E-mail address"});
}

TEST_CASE("what the schema alone refuses is not sent") {
  Form form = form_of_card();
  form.schema = R"({"type":"object","required":["ghost"]})";
  const auto answers = prefill(form, samples::zhang());
  CHECK(fields_of(check_form(form, answers)) == std::vector<std::string>{""});
  CHECK(check_page(form, 0, answers).empty());
  form.schema = "no schema";
  CHECK(fields_of(check_form(form, answers)) == std::vector<std::string>{""});
}

TEST_CASE("forms are checked from several threads at once") {
  Visitor visitor;
  visitor.answer_everything();
  std::array<std::size_t, 4> wrong{};
  std::vector<std::jthread> threads;
  for (auto& count : wrong) {
    threads.emplace_back([&count, &visitor] {
      for (int round = 0; round < 50; ++round) count += check_form(visitor.service.form, visitor.answers).size();
    });
  }
  threads.clear();
  CHECK(std::ranges::all_of(wrong, [](std::size_t count) { return count == 0; }));
}
