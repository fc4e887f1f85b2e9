// Each way in which a catalogue's entry can be wrong, and the sentence an operator gets for it.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "kiosk/service/catalogue.h"
#include "tests/kiosk/service/samples.h"

using namespace bianmin::service;
using nlohmann::json;

namespace {

struct Bad {
  const char* patch;  // JSON Patch (RFC 6902) on tests/kiosk/service/samples/residence-address-change.json
  const char* problem;
};

constexpr const char* kPages = "/eForm/schema/x-bianmin/pages";

// clang-format off
const std::vector<Bad> kBad{
    // GovStack's service
    {R"([{"op":"remove","path":"/service/id"}])",
     "service /id: expected a value, found nothing; add this member"},
    {R"([{"op":"replace","path":"/service/id","value":"../../admin"}])",
     "service /id: expected 1 to 64 letters, digits or -, found \"../../admin\"; use these alone"},
    // the definition's own members
    {R"([{"op":"replace","path":"/definition/format","value":2}])",
     "definition /format: expected a whole number from 1 to 1, found the number 2; write one of these"},
    {R"([{"op":"add","path":"/definition/colour","value":"red"}])",
     "definition /: expected no members but format, kind, category, icon, title, summary, keywords, itemCode, guide, "
     "identity, offline, printer, declaration, receipt, found \"colour\"; remove it or correct its name"},
    {R"([{"op":"remove","path":"/definition/guide/fee"}])",
     "definition /guide/fee: expected a value, found nothing; add this member"},
    {R"([{"op":"remove","path":"/definition/title/en"}])",
     "definition /title/en: expected a value, found nothing; add this member"},
    {R"([{"op":"replace","path":"/definition/title/en","value":""}])",
     "definition /title/en: expected a text of 1 to 400 characters, found \"\"; change its length"},
    {R"([{"op":"replace","path":"/definition/title/zh-CN","value":"正\u202e反"}])",
     "definition /title/zh-CN: expected a text of 1 to 400 characters without control or direction marks, found a text "
     "with control or direction marks; remove them"},
    {R"([{"op":"replace","path":"/definition/category/order","value":"first"}])",
     "definition /category/order: expected a whole number from 0 to 999, found \"first\"; write one without quotes"},
    {R"([{"op":"replace","path":"/definition/category/order","value":18446744073709551615}])",
     "definition /category/order: expected a whole number from 0 to 999, found the number 18446744073709551615; write "
     "one of these"},
    {R"([{"op":"replace","path":"/definition/itemCode","value":"11449900MB2Y0227064440109015002"}])",
     "definition /itemCode: expected 18 characters of a unified social credit code with its right check character and "
     "13 digits, found \"11449900MB2Y0227064440109015002\"; copy the code from the list of government services"},
    {R"([{"op":"replace","path":"/definition/identity/documents/1","value":"library-card"}])",
     "definition /identity/documents/1: expected one of \"citizen\", \"hmt-permit\", \"foreign-permanent-2017\", "
     "\"foreign-permanent-2023\", found \"library-card\"; write one of them"},
    {R"([{"op":"replace","path":"/definition/identity/documents/1","value":"citizen"}])",
     "definition /identity/documents/1: expected each document once, found \"citizen\"; remove it"},
    {R"([{"op":"replace","path":"/definition/identity/ways","value":[]}])",
     "definition /identity/ways: expected a list of 1 to 3 items, found a list of 0; write as many"},
    {R"([{"op":"replace","path":"/definition/identity/ways","value":["electronic-id"]}])",
     "definition /identity/documents: expected no documents without the way \"resident-id\", found a list of 2; add that way, "
     "or remove them"},
    {R"([{"op":"replace","path":"/definition/identity/ways","value":["resident-id","resident-id"]}])",
     "definition /identity/ways/1: expected each way once, found \"resident-id\"; remove it"},
    {R"([{"op":"replace","path":"/definition/identity/ways/0","value":"passport"}])",
     "definition /identity/ways/0: expected one of \"resident-id\", \"social-security-card\", \"electronic-id\", found "
     "\"passport\"; write one of them"},
    {R"([{"op":"add","path":"/definition/identity/fingerprints","value":"yes"}])",
     "definition /identity/fingerprints: expected true or false, found \"yes\"; write one of them without quotes"},
    {R"([{"op":"add","path":"/definition/identity/fingerprints","value":true},
         {"op":"replace","path":"/definition/identity/ways","value":["resident-id","electronic-id"]}])",
     "definition /identity/ways: expected \"resident-id\" alone where fingerprints are asked for, which no other way can "
     "give, found a list of 2; remove the other ways, or \"fingerprints\""},
    {R"([{"op":"replace","path":"/definition/offline","value":true}])",
     "definition /offline: expected one of \"store\", \"refuse\", found true; write one of them"},
    {R"([{"op":"replace","path":"/definition/kind","value":"query"}])",
     "definition /offline: expected \"refuse\" for a query, whose answer cannot wait, found \"store\"; write "
     "\"refuse\""},
    {R"([{"op":"replace","path":"/definition/printer","value":null}])",
     "definition /printer: expected one of \"wanted\", \"required\", found null; write one of them"},
    // the receipt
    {R"([{"op":"replace","path":"/definition/receipt/blocks","value":[]}])",
     "definition /receipt/blocks: expected a list of 1 to 60 items, found a list of 0; write as many"},
    {R"([{"op":"replace","path":"/definition/receipt/blocks/0/type","value":"picture"}])",
     "definition /receipt/blocks/0/type: expected one of \"heading\", \"text\", \"field\", \"rule\", \"table\", "
     "\"code\", \"space\", found \"picture\"; write one of them"},
    {R"([{"op":"replace","path":"/definition/receipt/blocks/3/value","value":"{card.pin}"}])",
     "definition /receipt/blocks/3/value: expected known placeholders, and {card.pin} is none, found \"{card.pin}\"; "
     "use those of config/service-definition.schema.json"},
    {R"([{"op":"replace","path":"/definition/receipt/blocks/3/value","value":"{form.colour}"}])",
     "definition /receipt/blocks/3/value: expected placeholders of fields that the form has, and {form.colour} is of "
     "none, found \"{form.colour}\"; use those of config/service-definition.schema.json"},
    {R"([{"op":"replace","path":"/definition/receipt/blocks/3/value","value":"{card.name"}])",
     "definition /receipt/blocks/3/value: expected known placeholders, and { is none, found \"{card.name\"; use those "
     "of config/service-definition.schema.json"},
    // the form's schema
    {R"([{"op":"add","path":"/eForm/schema/$id","value":"http://evil.example/"}])",
     "form /schema: expected no members but $schema, type, properties, required, additionalProperties, definitions, "
     "x-bianmin, found \"$id\"; remove it or correct its name"},
    {R"([{"op":"replace","path":"/eForm/schema/properties/phone","value":{"$ref":"http://evil.example/phone"}}])",
     "form /schema/properties/phone/$ref: expected a reference to one of the form's own #/definitions/, found "
     "\"http://evil.example/phone\"; name one of them"},
    {R"([{"op":"replace","path":"/eForm/schema/properties/phone/type","value":"integer"}])",
     "form /schema/properties/phone/type: expected one of \"string\", found \"integer\"; write one of them"},
    {R"([{"op":"replace","path":"/eForm/schema/properties/phone/pattern","value":"^(a+)+$"}])",
     "form /schema/properties/phone/pattern: expected a regular expression that finishes soon, found \"^(a+)+$\"; use "
     "fewer repetitions, none inside another, or give a maxLength"},
    {R"([{"op":"replace","path":"/eForm/schema/properties/phone/pattern","value":"^((a{500}){500}){500}$"}])",
     "form /schema/properties/phone/pattern: expected a regular expression that finishes soon, found "
     "\"^((a{500}){500}){500}$\"; use fewer repetitions, none inside another, or give a maxLength"},
    {R"([{"op":"replace","path":"/eForm/schema/properties/phone/pattern","value":"^(?=1)[0-9]$"}])",
     "form /schema/properties/phone/pattern: expected a plain regular expression without look-around, found "
     "\"^(?=1)[0-9]$\"; write it in a simpler way"},
    {R"([{"op":"replace","path":"/eForm/schema/properties/phone/pattern","value":"^[一-龥]+$"}])",
     "form /schema/properties/phone/pattern: expected a regular expression of ASCII characters between ^ and $, found "
     "\"^[一-龥]+$\"; write one"},
    {R"([{"op":"replace","path":"/eForm/schema/properties/phone/pattern","value":"^[9-0]$"}])",
     "form /schema/properties/phone/pattern: expected a regular expression, found \"^[9-0]$\"; correct it"},
    {R"([{"op":"replace","path":"/eForm/schema/properties/detail/maxLength","value":2}])",
     "form /schema/properties/detail/maxLength: expected a whole number from 4 to 500, found the number 2; write one "
     "of these"},
    {R"([{"op":"add","path":"/eForm/schema/required/-","value":"nickname"}])",
     "form /schema/required/10: expected the name of a property, found \"nickname\"; name one or remove it"},
    {R"([{"op":"add","path":"/eForm/schema/required/-","value":"permitNumber"}])",
     "form /schema/required: expected required properties whose fields always show, and \"permitNumber\" has a when, "
     "found a list of 11; remove the name here and give the field \"required\": true"},
    // the form's pages
    {R"([{"op":"remove","path":"/eForm/schema/x-bianmin/pages/0/fields/3"}])",
     "form /schema/required: expected a field for each required property, and there is none for \"phone\", found a "
     "list of 10; add the field to a page or remove the name"},
    {R"([{"op":"replace","path":"/eForm/schema/x-bianmin/pages/0/fields/0/source","value":"card.photo"}])",
     "form /schema/x-bianmin/pages/0/fields/0/source: expected one of \"card.name\", \"card.number\", \"card.sex\", "
     "\"card.birth\", \"card.address\", \"card.document\", \"card.validUntil\", found \"card.photo\"; write one of "
     "them"},
    {R"([{"op":"remove","path":"/eForm/schema/x-bianmin/pages/0/fields/0/source"}])",
     "form /schema/x-bianmin/pages/0/fields/0: expected a source for what is shown, found an object; add \"source\""},
    {R"([{"op":"replace","path":"/eForm/schema/x-bianmin/pages/0/fields/3/input","value":"voice"}])",
     "form /schema/x-bianmin/pages/0/fields/3/input: expected one of \"shown\", \"choice\", \"text\", \"digits\", "
     "\"code\", \"date\", found \"voice\"; write one of them"},
    {R"([{"op":"replace","path":"/eForm/schema/x-bianmin/pages/0/fields/1/name","value":"holderName"}])",
     "form /schema/x-bianmin/pages/0/fields/1/name: expected a name that no other field has, found \"holderName\"; "
     "rename one of the two"},
    {R"([{"op":"replace","path":"/eForm/schema/x-bianmin/pages/0/fields/1/name","value":"shoeSize"}])",
     "form /schema/x-bianmin/pages/0/fields/1/name: expected the name of a property of the schema, found \"shoeSize\"; "
     "add the property or correct the name"},
    {R"([{"op":"replace","path":"/eForm/schema/x-bianmin/pages/0/fields/5/when/field","value":"district"}])",
     "form /schema/x-bianmin/pages/0/fields/5/when/field: expected the name of an earlier field, found \"district\"; "
     "name one, or move that field up"},
    {R"([{"op":"replace","path":"/eForm/schema/x-bianmin/pages/0/fields/5/when/equals","value":"perhaps"}])",
     "form /schema/x-bianmin/pages/0/fields/5/when/equals: expected the value of an option of \"hasPermit\", found "
     "\"perhaps\"; write one of them"},
    {R"([{"op":"replace","path":"/eForm/schema/x-bianmin/pages/0/fields/4/options/1/value","value":"yes"}])",
     "form /schema/x-bianmin/pages/0/fields/4/options/1/value: expected a value that no other option has, found "
     "\"yes\"; change one of the two"},
    {R"([{"op":"replace","path":"/eForm/schema/x-bianmin/pages/0/fields/4/options/1/value","value":"never"}])",
     "form /schema/x-bianmin/pages/0/fields/4/options/1/value: expected a value of the property's enum, found "
     "\"never\"; add it to the enum or correct it"},
    {R"([{"op":"add","path":"/eForm/schema/x-bianmin/pages/0/fields/3/options","value":[]}])",
     "form /schema/x-bianmin/pages/0/fields/3/options: expected no options for this input, found a list of 0; remove "
     "them or write \"input\": \"choice\""},
    {R"([{"op":"replace","path":"/eForm/schema/x-bianmin/pages","value":[]}])",
     "form /schema/x-bianmin/pages: expected a list of 1 to 10 items, found a list of 0; write as many"},
};
// clang-format on

