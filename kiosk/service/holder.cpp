#include "kiosk/service/holder.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace bianmin::service {
namespace {

struct DocumentRow {
  DocumentKind kind;
  std::string_view tag;
  std::string_view chinese;
  std::string_view english;
};
constexpr std::array kDocuments{
    DocumentRow{DocumentKind::Citizen, "citizen", "居民身份证", "Resident identity card"},
    DocumentRow{DocumentKind::HmtPermit, "hmt-permit", "港澳台居民居住证",
                "Residence permit for Hong Kong, Macao and Taiwan residents"},
    DocumentRow{DocumentKind::ForeignPermanent2017, "foreign-permanent-2017", "外国人永久居留身份证",
                "Foreign permanent resident ID card"},
    DocumentRow{DocumentKind::ForeignPermanent2023, "foreign-permanent-2023", "外国人永久居留身份证",
                "Foreign permanent resident ID card"},
    DocumentRow{DocumentKind::SocialSecurityCard, "social-security-card", "社会保障卡", "Social security card"},
    DocumentRow{DocumentKind::ElectronicId, "electronic-id", "电子身份凭证", "Electronic ID on your phone"},
};

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

const DocumentRow& row(DocumentKind kind) {
  for (const auto& document : kDocuments) {
    if (document.kind == kind) return document;
  }
  return kDocuments.front();
}

bool to_number(std::string_view digits, int& number) {
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return fault == std::errc{} && end == digits.data() + digits.size();
}

}  // namespace

Validity validity_on(const Holder& holder, std::chrono::year_month_day today) {
  if (holder.valid_from && today < *holder.valid_from) return Validity::NotYet;
  if (std::holds_alternative<NotKnown>(holder.valid_until)) return Validity::EndNotKnown;
  const auto* last = std::get_if<std::chrono::year_month_day>(&holder.valid_until);
  return last != nullptr && *last < today ? Validity::Expired : Validity::Good;
}

const std::string& called(const Holder& holder) { return holder.name.empty() ? holder.english_name : holder.name; }

std::string_view tag(DocumentKind kind) { return row(kind).tag; }

std::optional<DocumentKind> document_kind(std::string_view tag) {
  for (const auto& document : kDocuments) {
    if (document.tag == tag) return document.kind;
  }
  return std::nullopt;
}

LocalText title(DocumentKind kind) { return {std::string{row(kind).chinese}, std::string{row(kind).english}}; }

LocalText title(Sex sex) {
  switch (sex) {
    case Sex::Male:
      return {"男", "Male"};
    case Sex::Female:
      return {"女", "Female"};
    case Sex::NotStated:
      return {"未说明", "Not stated"};
    case Sex::Unknown:
      break;
  }
  return {"未知", "Not known"};
}

LocalText spoken_date(std::chrono::year_month_day day) {
  const int year = static_cast<int>(day.year());
  const auto month = static_cast<unsigned>(day.month());
  const auto number = static_cast<unsigned>(day.day());
  if (!day.ok()) return {};
  return {std::to_string(year) + "年" + std::to_string(month) + "月" + std::to_string(number) + "日",
          std::to_string(number) + " " + std::string{kMonths.at(month - 1)} + " " + std::to_string(year)};
}

LocalText spoken_end(const Expiry& until) {
  if (const auto* day = std::get_if<std::chrono::year_month_day>(&until)) return spoken_date(*day);
  return std::holds_alternative<WithoutEnd>(until) ? LocalText{"长期", "No end date"} : LocalText{};
}

std::string iso_date(std::chrono::year_month_day day) {
  const auto padded = [](unsigned number, std::size_t width) {
    std::string text = std::to_string(number);
    return std::string(width - std::min(width, text.size()), '0') + text;
  };
  return padded(static_cast<unsigned>(static_cast<int>(day.year())), 4) + "-" +
         padded(static_cast<unsigned>(day.month()), 2) + "-" + padded(static_cast<unsigned>(day.day()), 2);
}

std::optional<std::chrono::year_month_day> day_of(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  int year = 0;
  int month = 0;
  int day = 0;
  if (!to_number(iso.substr(0, 4), year) || !to_number(iso.substr(5, 2), month) || !to_number(iso.substr(8, 2), day)) {
    return std::nullopt;
  }
  if (year < 1 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day found{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{static_cast<unsigned>(day)}};
  if (!found.ok()) return std::nullopt;
  return found;
}

}  // namespace bianmin::service
