#pragma once
// Lays one block under the other. Internal to this room: layout.h is its door.
#include <cstdint>
#include <expected>

#include "screens/receipt/layout.h"
#include "screens/receipt/sheet.h"
#include "screens/receipt/type.h"

namespace bianmin::receipt {

class Composer {
 public:
  Composer(const Document& document, const Paper& paper);

  [[nodiscard]] std::expected<LaidOut, LayoutFault> compose();

 private:
  void set(const Emblem& emblem);
  void set(const Heading& heading);
  void set(const Text& text);
  void set(const Number& number);
  void set(const Field& field);
  void set(const Rule& rule);
  void set(const Table& table);
  void set(const Code& code);
  void set(const Space& space);

  // Of the gap below the last block and the gap above the next the larger one counts.
  void gap(int dots);
  // Places words at the left margin plus `indent`, and goes on below them.
  void put(Setting words, int indent = 0);
  void measure_labels();
  void set_caption_beside(const Code& code, int code_width, int code_top, int code_height);

  const Document& document_;
  Typesetter type_;
  Sheet sheet_;
  int left_;
  int width_;  // between the margins
  int y_ = 0;
  int gap_ = 0;  // wanted below the last block
  int label_width_ = 0;
  bool labels_above_ = false;
  bool code_too_large_ = false;
};

}  // namespace bianmin::receipt