std::string problem_of(const samples::Entry& entry) {
  const auto service = parse_service(entry.service_json(), entry.form_json());
  return service ? "taken" : service.error();
}

}  // namespace

TEST_CASE("a bad definition is refused with its place, what was expected and the remedy") {
  for (const auto& bad : kBad) {
    auto entry = samples::change_of_address();
    entry.file = entry.file.patch(json::parse(bad.patch));
    INFO(bad.patch);
    CHECK(problem_of(entry) == bad.problem);
  }
}

TEST_CASE("a service without its definition is refused") {
  const auto entry = samples::change_of_address();
  json service = entry.file.at("service");
  CHECK(parse_service(service.dump(), entry.form_json()).error() ==
        "service /serviceBody: expected a value, found nothing; add this member");
  service["serviceBody"] = json::array({{{"code", "other"}, {"value", "{}"}}});
  CHECK(parse_service(service.dump(), entry.form_json()).error() ==
        "service /serviceBody: expected a property of code \"bianmin.definition\", found a list of 1; add it");
  service["serviceBody"] = json::array({{{"code", "bianmin.definition"}, {"value", "{\"format\":1"}}});
  CHECK(parse_service(service.dump(), entry.form_json()).error() ==
        "definition: expected JSON in UTF-8, found a mistake at byte 12; check it with a JSON tool");
}

TEST_CASE("a document too large or too deep is refused before it is parsed") {
  const auto entry = samples::change_of_address();
  const std::string large(kLargestFormJson + 1, ' ');
  CHECK(parse_service(entry.service_json(), large).error() ==
        "form: expected at most 262144 bytes, found 262145; shorten it");
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  CHECK(parse_service(entry.service_json(), deep).error() ==
        "form: expected at most 16 levels of nesting, found more; flatten it");
  CHECK(parse_service(entry.service_json(), "{\"schema\": 1e999}").error() ==
        "form: expected JSON, found a number out of range; write a smaller one");
}

TEST_CASE("seven fields on one page are too many for one screen") {
  auto entry = samples::change_of_address();
  json& fields = entry.file[json::json_pointer{std::string{kPages} + "/0/fields"}];
  fields.push_back(fields.back());
  CHECK(problem_of(entry) ==
        "form /schema/x-bianmin/pages/0/fields: expected a list of 1 to 6 items, found a list of 7; write as many");
}
