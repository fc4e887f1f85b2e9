#include <algorithm>
#include <span>

#include "drivers/id_card_reader/sex.h"
#include "drivers/social_security_card/card_files.h"
#include "drivers/social_security_card/gb18030.h"
#include "kiosk/base/check_digits.h"
#include "kiosk/base/utf8.h"

namespace bianmin::drivers::ssc {
namespace {

std::span<const Row> rows_of(File file) {
  return file == File::Issuer ? std::span<const Row>{kIssuerFile} : std::span<const Row>{kHolderFile};
}

bool is_padding(std::uint8_t byte) { return byte == 0x00 || byte == 0xFF; }

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

// As the standard's format cn, and none where it is no day.
std::optional<Date> date_of(ByteView value) { return value.size() == 4 ? Date::parse(digits_of(value)) : std::nullopt; }

Expiry end_of(ByteView value) {
  if (const auto day = date_of(value)) return *day;
  return utf8_from_gb18030(without_padding(value)) == "长期" ? Expiry{WithoutEnd{}} : NotKnown{};
}

// Empty where there is none. A byte that would be a space in text is ethnicity 20 here.
std::string ethnicity_of(ByteView value) {
  const auto code = digits_of(value);
  return code.size() == 2 && code != "00" && std::ranges::all_of(code, is_digit) ? code : std::string{};
}

std::optional<std::string> name_of(ByteView first, ByteView rest) {
  if (without_padding(first).empty()) return std::nullopt;
  // A character of two bytes may lie across the seam.
  Bytes bytes{first.begin(), first.end()};
  const auto goes_on = without_padding(rest);
  if (goes_on.empty()) bytes.resize(without_padding(first).size());
  bytes.insert(bytes.end(), goes_on.begin(), goes_on.end());
  auto text = utf8_from_gb18030(bytes);
  if (!text || has_control(*text)) return std::nullopt;
  return text;
}

bool is_number(std::string_view text) {
  constexpr std::size_t kNumberLength = 18;
  return text.size() == kNumberLength && std::ranges::all_of(text, is_digit_or_capital);
}

}  // namespace

bool is_needed(File file, std::uint8_t number) {
  const auto row = std::ranges::find(kHolderFile, Item::NameRest, &Row::item);
  return file == File::Holder && number <= row - kHolderFile.begin() + 1;
}

bool Records::add(File file, std::uint8_t number, ByteView record) {
  const auto value = understood(file, number, record);
  if (!value) return !is_needed(file, number);
  if (doubtful_.contains(value->item)) return true;
  if (values_.try_emplace(value->item, value->bytes.begin(), value->bytes.end()).second) return true;
  // What is told twice was garbled once.
  values_.erase(value->item);
  doubtful_.insert(value->item);
  return value->item != Item::Number && value->item != Item::Name && value->item != Item::NameRest;
}

// The holder's first record settles anew: it is longer than any of the issuer's could be mistaken for.
std::optional<Records::Value> Records::understood(File file, std::uint8_t number, ByteView record) {
  auto value = read_as(framing_, file, number, record);
  if (!value && !settled_.contains(file)) {
    const auto other = framing_ == RecordFraming::Tlv ? RecordFraming::Plain : RecordFraming::Tlv;
    value = read_as(other, file, number, record);
    if (value) framing_ = other;
  }
  if (value) settled_.insert(file);
  return value;
}

std::optional<Records::Value> Records::read_as(RecordFraming framing, File file, std::uint8_t number, ByteView record) {
  if (framing == RecordFraming::Tlv) return framed(file, record);
  if (number == 0) return std::nullopt;
  const auto rows = rows_of(file);
  auto& missing = missing_[file];
  const std::size_t place = number - 1U + missing;
  auto value = plain(file, place, record);
  if (!value && place < rows.size() && rows[place].kept == Row::Kept::NotByOlderCards) {
    value = plain(file, place + 1, record);
    if (value) ++missing;
  }
  return value;
}

// The tag says what it is. The record may be longer than it says, for padding.
std::optional<Records::Value> Records::framed(File file, ByteView record) {
  if (record.size() < 2) return std::nullopt;
  const auto rows = rows_of(file);
  const auto row = std::ranges::find(rows, record[0], &Row::tag);
  const std::size_t length = record[1];
  if (row == rows.end() || length > record.size() - 2) return std::nullopt;
  if (!std::ranges::all_of(record.subspan(2 + length), is_padding)) return std::nullopt;
  return Value{row->item, record.subspan(2, length)};
}

// The record's place says what it is, and the length must agree.
std::optional<Records::Value> Records::plain(File file, std::size_t place, ByteView record) {
  const auto rows = rows_of(file);
  if (place >= rows.size()) return std::nullopt;
  const auto& row = rows[place];
  const bool fits = row.kept == Row::Kept::AtLeast ? record.size() >= row.length : record.size() == row.length;
  if (!fits) return std::nullopt;
  return Value{row.item, record};
}

ByteView Records::value(Item item) const {
  const auto found = values_.find(item);
  return found == values_.end() ? ByteView{} : ByteView{found->second};
}

std::expected<SocialSecurityCard, std::string> Records::card() const {
  constexpr std::size_t kCardNumberLength = 9;
  auto number = plain_text(value(Item::Number));
  if (!number || !is_number(*number)) return std::unexpected{"number"};
  auto name = name_of(value(Item::Name), value(Item::NameRest));
  if (!name) return std::unexpected{"name"};
  SocialSecurityCard card;
  card.number = std::move(*number);
  const bool has_check = std::ranges::all_of(card.number.substr(0, card.number.size() - 1), is_digit);
  card.number_check_right = !has_check || is_gb11643(card.number);
  card.name = std::move(*name);
  card.sex = sex_of(plain_text(value(Item::Sex)).value_or("")).value_or(Sex::Unknown);
  card.ethnicity_code = ethnicity_of(value(Item::Ethnicity));
  card.birth = date_of(value(Item::Birth));
  card.card_number = plain_text(value(Item::CardNumber)).value_or("").substr(0, kCardNumberLength);
  card.issuer = is_blank(value(Item::Issuer)) ? std::string{} : digits_of(value(Item::Issuer));
  card.valid_from = date_of(value(Item::ValidFrom));
  card.valid_until = end_of(value(Item::ValidUntil));
  return card;
}

}  // namespace bianmin::drivers::ssc
