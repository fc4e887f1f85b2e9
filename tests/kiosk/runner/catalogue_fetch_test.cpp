#include "kiosk/runner/catalogue_fetch.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/kiosk/platform/fixture.h"
#include "tests/kiosk/runner/scripted_platform.h"

using namespace bianmin;
using namespace bianmin::runner;
using nlohmann::json;
using platform::AtPlatform;

namespace {

const std::string kFirst = "5b0c6a52-3f0e-4d6b-9a5e-2f6d1c7e8a01";
const std::string kFirstForm = "0e8d1f7a-61c4-4f7b-8f0e-7b1a5c9d2e01";
const std::string kSecond = "10000000-0000-4000-8000-000000000002";

json shipped() {
  std::ifstream stream{std::string{BIANMIN_SOURCE_DIR} + "/config/services/social-insurance-record.json"};
  return json::parse(stream);
}

std::string service_text(const std::string& id) {
  auto file = shipped();
  auto service = file.at("service");
  service["id"] = id;
  service["serviceBody"] = json::array({{{"code", "bianmin.definition"}, {"value", file.at("definition").dump()}}});
  return service.dump();
}

// A platform with one good service, and a client of it.
struct AtScriptedPlatform {
  AtScriptedPlatform() {
    list({{{"id", kFirst}}});
    lay_service(kFirst);
    lay_forms(kFirst, json::array({{{"eFormId", kFirstForm}, {"latest", true}}}));
    platform.lay("/eForms/" + kFirstForm, {shipped().at("eForm").dump(), "\"form\""});
  }

  void list(const json& services) { platform.lay("/services", {services.dump(), "\"list\""}); }
  void lay_service(const std::string& id) { platform.lay("/services/" + id, {service_text(id), "\"service\""}); }
  void lay_forms(const std::string& id, const json& forms) {
    platform.lay("/services/" + id + "/eForms", {forms.dump(), "\"forms\""});
  }

  // The fetched catalogue; a test that gets none fails with the reason.
  service::Catalogue fetch() {
    const auto fetched = catalogue.fetch(client);
    INFO((fetched ? "" : fetched.error().sentence));
    REQUIRE(fetched);
    return **fetched;
  }
  CatalogueProblem problem() {
    const auto fetched = catalogue.fetch(client);
    REQUIRE_FALSE(fetched);
    return fetched.error();
  }

  ScriptedPlatform platform;
  std::stop_source stop;
  platform::Client client{platform.settings(), stop.get_token()};
  CatalogueFetch catalogue;
};

std::vector<std::string> ids(const service::Catalogue& catalogue) {
  std::vector<std::string> found;
  for (const auto& service : catalogue.services) found.push_back(service.id.value);
  return found;
}

}  // namespace

TEST_CASE_METHOD(AtPlatform, "the reference platform's catalogue is fetched whole") {
  CatalogueFetch catalogue;
  const auto fetched = catalogue.fetch(client);
  REQUIRE(fetched);
  CHECK((*fetched)->services.size() >= 2);
  CHECK((*fetched)->refused.empty());
  const auto again = catalogue.fetch(client);
  REQUIRE(again);
  CHECK(**again == **fetched);
}

TEST_CASE_METHOD(AtPlatform, "why there is no catalogue: the platform is away, or refuses this terminal") {
  CatalogueFetch catalogue;
  platform.tell("forbid on");
  const auto forbidden = catalogue.fetch(client);
  REQUIRE_FALSE(forbidden);
  CHECK(forbidden.error().link == flow::Link::Forbidden);
  CHECK(forbidden.error().sentence.find("403") != std::string::npos);
  platform.tell("forbid off");
  platform.tell("go-away");
  const auto away = catalogue.fetch(client);
  REQUIRE_FALSE(away);
  CHECK(away.error().link == flow::Link::Down);
  CHECK(away.error().sentence.starts_with("GET /services: "));
  platform.tell("come-back");
  CHECK(catalogue.fetch(client));
}

TEST_CASE_METHOD(AtScriptedPlatform, "what has not changed is not sent again, and what has is") {
  const auto first = fetch();
  REQUIRE(ids(first) == std::vector{kFirst});
  const auto base = "/services/" + kFirst;
  CHECK(platform.take_asked() == std::vector<std::string>{"/services 200", base + " 200", base + "/eForms 200",
                                                          "/eForms/" + kFirstForm + " 200"});
  CHECK(fetch() == first);
  CHECK(platform.take_asked() == std::vector<std::string>{"/services 304", base + " 304", base + "/eForms 304",
                                                          "/eForms/" + kFirstForm + " 304"});
  auto renamed = json::parse(service_text(kFirst));
  renamed["name"] = "another name";
  platform.lay(base, {renamed.dump(), "\"newer\""});
  CHECK(fetch().services.at(0).name == "another name");
  CHECK(platform.take_asked() == std::vector<std::string>{"/services 304", base + " 200", base + "/eForms 304",
                                                          "/eForms/" + kFirstForm + " 304"});
}

