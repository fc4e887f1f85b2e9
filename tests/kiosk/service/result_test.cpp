#include "kiosk/service/result.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

using namespace bianmin;
using namespace bianmin::service;
using nlohmann::json;

namespace {

json answer() {
  return json::parse(R"({
    "fileId": "81c4445c-bff6-11ed-afa1-0242ac120002",
    "applicantId": "42962de0-bdb2-11ed-9397-0242ac120004",
    "registered": "2026-03-02T01:30:00.000Z",
    "serviceId": "5b0c6a52-3f0e-4d6b-9a5e-2f6d1c7e8a01",
    "status": {"code": "APPROVED", "title": "已办结"},
    "ended": true,
    "applicationData": {"applicantId": "42962de0-bdb2-11ed-9397-0242ac120004"},
    "additionalMeta": {"data": {
      "number": {"value": "YS-2K7Q-9XHM-4TR-P"},
      "link": {"value": "https://zwfw.yunshan.example/a/YS-2K7Q-9XHM-4TR-P"},
      "result": {
        "title": {"zh-CN": "社会保险缴费记录", "en": "Social-insurance contributions"},
        "months": "2", "totalPaid": 1024.5,
        "columns": [{"key": "month", "title": {"zh-CN": "月份", "en": "Month"}}, {"key": "paid", "title": "Paid"}],
        "rows": [{"month": "2026-01", "paid": "512.25"}, {"month": "2026-02", "paid": {"value": "512.25"}}]
      }
    }}
  })");
}

std::string problem_of(const json& document) {
  const auto receipt = parse_receipt(document.dump());
  return receipt ? "taken" : receipt.error();
}

}  // namespace

TEST_CASE("the platform's answer is read with its number, link and result") {
  const auto receipt = parse_receipt(answer().dump());
  REQUIRE(receipt);
  CHECK(receipt->number == "YS-2K7Q-9XHM-4TR-P");
  CHECK(receipt->link == "https://zwfw.yunshan.example/a/YS-2K7Q-9XHM-4TR-P");
  CHECK(receipt->status == ApplicationStatus::Approved);
  CHECK(receipt->ended);
  REQUIRE(receipt->result);
  CHECK(receipt->result->values.at("totalPaid").chinese == "1024.5");
  CHECK(receipt->result->columns.at(1) == ResultColumn{"paid", {"Paid", "Paid"}});
  CHECK(receipt->result->rows.at(1).at("paid").english == "512.25");
  CHECK(receipt->result_problem.empty());
}

TEST_CASE("a plain GovStack server's answer is enough") {
  const auto receipt =
      parse_receipt(R"({"fileId":"81c4445c-bff6-11ed-afa1-0242ac120002","applicantId":"a","serviceId":"b"})");
  REQUIRE(receipt);
  CHECK(receipt->number == receipt->file_id);
  CHECK(receipt->link.empty());
  CHECK(receipt->status == ApplicationStatus::Pending);
  CHECK_FALSE(receipt->result);
}

TEST_CASE("an answer that proves nothing is refused, without repeating what it says of a person") {
  CHECK(problem_of(json::array()) == "answer /: expected an object, found a list of 0; write {…}");
  CHECK(problem_of(json::object()) == "answer /fileId: expected a value, found nothing; add this member");
  json wrong = answer();
  wrong["status"]["code"] = "11010519491231002X";
  CHECK(
      problem_of(wrong) ==
      "answer /status/code: expected one of \"PENDING\", \"APPROVED\", \"SENDBACK\", \"REJECTED\", found a text of 18 "
      "characters; write one of them");
  wrong = answer();
  wrong["additionalMeta"]["data"]["number"]["value"] = 7;
  CHECK(problem_of(wrong) ==
        "answer /additionalMeta/data/number/value: expected a text of 1 to 64 characters, found a number; write it in "
        "quotes");
  wrong = answer();
  wrong["additionalMeta"]["data"]["link"] = "javascript:alert(1)";
  CHECK(problem_of(wrong) ==
        "answer /additionalMeta/data/link: expected a link that begins with https://, found a text of 19 characters; "
        "send such a one");
}

TEST_CASE("an unreadable result does not lose the application") {
  json wrong = answer();
  wrong["additionalMeta"]["data"]["result"]["rows"][1]["paid"] = json::array();
  const auto receipt = parse_receipt(wrong.dump());
  REQUIRE(receipt);
  CHECK(receipt->number == "YS-2K7Q-9XHM-4TR-P");
  CHECK_FALSE(receipt->result);
  CHECK(receipt->result_problem ==
        "answer /additionalMeta/data/result/rows/1/paid: expected an object, found a list of 0; write {…}");
}

TEST_CASE("a result beyond its caps is not taken") {
  json large = answer();
  json& rows = large["additionalMeta"]["data"]["result"]["rows"];
  while (rows.size() <= kMostResultRows) rows.push_back(rows.front());
  CHECK(parse_receipt(large.dump())->result_problem ==
        "answer /additionalMeta/data/result/rows: expected a list of 0 to 200 items, found a list of 201; write as "
        "many");
}
