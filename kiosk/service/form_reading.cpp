#include "kiosk/service/form_reading.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "kiosk/service/catalogue.h"
#include "kiosk/service/json_reading.h"
#include "kiosk/service/schema_profile.h"

namespace bianmin::service {
namespace {

constexpr JsonLimits kFormLimits{kLargestFormJson, 16};
constexpr TextLimits kWords{1, 400};
constexpr std::size_t kMostPages = 10;
constexpr std::size_t kMostFields = 6;  // a page
constexpr std::size_t kMostOptions = 200;
constexpr std::size_t kLongestName = 40;
constexpr std::size_t kLongestLine = 200;  // characters, where the schema sets no limit
constexpr std::size_t kLongestCode = 40;   // the same, for digits and codes
constexpr std::size_t kDateLength = 10;

// Reads the fields one after the other; a condition may name those already read.
class FormReader {
 public:
  explicit FormReader(SchemaOutline outline) : outline_{std::move(outline)} {}

  Page page(const Node& node) {
    node.expect_members({"title", "fields"});
    Page page;
    page.title = node.at("title").local_text(kWords);
    for (const auto& item : node.at("fields").items(1, kMostFields)) page.fields.push_back(field(item));
    return page;
  }

  // Nothing that the schema demands may be out of a citizen's reach.
  void expect_complete(const Node& schema) const {
    for (const auto& name : outline_.required) {
      const auto there = std::ranges::find(read_, name, &Field::name);
      if (there == read_.end()) {
        schema.at("required")
            .refuse("a field for each required property, and there is none for \"" + name + "\"",
                    "add the field to a page or remove the name");
      }
      if (there->when) {
        schema.at("required")
            .refuse("required properties whose fields always show, and \"" + name + "\" has a when",
                    "remove the name here and give the field \"required\": true");
      }
    }
  }

  [[nodiscard]] const std::string& schema_text() const { return outline_.text; }

 private:
  Field field(const Node& node) {
    node.expect_members(
        {"name", "label", "hint", "example", "error", "input", "source", "private", "required", "options", "when"});
    Field field;
    field.name = name(node.at("name"));
    field.label = node.at("label").local_text(kWords);
    if (const auto hint = node.find("hint")) field.hint = hint->local_text(kWords);
    if (const auto example = node.find("example")) field.example = example->local_or_plain_text({1, 100});
    if (const auto error = node.find("error")) field.error = error->local_text(kWords);
    field.input = node.at("input").one_of<InputKind>({{"shown", InputKind::Shown},
                                                      {"choice", InputKind::Choice},
                                                      {"text", InputKind::Text},
                                                      {"digits", InputKind::Digits},
                                                      {"code", InputKind::Code},
                                                      {"date", InputKind::Date}});
    if (const auto source = node.find("source")) field.source = card_source(*source);
    if (field.input == InputKind::Shown && !field.source) node.refuse("a source for what is shown", "add \"source\"");
    if (const auto is_private = node.find("private")) field.is_private = is_private->truth();
    field.required = std::ranges::find(outline_.required, field.name) != outline_.required.end();
    if (const auto required = node.find("required")) field.required = required->truth() || field.required;
    if (const auto when = node.find("when")) field.when = condition(*when);
    options(node, field);
    field.longest = longest(field);
    read_.push_back(field);
    return field;
  }

  std::string name(const Node& node) const {
    std::string name = node.word(kLongestName, "");
    if (!outline_.properties.contains(name))
      node.refuse("the name of a property of the schema", "add the property or correct the name");
    if (std::ranges::find(read_, name, &Field::name) != read_.end()) {
      node.refuse("a name that no other field has", "rename one of the two");
    }
    return name;
  }

  static CardSource card_source(const Node& node) {
    return node.one_of<CardSource>({{"card.name", CardSource::Name},
                                    {"card.number", CardSource::Number},
                                    {"card.sex", CardSource::Sex},
                                    {"card.birth", CardSource::Birth},
                                    {"card.address", CardSource::Address},
                                    {"card.document", CardSource::Document},
                                    {"card.validUntil", CardSource::ValidUntil}});
  }

  Condition condition(const Node& node) const {
    node.expect_members({"field", "equals"});
    Condition condition{node.at("field").word(kLongestName, ""), node.at("equals").text({1, 60})};
    const auto asked = std::ranges::find(read_, condition.field, &Field::name);
    if (asked == read_.end())
      node.at("field").refuse("the name of an earlier field", "name one, or move that field up");
    if (asked->input == InputKind::Choice &&
        std::ranges::find(asked->options, condition.equals, &Option::value) == asked->options.end()) {
      node.at("equals").refuse("the value of an option of \"" + condition.field + "\"", "write one of them");
    }
    return condition;
  }

  void options(const Node& node, Field& field) const {
    const auto list = node.find("options");
    if (field.input != InputKind::Choice) {
      if (list) list->refuse("no options for this input", "remove them or write \"input\": \"choice\"");
      return;
    }
    const auto& words = outline_.properties.at(field.name).words;
    for (const auto& item : node.at("options").items(1, kMostOptions)) {
      item.expect_members({"value", "label", "when"});
      Option option{item.at("value").text({1, 60}), item.at("label").local_text(kWords), std::nullopt};
      if (std::ranges::find(field.options, option.value, &Option::value) != field.options.end()) {
        item.at("value").refuse("a value that no other option has", "change one of the two");
      }
      if (!words.empty() && std::ranges::find(words, option.value) == words.end()) {
        item.at("value").refuse("a value of the property's enum", "add it to the enum or correct it");
      }
      if (const auto when = item.find("when")) option.when = condition(*when);
      field.options.push_back(std::move(option));
    }
  }

  [[nodiscard]] std::size_t longest(const Field& field) const {
    if (const std::size_t told = outline_.properties.at(field.name).longest; told > 0) return told;
    switch (field.input) {
      case InputKind::Date:
        return kDateLength;
      case InputKind::Digits:
      case InputKind::Code:
        return kLongestCode;
      case InputKind::Shown:
      case InputKind::Choice:
      case InputKind::Text:
        break;
    }
    return kLongestLine;
  }

  SchemaOutline outline_;
  std::vector<Field> read_;
};

}  // namespace

Form read_form(std::string_view form_json) {
  const auto document = parse_json(form_json, kFormLimits, "form");
  const Node root{document, "form"};
  const Node schema = root.at("schema");
  FormReader reader{read_schema(schema)};
  Form form;
  form.e_form_id = root.at("eFormId").word(64, "-");
  form.version = root.at("version").text({1, 20});
  const Node pages = schema.at("x-bianmin");
  pages.expect_members({"pages"});
  for (const auto& item : pages.at("pages").items(1, kMostPages)) form.pages.push_back(reader.page(item));
  reader.expect_complete(schema);
  form.schema = reader.schema_text();
  return form;
}

}  // namespace bianmin::service
