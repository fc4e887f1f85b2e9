#include "kioskctl/card_fields.h"

#include <utility>

#include "kiosk/service/masking.h"

namespace bianmin::kioskctl {
namespace {

using Json = nlohmann::ordered_json;
using Mask = std::string (*)(std::string_view);

constexpr const char* kWithoutEnd = "without-end";

Json plain(const std::string& text) { return text.empty() ? Json{} : Json(text); }

Json personal(const std::string& text, Mask mask, Shown shown) {
  return plain(shown == Shown::InFull || text.empty() ? text : mask(text));
}

Json day(const std::optional<drivers::Date>& date) { return date ? Json(date->iso()) : Json{}; }

Json end(const drivers::Expiry& until) {
  if (const auto* last = std::get_if<drivers::Date>(&until)) return last->iso();
  return std::holds_alternative<drivers::WithoutEnd>(until) ? Json(kWithoutEnd) : Json{};
}

// The year of birth stays: it helps to tell whose card it is, and says little.
Json day_of_birth(const std::optional<drivers::Date>& date, Shown shown) {
  if (!date || shown == Shown::InFull) return day(date);
  return date->iso().substr(0, 4) + "-**-**";
}

std::string_view word_for(drivers::Sex sex) {
  switch (sex) {
    case drivers::Sex::Male:
      return "male";
    case drivers::Sex::Female:
      return "female";
    case drivers::Sex::NotStated:
      return "not-stated";
    case drivers::Sex::Unknown:
      return "unknown";
  }
  std::unreachable();
}

Json addresses(const std::vector<std::string>& texts, Shown shown) {
  Json list = Json::array();
  for (const auto& text : texts) list.push_back(personal(text, service::mask_address, shown));
  return list;
}

Json photo(const std::optional<drivers::CardPhoto>& picture) {
  if (!picture) return {};
  return {{"width", picture->width}, {"height", picture->height}};
}

}  // namespace

std::vector<CardField> fields_of(const drivers::IdCard& card, Shown shown, bool fingerprints_read) {
  return {
      {"name", {"姓名", "Name"}, personal(card.name, service::mask_name, shown)},
      {"english_name", {"英文姓名", "English name"}, personal(card.english_name, service::mask_name, shown)},
      {"sex", {"性别", "Sex"}, word_for(card.sex)},
      {"ethnicity_code", {"民族代码", "Ethnicity code"}, plain(card.ethnicity_code)},
      {"birth", {"出生日期", "Day of birth"}, day_of_birth(card.birth, shown)},
      {"address", {"住址", "Address"}, personal(card.address, service::mask_address, shown)},
      {"newer_addresses", {"新住址", "Newer addresses"}, addresses(card.newer_addresses, shown)},
      {"number", {"证件号码", "Number"}, personal(card.number, service::mask_number, shown)},
      {"number_check_right", {"号码校验", "Check digit right"}, card.number_check_right},
      {"issuer", {"签发机关", "Issued by"}, plain(card.issuer)},
      {"valid_from", {"有效期起", "Valid from"}, day(card.valid_from)},
      {"valid_until", {"有效期止", "Valid until"}, card.valid_until ? day(card.valid_until) : Json(kWithoutEnd)},
      {"nationality", {"国籍", "Nationality"}, plain(card.nationality)},
      {"permit_number", {"通行证号码", "Travel permit"}, personal(card.permit_number, service::mask_number, shown)},
      {"issue_count", {"签发次数", "Issue count"}, plain(card.issue_count)},
      {"management_number",
       {"卡体管理号", "Management number"},
       personal(card.management_number, service::mask_number, shown)},
      {"fingerprints", {"指纹模板数", "Fingerprints"}, fingerprints_read ? Json(card.fingerprints.size()) : Json{}},
      {"photo", {"照片", "Photo"}, photo(card.photo)},
  };
}

std::vector<CardField> fields_of(const drivers::SocialSecurityCard& card, Shown shown) {
  return {
      {"name", {"姓名", "Name"}, personal(card.name, service::mask_name, shown)},
      {"sex", {"性别", "Sex"}, word_for(card.sex)},
      {"ethnicity_code", {"民族代码", "Ethnicity code"}, plain(card.ethnicity_code)},
      {"birth", {"出生日期", "Day of birth"}, day_of_birth(card.birth, shown)},
      {"number", {"社会保障号码", "Social security number"}, personal(card.number, service::mask_number, shown)},
      {"number_check_right", {"号码校验", "Check digit right"}, card.number_check_right},
      {"card_number", {"卡号", "Card number"}, personal(card.card_number, service::mask_number, shown)},
      {"issuer", {"发卡机构代码", "Issuer's code"}, plain(card.issuer)},
      {"valid_from", {"有效期起", "Valid from"}, day(card.valid_from)},
      {"valid_until", {"有效期止", "Valid until"}, end(card.valid_until), {"卡内未载明", "not told by the card"}},
  };
}

service::DocumentKind document_of(const drivers::IdCard& card) {
  switch (card.kind) {
    case drivers::IdCardKind::Citizen:
      return service::DocumentKind::Citizen;
    case drivers::IdCardKind::HmtPermit:
      return service::DocumentKind::HmtPermit;
    case drivers::IdCardKind::ForeignPermanent2017:
      return service::DocumentKind::ForeignPermanent2017;
    case drivers::IdCardKind::ForeignPermanent2023:
      return service::DocumentKind::ForeignPermanent2023;
  }
  std::unreachable();
}

}  // namespace bianmin::kioskctl
