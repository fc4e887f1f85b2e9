#include <algorithm>
#include <span>

#include "drivers/social_security_card/card_files.h"
#include "drivers/social_security_card/gb18030.h"
#include "kiosk/base/check_digits.h"
#include "kiosk/base/utf8.h"

namespace bianmin::drivers::ssc {
namespace {

std::span<const Row> rows_of(File file) {
  return file == File::Issuer ? std::span<const Row>{kIssuerFile} : std::span<const Row>{kHolderFile};
}

struct Value {
  Item item;
  ByteView bytes;
};

bool is_padding(std::uint8_t byte) { return byte == 0x00 || byte == 0xFF; }

// The tag says what it is. The record may be longer than it says, for padding.
std::optional<Value> framed(std::span<const Row> rows, ByteView record) {
  if (record.size() < 2) return std::nullopt;
  const auto row = std::ranges::find(rows, record[0], &Row::tag);
  const std::size_t length = record[1];
  if (row == rows.end() || length > record.size() - 2) return std::nullopt;
  if (!std::ranges::all_of(record.subspan(2 + length), is_padding)) return std::nullopt;
  return Value{row->item, record.subspan(2, length)};
}

// The record's place says what it is, and the length must agree.
std::optional<Value> plain(std::span<const Row> rows, std::size_t place, ByteView record) {
  if (place >= rows.size() || record.size() != rows[place].length) return std::nullopt;
  return Value{rows[place].item, record};
}

ByteView without_padding(ByteView text) {
  while (!text.empty() && (is_padding(text.back()) || text.back() == ' ')) text = text.first(text.size() - 1);
  return text;
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }
bool is_digit_or_capital(char character) { return is_digit(character) || (character >= 'A' && character <= 'Z'); }

// ASCII, as the standard's format an.
std::optional<std::string> plain_text(ByteView value) {
  const auto text = bianmin::to_string(without_padding(value));
  if (!std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7F; })) return std::nullopt;
  return text;
}

// Two digits a byte, as the standard's format cn; filled up with F.
std::string digits_of(ByteView value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string digits;
  for (const auto byte : value) {
    digits += kDigits[byte >> 4];
    digits += kDigits[byte & 0x0FU];
  }
  while (digits.ends_with('F')) digits.pop_back();
  return digits;
}

bool is_blank(ByteView value) {
  return std::ranges::all_of(value, [](std::uint8_t byte) { return is_padding(byte) || byte == ' '; });
}

std::optional<Sex> sex_of(std::string_view code) {
  if (code.empty() || code == "0") return Sex::Unknown;
  if (code == "1") return Sex::Male;
  if (code == "2") return Sex::Female;
  if (code == "9") return Sex::NotStated;
  return std::nullopt;
}

// Keeps the first thing that makes no sense.
class Reading {
 public:
  void check(std::string_view item, bool makes_sense) {
    if (!makes_sense && wrong_.empty()) wrong_ = item;
  }

  std::string text(std::string_view item, ByteView value) {
    auto text = plain_text(value);
    check(item, text.has_value());
    return std::move(text).value_or("");
  }

  std::string name(ByteView first, ByteView rest) {
    // A character of two bytes may lie across the seam.
    Bytes bytes{first.begin(), first.end()};
    const auto goes_on = without_padding(rest);
    if (goes_on.empty()) bytes.resize(without_padding(first).size());
    bytes.insert(bytes.end(), goes_on.begin(), goes_on.end());
    auto text = utf8_from_gb18030(bytes);
    check("name", !bytes.empty() && text && !has_control(*text));
    return std::move(text).value_or("");
  }

  std::optional<Date> date(std::string_view item, ByteView value) {
    if (is_blank(value)) return std::nullopt;
    const auto date = value.size() == 4 ? Date::parse(digits_of(value)) : std::nullopt;
    check(item, date.has_value());
    return date;
  }

  [[nodiscard]] const std::string& wrong() const { return wrong_; }

 private:
  std::string wrong_;
};

}  // namespace

bool Records::add(File file, std::uint8_t number, ByteView record) {
  const auto other = framing_ == RecordFraming::Tlv ? RecordFraming::Plain : RecordFraming::Tlv;
  if (!add_as(framing_, file, number, record)) {
    // A card has one framing: its first record settles which.
    if (!values_.empty() || !add_as(other, file, number, record)) return false;
    framing_ = other;
  }
  return true;
}

bool Records::add_as(RecordFraming framing, File file, std::uint8_t number, ByteView record) {
  const auto rows = rows_of(file);
  std::optional<Value> value;
  if (framing == RecordFraming::Tlv) {
    value = framed(rows, record);
  } else if (number > 0) {
    auto& missing = missing_[file];
    std::size_t place = number - 1U + missing;
    value = plain(rows, place, record);
    // Without an optional record, those after it have the number below.
    if (!value && place < rows.size() && rows[place].optional) {
      value = plain(rows, place + 1, record);
      if (value) ++missing;
    }
  }
  if (!value) return false;
  // What is told twice was garbled once.
  return values_.try_emplace(value->item, value->bytes.begin(), value->bytes.end()).second;
}

ByteView Records::value(Item item) const {
  const auto found = values_.find(item);
  return found == values_.end() ? ByteView{} : ByteView{found->second};
}

std::expected<SocialSecurityCard, std::string> Records::card() const {
  constexpr std::size_t kNumberLength = 18;
  constexpr std::size_t kCardNumberLength = 9;
  Reading reading;
  SocialSecurityCard card;
  card.number = reading.text("number", value(Item::Number));
  reading.check("number", card.number.size() == kNumberLength && std::ranges::all_of(card.number, is_digit_or_capital));
  const bool has_check = std::ranges::all_of(card.number.substr(0, kNumberLength - 1), is_digit);
  card.number_check_right = !has_check || is_gb11643(card.number);
  card.name = reading.name(value(Item::Name), value(Item::NameRest));
  const auto sex = sex_of(reading.text("sex", value(Item::Sex)));
  reading.check("sex", sex.has_value());
  card.sex = sex.value_or(Sex::Unknown);
  if (!is_blank(value(Item::Ethnicity))) card.ethnicity_code = digits_of(value(Item::Ethnicity));
  reading.check("ethnicity", card.ethnicity_code.empty() || (card.ethnicity_code.size() == 2 &&
                                                             std::ranges::all_of(card.ethnicity_code, is_digit)));
  card.birth = reading.date("birth", value(Item::Birth));
  card.card_number = reading.text("card number", value(Item::CardNumber)).substr(0, kCardNumberLength);
  card.issuer = is_blank(value(Item::Issuer)) ? std::string{} : digits_of(value(Item::Issuer));
  card.valid_from = reading.date("valid from", value(Item::ValidFrom));
  card.valid_until = reading.date("valid until", value(Item::ValidUntil));
  if (!reading.wrong().empty()) return std::unexpected{reading.wrong()};
  return card;
}

}  // namespace bianmin::drivers::ssc
