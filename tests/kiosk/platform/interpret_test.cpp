#include "kiosk/platform/interpret.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "kiosk/platform/answer_reader.h"
#include "kiosk/platform/problem.h"

namespace bianmin::platform {
namespace {

using namespace std::chrono_literals;

Reply reply(int status, std::string_view body = "", std::string_view wait = "") {
  Reply made;
  made.status = status;
  made.body = to_bytes(body);
  made.retry_after = wait;
  return made;
}

constexpr std::string_view kNotFound = R"({"type":"urn:bianmin:problem:not-found","status":404})";
constexpr std::string_view kMalformed = R"({"type":"urn:bianmin:problem:malformed-request"})";
constexpr std::string_view kUnavailable = R"({"type":"urn:bianmin:problem:unavailable","status":500})";
constexpr std::string_view kInternal = R"({"type":"urn:bianmin:problem:internal-error","status":500})";
constexpr std::string_view kAnswer = R"({"fileId":"F-1","applicantId":"a","applicationData":{"fileId":"not this"}})";

}  // namespace

TEST_CASE("every status of a submission means one thing") {
  const Acknowledged accepted{to_bytes(kAnswer), "F-1", false};
  CHECK(outcome_of(reply(200, kAnswer)) == Outcome{accepted});
  CHECK(outcome_of(reply(201, kAnswer)) == Outcome{accepted});
  CHECK(outcome_of(reply(400, kMalformed)) == Outcome{Refused{400, {}, {}}});
  CHECK(outcome_of(reply(404, kNotFound)) == Outcome{Refused{404, {}, {}}});
  CHECK(outcome_of(reply(413, kMalformed)) == Outcome{Refused{413, {}, {}}});
  CHECK(outcome_of(reply(422, kMalformed)) == Outcome{Refused{422, {}, {}}});
  // A gateway's own words refuse nothing: the application stays, and is asked about.
  for (const int status : {400, 404, 405, 413, 421, 422, 431}) {
    CHECK(outcome_of(reply(status, "<html>not here</html>")) == Outcome{Unknown{WireFault::Garbled, status}});
    CHECK(outcome_of(reply(status)) == Outcome{Unknown{WireFault::Garbled, status}});
  }
  CHECK(outcome_of(reply(401)) == Outcome{Forbidden{401}});
  CHECK(outcome_of(reply(403)) == Outcome{Forbidden{403}});
  CHECK(outcome_of(reply(409, "", "1")) == Outcome{Busy{409, 1s}});
  CHECK(outcome_of(reply(429)) == Outcome{Busy{429, {}}});
  CHECK(outcome_of(reply(503, "", "30")) == Outcome{Busy{503, 30s}});
  CHECK(outcome_of(reply(503, kUnavailable)) == Outcome{Busy{503, {}}});
  CHECK(outcome_of(reply(500, kUnavailable, "9")) == Outcome{Busy{500, 9s}});
  CHECK(outcome_of(reply(503)) == Outcome{Unknown{WireFault::ServerError, 503}});
  CHECK(outcome_of(reply(500, kInternal)) == Outcome{Unknown{WireFault::ServerError, 500}});
  CHECK(outcome_of(reply(502, "<html>")) == Outcome{Unknown{WireFault::ServerError, 502}});
  CHECK(outcome_of(reply(408)) == Outcome{Unknown{WireFault::Garbled, 408}});
  for (const int status : {0, 100, 204, 206, 302, 304, 600, 999}) {
    CHECK(outcome_of(reply(status, kAnswer)) == Outcome{Unknown{WireFault::Garbled, status}});
  }
}

TEST_CASE("a reply that is no application file is no acknowledgement") {
  for (const std::string_view body : {"", "ok", "<html></html>", "[]", "\"F-1\"", "7", "null", "{", "{}{}",
                                      "{\"fileId\":\"\xff\"}", "[{\"fileId\":\"F-1\"}]"}) {
    INFO(body);
    CHECK(outcome_of(reply(200, body)) == Outcome{Unknown{WireFault::Garbled, 200}});
    CHECK(answer_of(reply(200, body)) == Answer{Unknown{WireFault::Garbled, 200}});
  }
}

TEST_CASE("the file's id is the outermost one, made fit to be printed") {
  CHECK(read_file_id(to_bytes(R"({"a":{"fileId":"no"},"fileId":"yes"})")) == "yes");
  CHECK(read_file_id(to_bytes(R"({"fileId":["no"]})")) == "");
  CHECK(read_file_id(to_bytes(R"({"fileId":7,"x":"no"})")) == "");
  CHECK(read_file_id(to_bytes("{}")) == "");
  CHECK(read_file_id(to_bytes("{\"fileId\":\"a\\u001bb\\n\"}")) == "ab");
  CHECK(read_file_id(to_bytes("{\"fileId\":\"" + std::string(5000, 'x') + "\"}"))->size() == 100);
  const std::string deep(4'000'000, '[');
  CHECK_FALSE(read_file_id(to_bytes(R"({"a":)" + deep)));
  CHECK_FALSE(read_file_id(to_bytes(std::string(1000, '{'))));
}

TEST_CASE("replayed is what the platform says it is") {
  Reply again = reply(200, kAnswer);
  again.replayed = "true";
  CHECK(std::get<Acknowledged>(outcome_of(again)).replayed);
  again.replayed = "?1";
  CHECK(std::get<Acknowledged>(outcome_of(again)).replayed);
  again.replayed = "false";
  CHECK_FALSE(std::get<Acknowledged>(outcome_of(again)).replayed);
}

TEST_CASE("a broken exchange is safe to repeat only if nothing was sent") {
  const Exchange unsent = std::unexpected{Broken{WireFault::TimedOut, false, 0}};
  const Exchange sent = std::unexpected{Broken{WireFault::TimedOut, true, 0}};
  CHECK(outcome_of(unsent) == Outcome{Unreachable{WireFault::TimedOut}});
  CHECK(outcome_of(sent) == Outcome{Unknown{WireFault::TimedOut, 0}});
  CHECK(answer_of(unsent) == Answer{Unreachable{WireFault::TimedOut}});
  CHECK(answer_of(sent) == Answer{Unknown{WireFault::TimedOut, 0}});
}

TEST_CASE("every status of a question means one thing") {
  CHECK(answer_of(reply(200, kAnswer)) == Answer{Acknowledged{to_bytes(kAnswer), "F-1", true}});
  CHECK(answer_of(reply(404, kNotFound)) == Answer{NeverSeen{}});
  CHECK(answer_of(reply(404, R"({"type":"urn:bianmin:problem:submission-not-found"})")) == Answer{NeverSeen{}});
  CHECK(answer_of(reply(409, "", "2")) == Answer{StillRunning{2s}});
  CHECK(answer_of(reply(403)) == Answer{Forbidden{403}});
  CHECK(answer_of(reply(429, "", "2")) == Answer{Busy{429, 2s}});
  CHECK(answer_of(reply(503, "", "2")) == Answer{Busy{503, 2s}});
  CHECK(answer_of(reply(500)) == Answer{Unknown{WireFault::ServerError, 500}});
}

TEST_CASE("a plain server cannot be asked, and that is never taken for never seen") {
  for (const std::string_view body : {"", "<h1>Not Found</h1>", R"({"type":"about:blank","status":404})",
                                      R"({"code":"404","message":"No static resource"})", R"({"type":7})", "[]"}) {
    INFO(body);
    CHECK(answer_of(reply(404, body)) == Answer{Unsupported{}});
  }
  for (const int status : {400, 405, 422, 501}) CHECK(answer_of(reply(status)) == Answer{Unsupported{}});
}

TEST_CASE("a fetch brings the body, or says that the caller has it") {
  Reply listed = reply(200, "[]");
  listed.etag = "\"v1\"";
  CHECK(fetched_of(listed) == Fetched{200, to_bytes("[]"), "\"v1\""});
  listed.status = 304;
  CHECK(fetched_of(listed) == Fetched{304, {}, "\"v1\""});
  listed.etag = "\"\x01\"";
  CHECK(fetched_of(listed)->etag.empty());
  CHECK(fetched_of(reply(404)).error() == PlatformFault{WireFault::NotFound, 404, {}});
  CHECK(fetched_of(reply(403)).error() == PlatformFault{WireFault::Refused, 403, {}});
  CHECK(fetched_of(reply(503, "", "3")).error() == PlatformFault{WireFault::ServerError, 503, 3s});
  CHECK(fetched_of(reply(302)).error() == PlatformFault{WireFault::Garbled, 302, {}});
}

TEST_CASE("a refusal brings the platform's words in both languages, field by field") {
  const auto refused = std::get<Refused>(outcome_of(reply(422, R"({
    "type": "urn:bianmin:problem:form-invalid", "title": "The form data are not valid", "status": 422,
    "localizedMessage": "填写的内容有误，请检查。",
    "errors": [{"pointer": "/formData/data/phone/value", "field": "phone",
                "message": {"zh-CN": "电话号码有误", "en": "The phone number is wrong"}},
               {"pointer": "/x", "message": {"en": 7}}, "nonsense", {"message": "nonsense"}]})")));
  CHECK(refused.text == LocalText{"填写的内容有误，请检查。", "The form data are not valid"});
  REQUIRE(refused.fields.size() == 3);
  CHECK(refused.fields[0] == FieldProblem{"/formData/data/phone/value", {"电话号码有误", "The phone number is wrong"}});
  CHECK(refused.fields[1] == FieldProblem{"/x", {}});
  CHECK(refused.fields[2] == FieldProblem{"", {}});
}

TEST_CASE("a plain server's systemError is words enough") {
  const auto refused = std::get<Refused>(
      outcome_of(reply(400, R"({"code":"E7","message":"Applicant unknown","localizedMessage":"申请人不存在"})")));
  CHECK(refused.text == LocalText{"申请人不存在", "Applicant unknown"});
}

TEST_CASE("a hostile problem is cut to size") {
  std::string errors;
  for (int count = 0; count < 500; ++count) errors += R"({"pointer":"/a","message":{"en":"b"}},)";
  const std::string many = R"({"title":")" + std::string(5000, 't') + R"(","errors":[)" + errors + "{}]}";
  const Problem problem = read_problem(reply(422, many));
  CHECK(problem.fields.size() == 50);
  CHECK(problem.text.english.size() == 600);

  CHECK(read_problem(reply(422, R"({"title":")" + std::string(100'000, 't') + "\"}")).text == LocalText{});
  CHECK(read_problem(reply(422, R"({"title":"t","x":)" + std::string(30'000, '['))).text == LocalText{});
  const std::string nested = R"({"title":"t","x":)" + std::string(20'000, '[') + std::string(20'000, ']') + "}";
  CHECK(read_problem(reply(422, nested)).text.english == "t");
}

}  // namespace bianmin::platform
