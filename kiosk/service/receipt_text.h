#pragma once
// Fills a service's receipt templates with one visit's facts. Pure.
#include <optional>
#include <string>

#include "kiosk/service/definition.h"
#include "kiosk/service/form.h"
#include "kiosk/service/holder.h"
#include "kiosk/service/receipt_document.h"
#include "kiosk/service/result.h"

namespace bianmin::service {

// How far the application got. The receipt says it in its first lines.
enum class Standing {
  Accepted,       // the platform has it
  StoredNotSent,  // it is sealed on this terminal's disk, and the platform has not answered
  Refused,        // the platform would not take it: the slip tells the citizen to ask at the counter
};

struct ReceiptFacts {
  Holder holder;
  FormAnswers answers;
  Standing standing = Standing::StoredNotSent;
  std::optional<PlatformReceipt> platform;  // empty unless the platform answered
  std::string stored_as;  // the terminal's own short number of the sealed application; printed unless Accepted
  std::string time;       // as printed
  LocalText place;
  std::string terminal_number;
  Language language = Language::Chinese;
  bool copy = false;  // 补打: printed again
  friend bool operator==(const ReceiptFacts&, const ReceiptFacts&) = default;
};

// Blocks whose every placeholder is without a value are left out; a table without rows becomes a
// sentence, unless the result brings a `message` of its own.
[[nodiscard]] receipt::ReceiptDocument fill_receipt(const ServiceDefinition& service, const ReceiptFacts& facts);

}  // namespace bianmin::service
