#include "kiosk/service/catalogue.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/service/samples.h"

using namespace bianmin;
using namespace bianmin::service;

TEST_CASE("the services that ship with the terminal are taken") {
  CHECK(samples::parsed(samples::shipped("social-insurance-record")).kind == ServiceKind::Query);
  CHECK(samples::parsed(samples::shipped("residence-address-change")).kind == ServiceKind::Application);
}

TEST_CASE("an example is written in the language of who reads it") {
  for (const auto* name : {"social-insurance-record", "residence-address-change"}) {
    for (const auto& page : samples::parsed(samples::shipped(name)).form.pages) {
      for (const auto& field : page.fields) {
        if (!field.example) continue;
        CAPTURE(field.name, field.example->english);
        CHECK(std::ranges::all_of(field.example->english, [](char letter) { return letter > 0; }));
      }
    }
  }
}

TEST_CASE("a service is read whole") {
  const auto record = samples::parsed(samples::social_insurance());
  CHECK(record.kind == ServiceKind::Query);
  CHECK(record.title.chinese == "社保缴费记录查询打印");
  CHECK(record.offline == WhenOffline::Refuse);
  CHECK(record.printer == PrinterNeed::Required);
  CHECK(record.takes(DocumentKind::ForeignPermanent2017));
  CHECK(record.takes(DocumentKind::SocialSecurityCard));
  CHECK(record.takes(DocumentKind::ElectronicId));
  CHECK(record.category.order == 1);

  const auto address = samples::parsed(samples::change_of_address());
  CHECK(address.kind == ServiceKind::Application);
  CHECK(address.offline == WhenOffline::Store);
  CHECK_FALSE(address.takes(DocumentKind::ForeignPermanent2023));
  CHECK_FALSE(address.takes(DocumentKind::ElectronicId));
  CHECK(address.form.pages.size() == 3);
  CHECK(address.declaration.chinese.size() == 3);
  CHECK(address.receipt.size() > 10);
  const Field& street = address.form.pages.at(1).fields.at(1);
  CHECK(street.options.at(5).when == Condition{"district", "449802"});
  CHECK(street.required);
}

TEST_CASE("a field's longest answer comes from the schema, else from its input") {
  const auto address = samples::parsed(samples::change_of_address());
  const auto longest = [&](std::string_view name) {
    for (const auto& page : address.form.pages) {
      for (const auto& field : page.fields) {
        if (field.name == name) return field.longest;
      }
    }
    return std::size_t{0};
  };
  CHECK(longest("detail") == 60);
  CHECK(longest("movedIn") == 10);
  CHECK(longest("phone") == 40);
  CHECK(longest("district") == 6);
}

TEST_CASE("one bad service leaves the others standing") {
  auto bad = samples::social_insurance();
  bad.file["definition"]["kind"] = "payment";
  const auto good = samples::change_of_address();
  const Catalogue catalogue = read_catalogue({{bad.service_json(), bad.form_json()},
                                              {good.service_json(), good.form_json()},
                                              {"no JSON at all", "{}"},
                                              {good.service_json(), good.form_json()}});
  REQUIRE(catalogue.services.size() == 1);
  CHECK(catalogue.services.front().title.english == "Residence permit: change of address");
  REQUIRE(catalogue.refused.size() == 3);
  CHECK(catalogue.refused[0] == RefusedService{"5b0c6a52-3f0e-4d6b-9a5e-2f6d1c7e8a01",
                                               "definition /kind: expected one of \"application\", \"query\", found "
                                               "\"payment\"; write one of them"});
  CHECK(catalogue.refused[1] ==
        RefusedService{"#3", "service: expected JSON in UTF-8, found a mistake at byte 2; check it with a JSON tool"});
  CHECK(catalogue.refused[2].problem ==
        "service /id: expected an id that no other service has, found it twice; change one");
}

TEST_CASE("services are listed by their category's order, then as the platform lists them") {
  auto second = samples::social_insurance();
  auto first = samples::change_of_address();
  first.file["definition"]["category"]["order"] = 0;
  const Catalogue catalogue =
      read_catalogue({{second.service_json(), second.form_json()}, {first.service_json(), first.form_json()}});
  REQUIRE(catalogue.services.size() == 2);
  CHECK(catalogue.services.front().category.id == "residence");
}
