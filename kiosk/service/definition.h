#pragma once
// A government service as the terminal offers it: plain data, all of it from the platform's catalogue.
// How it is written: config/service-definition.schema.json. How it is read: catalogue.h.
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/ids.h"
#include "kiosk/base/language.h"
#include "kiosk/service/holder.h"
#include "kiosk/service/receipt_document.h"

namespace bianmin::service {

enum class ServiceKind {
  Application,  // the platform handles it later
  Query,        // the platform answers at once, with a result to print
};

enum class WhenOffline {
  Store,   // seal it here and send it when the network is back
  Refuse,  // without the platform there is nothing to give
};

enum class PrinterNeed { Wanted, Required };

struct Category {
  std::string id;
  std::string icon;
  int order = 0;  // ascending on the home screen
  LocalText title;
  friend bool operator==(const Category&, const Category&) = default;
};

// What a citizen should know before beginning.
struct Guide {
  LocalList who;
  LocalList bring;
  LocalText fee;
  LocalText time_limit;
  LocalList legal_basis;
  friend bool operator==(const Guide&, const Guide&) = default;
};

// Holds when the named field has that very answer. It always names a field that comes earlier in the form.
struct Condition {
  std::string field;
  std::string equals;
  friend bool operator==(const Condition&, const Condition&) = default;
};

enum class InputKind {
  Shown,   // from the document, not to be changed
  Choice,  // one of `options`
  Text,    // any letters
  Digits,  // 0-9
  Code,    // printable ASCII without spaces: licence numbers, mail addresses
  Date,    // value is YYYY-MM-DD
};

// What the document fills in.
enum class CardSource { Name, Number, Sex, Birth, Address, Document, ValidUntil };

struct Option {
  std::string value;
  LocalText label;
  std::optional<Condition> when;
  friend bool operator==(const Option&, const Option&) = default;
};

struct Field {
  std::string name;
  LocalText label;
  std::optional<LocalText> hint;
  std::optional<LocalText> example;
  std::optional<LocalText> error;  // says how to mend a wrong answer
  InputKind input = InputKind::Text;
  std::optional<CardSource> source;
  bool is_private = false;  // shown masked
  bool required = false;
  std::size_t longest = 0;      // characters, from the schema's maxLength or the terminal's own cap; never 0 once read
  std::vector<Option> options;  // for Choice, in order
  std::optional<Condition> when;
  friend bool operator==(const Field&, const Field&) = default;
};

struct Page {
  LocalText title;
  std::vector<Field> fields;
  friend bool operator==(const Page&, const Page&) = default;
};

// GovStack's EForm.
struct Form {
  std::string e_form_id;
  std::string version;
  std::vector<Page> pages;
  std::string schema;  // JSON Schema draft-07 as JSON text, in the closed profile that catalogue.h lets pass
  friend bool operator==(const Form&, const Form&) = default;
};

// Templates of a receipt. Text may hold {card.name} {card.number} {card.number|masked} {application.number}
// {application.time} {application.link} {form.<field>} {result.<key>} {service.title} {terminal.place}.
struct HeadingTemplate {
  LocalText text;
  friend bool operator==(const HeadingTemplate&, const HeadingTemplate&) = default;
};
struct TextTemplate {
  LocalText text;
  receipt::TextSize size = receipt::TextSize::Body;
  friend bool operator==(const TextTemplate&, const TextTemplate&) = default;
};
struct FieldTemplate {
  LocalText label;
  LocalText value;
  friend bool operator==(const FieldTemplate&, const FieldTemplate&) = default;
};
struct RuleTemplate {
  friend bool operator==(const RuleTemplate&, const RuleTemplate&) = default;
};
struct ColumnTemplate {
  LocalText title;
  std::string key;
  double width = 1;  // share of the paper's width
  receipt::Align align = receipt::Align::Start;
  friend bool operator==(const ColumnTemplate&, const ColumnTemplate&) = default;
};
// Its rows are the result's: a catalogue writes "rows":"result.rows".
struct TableTemplate {
  std::vector<ColumnTemplate> columns;
  friend bool operator==(const TableTemplate&, const TableTemplate&) = default;
};
struct CodeTemplate {
  LocalText text;
  LocalText caption;
  friend bool operator==(const CodeTemplate&, const CodeTemplate&) = default;
};
struct SpaceTemplate {
  friend bool operator==(const SpaceTemplate&, const SpaceTemplate&) = default;
};
using BlockTemplate = std::variant<HeadingTemplate, TextTemplate, FieldTemplate, RuleTemplate, TableTemplate,
                                   CodeTemplate, SpaceTemplate>;

struct ServiceDefinition {
  ServiceId id;
  std::string name;     // GovStack's plain name, for logs
  std::string version;  // GovStack's, opaque
  ServiceKind kind = ServiceKind::Application;
  Category category;
  std::string icon;
  LocalText title;
  LocalText summary;
  LocalList keywords;
  std::string item_code;  // 实施编码: 18-character unified social credit code + 13
  Guide guide;
  std::vector<DocumentKind> documents;  // the documents that this service takes; never empty once read
  bool fingerprints = false;            // the card's templates go with the application; only identity cards are taken
  WhenOffline offline = WhenOffline::Refuse;
  PrinterNeed printer = PrinterNeed::Wanted;
  LocalList declaration;
  std::vector<BlockTemplate> receipt;
  Form form;
  friend bool operator==(const ServiceDefinition&, const ServiceDefinition&) = default;

  [[nodiscard]] bool takes(DocumentKind document) const;
};

}  // namespace bianmin::service
