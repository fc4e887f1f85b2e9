// The courier and platforms that answer as they should not.
#include "tests/kiosk/runner/scripted_platform.h"
#include "tests/kiosk/runner/with_courier.h"

using namespace bianmin;
using namespace bianmin::runner;
using namespace std::chrono_literals;

namespace {

const std::string kPost = "/services/" + platform::kRecordService.value + "/applications";

struct AtOddPlatform : WithCourier {
  ScriptedPlatform scripted;
  std::stop_source stop;
  platform::Client client{scripted.settings(), stop.get_token()};
};

}  // namespace

TEST_CASE_METHOD(AtOddPlatform,
                 "the platform says yes in words that nobody can read: it is asked, never sent to again") {
  const SubmissionKey key{"unreadable"};
  seal(key);
  scripted.lay(kPost, {R"({"fileId":")" + std::string(90, 'x') + "\"}", "", 201});
  CHECK(want<Undecided>(courier.carry(key, client, kLimit)).link == flow::Link::Up);
  CHECK(state(key) == ApplicationState::Unknown);

  scripted.lay("/bianmin/submissions/unreadable", {R"({"fileId":"8b1f"})", ""});
  CHECK(want<Delivered>(courier.carry(key, client, kLimit)).receipt.file_id == "8b1f");
  CHECK(state(key) == ApplicationState::Acknowledged);
  CHECK(scripted.take_asked() == std::vector<std::string>{kPost + " 201", "/bianmin/submissions/unreadable 200"});
}

TEST_CASE_METHOD(AtOddPlatform,
                 "whoever answers cannot say whether it has the application: it is asked later, not sent") {
  const SubmissionKey key{"doubtful"};
  seal(key);
  scripted.lay(kPost, {"<html>", "", 500});
  want<Undecided>(courier.carry(key, client, kLimit));
  CHECK(state(key) == ApplicationState::Unknown);
  const auto undecided = want<Undecided>(courier.carry(key, client, kLimit));
  CHECK(undecided.link == flow::Link::Up);
  CHECK(undecided.retry_after.value_or(0s) >= 60s);
  CHECK(state(key) == ApplicationState::Unknown);
  CHECK(entry(key).attempts == 1);
  CHECK(scripted.take_asked() == std::vector<std::string>{kPost + " 500", "/bianmin/submissions/doubtful 404"});
  scripted.lay("/bianmin/submissions/doubtful", {R"({"fileId":"8b1f"})", ""});
  want<Delivered>(courier.carry(key, client, kLimit));
}

TEST_CASE_METHOD(AtOddPlatform, "an application that can never be delivered holds up none behind it") {
  scripted.lay(kPost, {"<html>", "", 500});
  for (const auto* const name : {"first", "second"}) {
    seal({name});
    want<Undecided>(courier.carry({name}, client, kLimit));
  }
  scripted.lay("/bianmin/submissions/second", {R"({"fileId":"8b1f"})", ""});
  const auto first = carry_next(client);
  const auto second = carry_next(client);
  CHECK(first->key == SubmissionKey{"first"});
  want<Undecided>(first->delivery);
  CHECK(second->key == SubmissionKey{"second"});
  want<Delivered>(second->delivery);
  CHECK_FALSE(carry_next(client));
  CHECK(carry_next(client)->key == SubmissionKey{"first"});  // the next round
}

TEST_CASE_METHOD(AtOddPlatform, "a gateway on the way refuses: that is not the platform's word") {
  const SubmissionKey key{"gateway"};
  seal(key);
  scripted.lay(kPost, {"<html>too large</html>", "", 413});
  want<Undecided>(courier.carry(key, client, kLimit));
  CHECK(state(key) == ApplicationState::Unknown);
}

TEST_CASE_METHOD(AtOddPlatform, "a platform that gives its reason in one language only gives it in both") {
  const SubmissionKey key{"refused"};
  seal(key);
  scripted.lay(kPost, {R"({"type":"urn:bianmin:problem:refused","title":"no"})", "", 422});
  const auto declined = want<Declined>(courier.carry(key, client, kLimit));
  CHECK(declined.reason == LocalText{"no", "no"});
  CHECK(state(key) == ApplicationState::Rejected);
}
