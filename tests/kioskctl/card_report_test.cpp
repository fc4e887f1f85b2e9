#include "kioskctl/card_report.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <nlohmann/json.hpp>

#include "tests/drivers/id_card_reader/cards.h"

namespace bianmin::kioskctl {
namespace {

using nlohmann::json;

ReadCard citizen() {
  auto card = tests::citizen_card();
  card.newer_addresses = {"上海市徐汇区新路9号"};
  card.fingerprints = {Bytes(512, 0x46)};
  card.management_number = "449801201804200000000017";
  card.photo = drivers::CardPhoto{102, 126, Bytes(38'556, 0x41)};
  return {
      {"id-card-reader", "serial:/dev/ttyUSB0", "serial", "", "05.03-20260118-1449801017-1503276049"}, card, true, ""};
}

ReadCard social_security() {
  drivers::SocialSecurityCard card;
  card.name = "王小明";
  card.number = "11010519491231002X";
  card.card_number = "A12345678";
  card.birth = drivers::Date::from(1949, 12, 31);
  return {{"smart-card-reader", "pcsc:ACR39U", "pcsc", "ACS ACR39U 00 00", ""}, card, false, ""};
}

// What may not be read over a technician's shoulder.
const std::vector<std::string> kSecrets{"小明",    "11010519491231002X", "1949-12-31", "百家庄",
                                        "新路9号", "201804200000",       "A12345678"};

TEST_CASE("nothing that tells a person apart is shown unless in full") {
  const auto card = GENERATE(citizen(), social_security());
  for (const auto& text : {report(card, Shown::Masked, Language::Chinese),
                           report(card, Shown::Masked, Language::English), json_report(card, Shown::Masked)}) {
    for (const auto& secret : kSecrets) {
      INFO(secret);
      CHECK(text.find(secret) == std::string::npos);
    }
    CHECK(text.find("王*明") != std::string::npos);
  }
}

TEST_CASE("in full everything is shown but pictures and fingerprints, which are counted") {
  const auto full = json::parse(json_report(citizen(), Shown::InFull));
  CHECK(full["version"] == 1);
  CHECK(full["masked"] == false);
  CHECK(full["document"] == "citizen");
  CHECK(full["reader"]["firmware"] == "05.03");
  CHECK(full["reader"]["device"].is_null());
  const auto& card = full["card"];
  CHECK(card["name"] == "王小明");
  CHECK(card["number"] == "11010519491231002X");
  CHECK(card["number_check_right"] == true);
  CHECK(card["birth"] == "1949-12-31");
  CHECK(card["valid_until"] == "without-end");
  CHECK(card["newer_addresses"] == json::array({"上海市徐汇区新路9号"}));
  CHECK(card["english_name"].is_null());
  CHECK(card["fingerprints"] == 1);
  CHECK(card["photo"] == json{{"width", 102}, {"height", 126}});
  CHECK(report(citizen(), Shown::InFull, Language::English).find("FFFF") == std::string::npos);
}

TEST_CASE("fingerprints that nobody asked for are not said to be none") {
  auto card = citizen();
  card.fingerprints_read = false;
  CHECK(json::parse(json_report(card, Shown::Masked))["card"]["fingerprints"].is_null());
  CHECK(report(card, Shown::Masked, Language::English).find("Fingerprints") == std::string::npos);
}

TEST_CASE("values stand below each other, whatever the language") {
  CHECK(report(social_security(), Shown::Masked, Language::English) ==
        "Reader                  pcsc:ACR39U\n"
        "Layout                  pcsc\n"
        "Device                  ACS ACR39U 00 00\n"
        "Card                    Social security card\n"
        "Name                    王*明\n"
        "Sex                     not known\n"
        "Day of birth            1949-**-**\n"
        "Social security number  1101**********002X\n"
        "Check digit right       yes\n"
        "Card number             A1*****78\n"
        "Valid until             not told by the card\n");
  CHECK(report(social_security(), Shown::Masked, Language::Chinese)
            .starts_with("读卡器        pcsc:ACR39U\n"
                         "接口          pcsc\n"));
}

TEST_CASE("a card without end is not one that does not say its end") {
  auto read = social_security();
  const auto until = [&] { return json::parse(json_report(read, Shown::Masked))["card"]["valid_until"]; };
  CHECK(until().is_null());
  CHECK(report(read, Shown::Masked, Language::Chinese).find("长期") == std::string::npos);
  auto& card = std::get<drivers::SocialSecurityCard>(read.card);
  card.valid_until = drivers::WithoutEnd{};
  CHECK(until() == "without-end");
  CHECK(report(read, Shown::Masked, Language::Chinese).find("有效期止      长期") != std::string::npos);
  card.valid_until = *drivers::Date::from(2038, 4, 20);
  CHECK(until() == "2038-04-20");
}

TEST_CASE("a name that is no UTF-8 does not break the JSON") {
  auto card = social_security();
  card.reader.device = "R\xFF";
  CHECK(json::parse(json_report(card, Shown::Masked))["reader"]["device"] == "R\uFFFD");
}

TEST_CASE("a list tells of each reader what is known, and what to do") {
  std::vector<ListedReader> readers{
      {{"id-card-reader", "usb:@1:4", "split endpoints", "0400:c35a", ""}, "ready", {}},
      {{"id-card-reader", "serial:/dev/ttyUSB0", "serial", "", ""}, "busy", {"占用", "held"}}};
  const auto list = json::parse(json_report(readers));
  REQUIRE(list["readers"].size() == 2);
  CHECK(list["readers"][0]["state"] == "ready");
  CHECK(list["readers"][0]["message"].is_null());
  CHECK(list["readers"][1]["message"] == "held");
  CHECK(report(readers, Language::English) ==
        "Reader  usb:@1:4\nLayout  split endpoints\nDevice  0400:c35a\nState   ready\n\n"
        "Reader  serial:/dev/ttyUSB0\nLayout  serial\nState   held\n");
  CHECK(report(std::vector<ListedReader>{}, Language::English).starts_with("No reader was found."));
}

TEST_CASE("a failure has its status in the JSON too") {
  const auto error = json::parse(json_report(no_card("usb:@1:4")))["error"];
  CHECK(error["code"] == "no-card");
  CHECK(error["exit"] == 3);
}

}  // namespace
}  // namespace bianmin::kioskctl
