#include "kiosk/service/electronic_id.h"

#include <algorithm>
#include <utility>

#include "kiosk/base/check_digits.h"
#include "kiosk/service/json_reading.h"

namespace bianmin::service {
namespace {

constexpr JsonLimits kLimits{kLargestElectronicId, 4};
constexpr TextLimits kName{1, 60};
constexpr TextLimits kAddress{1, 200};
constexpr std::size_t kLongestNumber = 18;

std::string text(const Node& root, std::string_view member, TextLimits limits) {
  const auto found = root.find(member);
  return found ? found->text(limits) : std::string{};
}

std::optional<std::chrono::year_month_day> day(const Node& root, std::string_view member) {
  const auto found = root.find(member);
  if (!found) return std::nullopt;
  const auto read = day_of(found->text({10, 10}));
  if (!read) found->refuse("a day as YYYY-MM-DD", "send a day of the calendar");
  return read;
}

bool all_of(std::string_view text, char first, char last) {
  return std::ranges::all_of(text, [=](char letter) { return first <= letter && letter <= last; });
}

// Three letters and twelve digits, of which no check is published.
bool is_number_of_2017(std::string_view number) {
  constexpr std::size_t kLength = 15;
  constexpr std::size_t kCountry = 3;
  return number.size() == kLength && all_of(number.substr(0, kCountry), 'A', 'Z') &&
         all_of(number.substr(kCountry), '0', '9');
}

// That the platform vouches for the code does not mean that its answer came whole.
std::string id_number(const Node& node) {
  std::string number = node.word(kLongestNumber, "");
  if (number.ends_with('x')) number.back() = 'X';
  if (looks_like_gb11643(number)) {
    if (!is_gb11643(number)) node.refuse("a number whose check character is right (GB 11643)", "look it up again");
  } else if (!is_number_of_2017(number)) {
    node.refuse("the 18 characters of an identity number, or the 15 of a foreign permanent resident's card of 2017",
                "send the number of the identity card");
  }
  return number;
}

Holder read(std::string_view json) {
  const auto document = parse_json(json, kLimits, "electronic ID");
  const Node root{document, "electronic ID", Quoting::Never};
  Holder holder;
  holder.document = DocumentKind::ElectronicId;
  holder.name = text(root, "name", kName);
  holder.english_name = text(root, "englishName", kName);
  if (called(holder).empty()) root.refuse("name or englishName", "send one of them");
  holder.sex =
      root.at("sex").one_of<Sex>({{"0", Sex::Unknown}, {"1", Sex::Male}, {"2", Sex::Female}, {"9", Sex::NotStated}});
  holder.birth = day(root, "birth");
  holder.address = text(root, "address", kAddress);
  holder.number = id_number(root.at("number"));
  holder.valid_from = day(root, "validFrom");
  // Left out where the document has no end: so the platform's description has it.
  const auto last = day(root, "validUntil");
  holder.valid_until = last ? Expiry{*last} : WithoutEnd{};
  holder.number_check_ok = true;
  return holder;
}

}  // namespace

std::expected<Holder, std::string> read_electronic_id(std::string_view json) {
  try {
    return read(json);
  } catch (const Refused& refused) {
    return std::unexpected{refused.problem};
  }
}

}  // namespace bianmin::service
