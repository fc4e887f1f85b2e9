#pragma once
// A receipt before it is set on paper or screen: what it says, in order, in one language.
// kiosk/service/receipt_text.h fills it; screens/receipt draws it.
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/language.h"

namespace bianmin::receipt {

enum class TextSize { Small, Body, Large };
enum class Align { Left, Centre, Right };

// The mark of the office, at the top.
struct Emblem {
  friend bool operator==(const Emblem&, const Emblem&) = default;
};
struct Heading {
  std::string text;
  friend bool operator==(const Heading&, const Heading&) = default;
};
struct Text {
  std::string text;
  TextSize size = TextSize::Body;
  friend bool operator==(const Text&, const Text&) = default;
};
struct Field {
  std::string label;
  std::string value;
  friend bool operator==(const Field&, const Field&) = default;
};
struct Rule {
  friend bool operator==(const Rule&, const Rule&) = default;
};
struct Column {
  std::string title;
  int width = 1;  // share of the paper's width
  Align align = Align::Left;
  friend bool operator==(const Column&, const Column&) = default;
};
// Each row has as many cells as there are columns.
struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
  friend bool operator==(const Table&, const Table&) = default;
};
// A QR code and the words under it.
struct Code {
  std::string text;
  std::string caption;
  friend bool operator==(const Code&, const Code&) = default;
};
// One blank line.
struct Space {
  friend bool operator==(const Space&, const Space&) = default;
};

using Block = std::variant<Emblem, Heading, Text, Field, Rule, Table, Code, Space>;

struct ReceiptDocument {
  Language language = Language::Chinese;
  std::vector<Block> blocks;
  friend bool operator==(const ReceiptDocument&, const ReceiptDocument&) = default;
};

}  // namespace bianmin::receipt
