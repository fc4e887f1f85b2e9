#include "kiosk/service/submission.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/kiosk/service/samples.h"

using namespace bianmin;
using namespace bianmin::service;

namespace {

const SubmissionFacts kFacts{"2026-03-02T09:30:00+08:00",
                             "YS-0001",
                             {"云山市政务服务中心一楼大厅", "Yunshan Government Service Centre, ground floor"},
                             Language::Chinese};

FormAnswers answers_of(const ServiceDefinition& service) {
  FormAnswers answers = prefill(service.form, samples::zhang());
  for (const auto& [name, value] : FormAnswers{{"phone", "13800000000"},
                                               {"hasPermit", "no"},
                                               {"district", "449802"},
                                               {"detail", "青石路18号翠湖花园3栋602房"},
                                               {"dwelling", "family"},
                                               {"movedIn", "2026-03-01"},
                                               {"delivery", "post"}}) {
    answers = with_answer(service.form, samples::zhang(), answers, name, value);
  }
  return with_answer(service.form, samples::zhang(), answers, "street", "449802001");
}

nlohmann::json applicant_of(const ServiceDefinition& service, const Holder& holder) {
  const auto body = nlohmann::json::parse(to_submission_json(service, holder, answers_of(service), kFacts));
  return body.at("additionalMeta").at("data").at("applicant");
}

}  // namespace

TEST_CASE("an application is written as GovStack's applicationFileSubmit, to the byte") {
  const auto service = samples::parsed(samples::change_of_address());
  const std::string body = to_submission_json(service, samples::zhang(), answers_of(service), kFacts);
  const std::string golden = samples::read_file("tests/kiosk/service/golden/change_of_address.json");
  INFO(body);
  CHECK(body + "\n" == golden);
  CHECK(body == to_submission_json(service, samples::zhang(), answers_of(service), kFacts));
}

TEST_CASE("what is not seen or left empty is not sent") {
  const auto service = samples::parsed(samples::change_of_address());
  FormAnswers answers = answers_of(service);
  answers["permitNumber"] = "YS2021083015";  // hidden: there is no permit at hand
  answers["oldAddress"] = "";
  const auto body = nlohmann::json::parse(to_submission_json(service, samples::zhang(), answers, kFacts));
  const auto& data = body.at("formData").at("data");
  CHECK_FALSE(data.contains("permitNumber"));
  CHECK_FALSE(data.contains("oldAddress"));
  CHECK(data.at("street") == nlohmann::json{{"value", "449802001"}});
}

TEST_CASE("one person is one applicant at every terminal") {
  // uuid.uuid5(uuid.UUID("6f1d2c1e-94b7-5a0e-8f5b-2d7c0a4e9b31"), "citizen:11010519491231002X") in Python
  CHECK(applicant_id(samples::zhang()) == "87898b30-a85e-5095-a4df-55bc3bdd97d8");
  Holder other = samples::zhang();
  other.document = DocumentKind::HmtPermit;
  CHECK(applicant_id(other) != applicant_id(samples::zhang()));
}

TEST_CASE("one person is one applicant whatever was shown") {
  const auto shown = [](DocumentKind document, const std::string& number) {
    Holder holder = samples::zhang();
    holder.document = document;
    holder.number = number;
    return applicant_id(holder);
  };
  const std::pair<DocumentKind, const char*> numbers[] = {{DocumentKind::Citizen, "11010519491231002X"},
                                                          {DocumentKind::HmtPermit, "810000199004089973"},
                                                          {DocumentKind::ForeignPermanent2023, "932682198501010017"},
                                                          {DocumentKind::ForeignPermanent2017, "FRA110081050101"}};
  for (const auto& [card, number] : numbers) {
    CHECK(shown(DocumentKind::ElectronicId, number) == shown(card, number));
    CHECK(shown(DocumentKind::SocialSecurityCard, number) == shown(card, number));
  }
}

TEST_CASE("a service that asks for fingerprints gets them in base64, or learns that none were read") {
  auto service = samples::parsed(samples::change_of_address());
  Holder holder = samples::zhang();
  holder.fingerprints = {{'f', 'o', 'o', 'b'}, {0xFF}};
  CHECK_FALSE(applicant_of(service, holder).contains("fingerprints"));
  service.fingerprints = true;
  CHECK(applicant_of(service, holder).at("fingerprints") == nlohmann::json::array({"Zm9vYg==", "/w=="}));
  holder.fingerprints.clear();
  CHECK(applicant_of(service, holder).at("fingerprints") == nlohmann::json::array());
}

TEST_CASE("an application says of the document only what was looked at") {
  const auto service = samples::parsed(samples::change_of_address());
  Holder holder = samples::zhang();
  CHECK(applicant_of(service, holder).at("identityLevel") == "document-read");
  CHECK(applicant_of(service, holder).at("numberCheck") == true);
  holder.document = DocumentKind::ElectronicId;
  CHECK(applicant_of(service, holder).at("identityLevel") == "platform-verified");
  holder.document = DocumentKind::ForeignPermanent2017;
  holder.number = "CAN110179110302";  // 15 characters, of which no check is known
  CHECK_FALSE(applicant_of(service, holder).contains("numberCheck"));
}

TEST_CASE("the platform is told of a card whose end is not known, and judges") {
  const auto service = samples::parsed(samples::change_of_address());
  Holder holder = samples::zhang();
  const auto applicant = [&] {
    const auto body = nlohmann::json::parse(to_submission_json(service, holder, answers_of(service), kFacts));
    return body.at("additionalMeta").at("data").at("applicant");
  };
  CHECK_FALSE(applicant().contains("validUntil"));
  holder.valid_until = NotKnown{};
  CHECK(applicant().at("validUntil") == "not-known");
}

TEST_CASE("a card with broken text still gives a body") {
  const auto service = samples::parsed(samples::change_of_address());
  Holder holder = samples::zhang();
  holder.name = "张\xff";
  CHECK(nlohmann::json::accept(to_submission_json(service, holder, answers_of(service), kFacts)));
}