TEST_CASE_METHOD(AtScriptedPlatform, "a service that is no longer listed is forgotten") {
  fetch();
  list(json::array());
  platform.lay("/services", {"[]", "\"empty\""});
  CHECK(fetch().services.empty());
  platform.lay("/services", {json::array({{{"id", kFirst}}}).dump(), "\"list\""});
  static_cast<void>(platform.take_asked());
  CHECK(ids(fetch()) == std::vector{kFirst});
  CHECK(platform.take_asked().at(1) == "/services/" + kFirst + " 200");
}

TEST_CASE_METHOD(AtScriptedPlatform, "ids that would lead elsewhere are not followed") {
  list({{{"id", "../bianmin/health"}},
        {{"id", "a/b"}},
        {{"id", "a?b=c"}},
        {{"id", "a b"}},
        {{"id", "a\r\nHost: x"}},
        {{"id", ".."}},
        {{"id", "%2e%2e"}},
        {{"id", "身份"}},
        {{"id", ""}},
        {{"id", std::string(65, 'a')}},
        {{"id", 7}},
        {{"id", nullptr}},
        {{"name", "none"}},
        "a text",
        json::array(),
        nullptr,
        {{"id", kFirst}}});
  CHECK(ids(fetch()) == std::vector{kFirst});
  CHECK(platform.take_asked().size() == 4);
}

TEST_CASE_METHOD(AtScriptedPlatform, "a form's id that would lead elsewhere is not followed") {
  lay_forms(kFirst, json::array({{{"eFormId", "../../services"}, {"latest", true}}, {{"eFormId", 5}}, "x"}));
  const auto fetched = fetch();
  CHECK(fetched.services.empty());
  CHECK(fetched.refused.size() == 1);
  CHECK(platform.take_asked().size() == 3);
}

TEST_CASE_METHOD(AtScriptedPlatform, "of several forms the one marked newest is taken, else the last") {
  platform.lay("/eForms/old", {"{}", ""});
  lay_forms(kFirst, json::array({{{"eFormId", kFirstForm}, {"latest", true}}, {{"eFormId", "old"}}}));
  CHECK(ids(fetch()) == std::vector{kFirst});
  platform.lay("/services/" + kFirst + "/eForms",
               {json::array({{{"eFormId", "old"}}, {{"eFormId", kFirstForm}}}).dump(), "\"other\""});
  CHECK(ids(fetch()) == std::vector{kFirst});
  platform.lay("/services/" + kFirst + "/eForms",
               {json::array({{{"eFormId", kFirstForm}}, {{"eFormId", "old"}}}).dump(), "\"third\""});
  CHECK(ids(fetch()).empty());
}

TEST_CASE_METHOD(AtScriptedPlatform, "a service without its form is refused by name, and the others are there") {
  list({{{"id", kSecond}}, {{"id", kFirst}}});
  lay_service(kSecond);
  SECTION("it names no form") { lay_forms(kSecond, json::array()); }
  SECTION("its forms are no list") { lay_forms(kSecond, {{"eFormId", kFirstForm}}); }
  SECTION("the form it names is not there") { lay_forms(kSecond, {{{"eFormId", "none-such"}}}); }
  SECTION("its forms are not there") {}
  SECTION("its forms are refused") { platform.lay("/services/" + kSecond + "/eForms", {"{}", "", 410}); }
  SECTION("its forms are no JSON") { platform.lay("/services/" + kSecond + "/eForms", {"<html>", ""}); }
  SECTION("it is gone itself") { platform.take_away("/services/" + kSecond); }
  const auto fetched = fetch();
  CHECK(ids(fetched) == std::vector{kFirst});
  REQUIRE(fetched.refused.size() == 1);
  CHECK(fetched.refused[0].id == kSecond);
  CHECK_FALSE(fetched.refused[0].problem.empty());
}

TEST_CASE_METHOD(AtScriptedPlatform, "a list that is none closes no service") {
  for (const auto* const text : {"", "<html>maintenance</html>", "{}", "null", "[", "\"\xff\""}) {
    INFO(text);
    platform.lay("/services", {text, ""});
    const auto told = problem();
    CHECK(told.link == flow::Link::Down);
    CHECK(told.sentence.starts_with("GET /services: "));
  }
}

TEST_CASE_METHOD(AtScriptedPlatform,
                 "the platform fails, or shuts its door, in the middle: there is no half catalogue") {
  list({{{"id", kFirst}}, {{"id", kSecond}}});
  platform.lay("/services/" + kSecond, {"{}", "", 500});
  CHECK(problem().link == flow::Link::Down);
  platform.lay("/services/" + kSecond, {"{}", "", 403});
  CHECK(problem().link == flow::Link::Forbidden);
  CHECK(problem().sentence == "GET /services/" + kSecond + ": " +
                                  std::string{platform::to_string(platform::WireFault::Refused)} + " (status 403)");
}

TEST_CASE_METHOD(AtScriptedPlatform, "the list is as deep or as long as hostility wants") {
  platform.lay("/services", {std::string(200'000, '[') + std::string(200'000, ']'), ""});
  CHECK(fetch().services.empty());
  json many = json::array();
  for (int at = 0; at < 700; ++at) many.push_back({{"id", "none-" + std::to_string(at)}});
  platform.lay("/services", {many.dump(), ""});
  static_cast<void>(platform.take_asked());
  CHECK(fetch().refused.size() == service::kMostServices);
  CHECK(platform.take_asked().size() == service::kMostServices + 1);
}
