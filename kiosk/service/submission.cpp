#include "kiosk/service/submission.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "kiosk/base/bytes.h"
#include "kiosk/base/check_digits.h"

namespace bianmin::service {
namespace {

using nlohmann::json;

// The terminal's own name space for applicants: 6f1d2c1e-94b7-5a0e-8f5b-2d7c0a4e9b31.
constexpr std::array<std::uint8_t, 16> kApplicants{0x6f, 0x1d, 0x2c, 0x1e, 0x94, 0xb7, 0x5a, 0x0e,
                                                   0x8f, 0x5b, 0x2d, 0x7c, 0x0a, 0x4e, 0x9b, 0x31};
constexpr std::size_t kUuidBytes = 16;

json valued(std::string_view text) { return {{"value", text}}; }

std::string base64(ByteView bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

// A person is the same applicant whatever was shown: numbers of 18 characters say which card they belong to (GB/T 2260:
// 81 to 83 are Hong Kong, Macao and Taiwan; foreigners' numbers begin with 9).
DocumentKind whose_number(const Holder& holder) {
  if (holder.document != DocumentKind::SocialSecurityCard && holder.document != DocumentKind::ElectronicId) {
    return holder.document;
  }
  if (holder.number.size() == 15) return DocumentKind::ForeignPermanent2017;
  if (holder.number.starts_with('9')) return DocumentKind::ForeignPermanent2023;
  const auto division = std::string_view{holder.number}.substr(0, 2);
  return division == "81" || division == "82" || division == "83" ? DocumentKind::HmtPermit : DocumentKind::Citizen;
}

// Only what was looked at is told: a number without a check character has none that could be right, and a service that
// asked for fingerprints learns with an empty list that none were read.
json applicant(const ServiceDefinition& service, const Holder& holder) {
  const bool verified = holder.document == DocumentKind::ElectronicId;
  json member{{"documentKind", tag(holder.document)},
              {"documentNumber", holder.number},
              {"identityLevel", verified ? "platform-verified" : "document-read"},
              {"name", called(holder)}};
  if (looks_like_gb11643(holder.number)) member["numberCheck"] = holder.number_check_ok;
  if (std::holds_alternative<NotKnown>(holder.valid_until)) member["validUntil"] = "not-known";
  if (!holder.english_name.empty()) member["englishName"] = holder.english_name;
  if (!service.fingerprints) return member;
  member["fingerprints"] = json::array();
  for (const auto& fingerprint : holder.fingerprints) member["fingerprints"].push_back(base64(fingerprint));
  return member;
}

json form_data(const Form& form, const FormAnswers& answers) {
  json data = json::object();
  for (const auto& page : form.pages) {
    for (const Field* field : visible_fields(page, answers)) {
      const auto answer = answers.find(field->name);
      if (answer != answers.end() && !answer->second.empty()) data[field->name] = valued(answer->second);
    }
  }
  return {{"data", data}, {"eFormId", form.e_form_id}};
}

}  // namespace

std::string applicant_id(const Holder& holder) {
  const std::string name = std::string{tag(whose_number(holder))} + ":" + holder.number;
  Bytes named{kApplicants.begin(), kApplicants.end()};
  named.insert(named.end(), name.begin(), name.end());
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
  if (EVP_Digest(named.data(), named.size(), digest.data(), nullptr, EVP_sha1(), nullptr) != 1) {
    throw std::runtime_error{"OpenSSL gives no SHA-1, which UUIDv5 is made of"};
  }
  digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0FU) | 0x50U);
  digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3FU) | 0x80U);
  std::string uuid = to_hex(ByteView{digest}.first(kUuidBytes));
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) uuid.insert(dash, 1, '-');
  return uuid;
}

std::string to_submission_json(const ServiceDefinition& service, const Holder& holder, const FormAnswers& answers,
                               const SubmissionFacts& facts) {
  json declared{{"agreed", true}, {"language", tag(facts.language)}, {"text", service.declaration.in(facts.language)}};
  const json meta{{"applicant", applicant(service, holder)},
                  {"channel", valued("自助办理终端")},
                  {"declaration", std::move(declared)},
                  {"itemCode", valued(service.item_code)},
                  {"serviceVersion", valued(service.version)},
                  {"terminal", {{"number", facts.terminal_number}, {"place", facts.terminal_place.chinese}}}};
  const json body{{"additionalMeta", {{"data", meta}}},
                  {"applicantId", applicant_id(holder)},
                  {"applicationName", service.title.chinese},
                  {"created", facts.created},
                  {"formData", form_data(service.form, answers)}};
  // json keeps members sorted; broken UTF-8 from a document becomes U+FFFD rather than an exception.
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace bianmin::service
