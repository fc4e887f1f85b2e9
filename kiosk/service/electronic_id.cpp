#include "kiosk/service/electronic_id.h"

#include <utility>

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
  holder.number = root.at("number").word(kLongestNumber, "");
  holder.valid_from = day(root, "validFrom");
  // Left out where the document has no end: so the platform's description has it.
  const auto last = day(root, "validUntil");
  holder.valid_until = last ? Expiry{*last} : WithoutEnd{};
  // The platform vouches for it; there is no card whose number could have been misread.
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
