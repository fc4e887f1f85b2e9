#pragma once
// A receipt as plain data: what it says, in order, in one language; not where the dots go.
// kiosk/service/receipt_text.h fills it; screens/receipt draws it.
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/language.h"

namespace bianmin::receipt {

enum class Align { Start, Centre, End };
enum class TextSize { Small, Body, Large };
enum class RuleStyle { Solid, Dotted };

// The terminal's mark, drawn, with the name of the service hall beside it. An empty name leaves the mark alone,
// centred.
struct Emblem {
  std::string name;
  std::string place;  // smaller, under the name; may be empty
  friend bool operator==(const Emblem&, const Emblem&) = default;
};

// What this paper is. One a receipt, near the top.
struct Heading {
  std::string text;
  std::string subtitle;  // smaller, under it; may be empty
  friend bool operator==(const Heading&, const Heading&) = default;
};

struct Text {
  std::string text;
  TextSize size = TextSize::Body;
  Align align = Align::Start;
  bool strong = false;
  friend bool operator==(const Text&, const Text&) = default;
};

// The one number the citizen will need again, set large between its label and white space.
struct Number {
  std::string label;
  std::string value;
  friend bool operator==(const Number&, const Number&) = default;
};

// A label at the left and its value at the right; neighbouring fields line up.
struct Field {
  std::string label;
  std::string value;
  friend bool operator==(const Field&, const Field&) = default;
};

struct Rule {
  RuleStyle style = RuleStyle::Dotted;
  friend bool operator==(const Rule&, const Rule&) = default;
};

struct Column {
  std::string title;
  double width = 1;  // share of the paper's width, relative to the other columns
  Align align = Align::Start;
  friend bool operator==(const Column&, const Column&) = default;
};

// Cells wrap inside their column. A row with fewer cells than columns leaves the rest empty; surplus cells are a bug.
struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
  friend bool operator==(const Table&, const Table&) = default;
};

// A QR code and the words under it.
struct Code {
  std::string text;
  std::string caption;  // may be empty
  friend bool operator==(const Code&, const Code&) = default;
};

// White paper, in units of 8 dots at normal print.
struct Space {
  int units = 2;
  friend bool operator==(const Space&, const Space&) = default;
};

using Block = std::variant<Emblem, Heading, Text, Number, Field, Rule, Table, Code, Space>;

struct Document {
  Language language = Language::Chinese;  // chooses glyph forms and line breaking
  std::vector<Block> blocks;
  friend bool operator==(const Document&, const Document&) = default;
};

using ReceiptDocument = Document;

}  // namespace bianmin::receipt
