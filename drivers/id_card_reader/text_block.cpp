#include "drivers/id_card_reader/text_block.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "drivers/id_card_reader/sex.h"
#include "drivers/id_card_reader/utf16.h"
#include "kiosk/base/check_digits.h"
#include "kiosk/base/utf8.h"

namespace bianmin::drivers {
namespace {

using Block = std::span<const std::uint8_t, sam_v::kTextSize>;

struct Field {
  std::size_t offset;
  std::size_t length;  // both in bytes; 0 where this kind of document has no such field
  bool operator==(const Field&) const = default;
};

constexpr Field kNone{0, 0};

struct Layout {
  std::string_view letter;  // at byte 248
  IdCardKind kind;
  Field name, english_name, english_name_rest, sex, ethnicity, birth, address, number, issuer, valid_from, valid_until,
      nationality, permit_number, issue_count;
};

// clang-format off
constexpr Layout kLayouts[] = {
    {"",  IdCardKind::Citizen,              {0, 30},   kNone,     kNone,     {30, 2},  {32, 4}, {36, 16},  {52, 70}, {122, 36}, {158, 30}, {188, 16}, {204, 16}, kNone,     kNone,     kNone},
    {"J", IdCardKind::HmtPermit,            {0, 30},   kNone,     kNone,     {30, 2},  kNone,   {36, 16},  {52, 70}, {122, 36}, {158, 30}, {188, 16}, {204, 16}, kNone,     {220, 18}, {238, 4}},
    {"Y", IdCardKind::ForeignPermanent2023, {0, 30},   {52, 70},  {220, 22}, {30, 2},  kNone,   {36, 16},  kNone,    {122, 36}, kNone,     {188, 16}, {204, 16}, {242, 6},  kNone,     {32, 4}},
    {"I", IdCardKind::ForeignPermanent2017, {158, 30}, {0, 120},  kNone,     {120, 2}, kNone,   {220, 16}, kNone,    {122, 30}, {240, 8},  {188, 16}, {204, 16}, {152, 6},  kNone,     kNone},
};
// clang-format on

constexpr Field kLetter{248, 2};
constexpr std::string_view kWithoutEnd = "长期";
constexpr std::size_t kAddressSize = 70;
constexpr std::size_t kMostAddresses = 4;

// Padding that is seen in the field: spaces, zeros, and full-width spaces.
std::string trimmed(std::string text) {
  constexpr std::string_view kFullWidthSpace = "\u3000";
  const auto padded = [&](std::string_view rest) {
    if (rest.ends_with(' ') || rest.ends_with('\0')) return std::size_t{1};
    return rest.ends_with(kFullWidthSpace) ? kFullWidthSpace.size() : std::size_t{0};
  };
  while (const auto count = padded(text)) text.resize(text.size() - count);
  return text;
}

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}
bool letters_and_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

// Reads one block; the first field that makes no sense is remembered and ends the card.
class Reading {
 public:
  Reading(Block block, const Layout& layout) : block_{block}, layout_{layout} {}

  std::expected<IdCard, TextBlockFault> card() {
    IdCard card;
    card.kind = layout_.kind;
    card.name = text("name", layout_.name);
    card.english_name = text("English name", layout_.english_name, layout_.english_name_rest);
    check("name", !card.name.empty() || !card.english_name.empty());
    const auto sex = sex_of(text("sex", layout_.sex));
    check("sex", sex.has_value());
    card.sex = sex.value_or(Sex::Unknown);
    card.ethnicity_code = text("ethnicity", layout_.ethnicity);
    check("ethnicity", all_digits(card.ethnicity_code));
    card.birth = date("birth", text("birth", layout_.birth));
    card.address = text("address", layout_.address);
    read_number(card);
    card.issuer = text("issuer", layout_.issuer);
    card.valid_from = date("valid from", text("valid from", layout_.valid_from));
    if (const auto until = text("valid until", layout_.valid_until); until != kWithoutEnd) {
      card.valid_until = date("valid until", until);
    }
    card.nationality = text("nationality", layout_.nationality);
    card.permit_number = text("permit number", layout_.permit_number);
    card.issue_count = text("issue count", layout_.issue_count);
    if (fault_) return std::unexpected{*fault_};
    return card;
  }

 private:
  void read_number(IdCard& card) {
    card.number = text("number", layout_.number);
    if (card.kind == IdCardKind::ForeignPermanent2017) {
      check("number", card.number.size() == 15 && letters_and_digits(card.number));
      return;
    }
    const std::string_view number = card.number;
    check("number", number.size() == 18 && all_digits(number.substr(0, 17)) &&
                        (number.back() == 'X' || all_digits(number.substr(17))));
    card.number_check_right = is_gb11643(number);
  }

  // A name may go on in a second field; the space at the seam belongs to it.
  std::string text(std::string_view name, Field field, Field rest = kNone) {
    Bytes bytes;
    for (const auto part : {field, rest}) {
      const auto found = block_.subspan(part.offset, part.length);
      bytes.insert(bytes.end(), found.begin(), found.end());
    }
    const auto decoded = utf8_of_utf16le(bytes);
    check(name, decoded.has_value());
    auto plain = trimmed(decoded.value_or(""));
    check(name, !has_control(plain));
    return plain;
  }

  Date date(std::string_view name, std::string_view digits) {
    const auto parsed = Date::parse(digits);
    check(name, parsed.has_value());
    return parsed.value_or(Date{});
  }

  void check(std::string_view name, bool sensible) {
    if (!sensible && !fault_) fault_ = TextBlockFault{name};
  }

  Block block_;
  const Layout& layout_;
  std::optional<TextBlockFault> fault_;
};

}  // namespace

std::expected<IdCard, TextBlockFault> parse_text_block(Block block) {
  const auto letter = utf8_of_utf16le(block.subspan(kLetter.offset, kLetter.length));
  const auto layout = std::ranges::find(kLayouts, letter ? trimmed(*letter) : "?", &Layout::letter);
  if (layout == std::end(kLayouts)) return std::unexpected{TextBlockFault{"kind of document"}};
  return Reading{block, *layout}.card();
}

std::expected<std::vector<std::string>, TextBlockFault> parse_newest_addresses(ByteView data) {
  constexpr TextBlockFault kFault{"newest address"};
  if (data.size() % kAddressSize != 0 || data.size() > kAddressSize * kMostAddresses) return std::unexpected{kFault};
  std::vector<std::string> addresses;
  for (; !data.empty(); data = data.subspan(kAddressSize)) {
    const auto decoded = utf8_of_utf16le(data.first(kAddressSize));
    if (!decoded) return std::unexpected{kFault};
    auto address = trimmed(*decoded);
    if (has_control(address)) return std::unexpected{kFault};
    if (!address.empty()) addresses.push_back(std::move(address));
  }
  return addresses;
}

}  // namespace bianmin::drivers
