// The client and the reference platform's own process.
#include <chrono>
#include <cstdlib>
#include <future>
#include <thread>

#include "tests/kiosk/platform/fixture.h"

namespace bianmin::platform {

TEST_CASE_METHOD(AtPlatform, "an application is accepted once, however often it is sent") {
  const Submission application = submission(new_key());
  const int before = platform.stored();
  const auto first = want<Acknowledged>(client.submit(application, kLimit));
  CHECK_FALSE(first.file_id.empty());
  CHECK_FALSE(first.replayed);

  const auto second = want<Acknowledged>(client.submit(application, kLimit));
  CHECK(second.replayed);
  CHECK(second.body == first.body);
  CHECK(want<Acknowledged>(client.ask(application.key, kLimit)) == second);
  CHECK(platform.stored() == before + 1);
}

TEST_CASE_METHOD(AtPlatform, "a key with every odd character is the same key everywhere") {
  const Submission application = submission("\"odd\\ /?#%&;=..' key");
  want<Acknowledged>(client.submit(application, kLimit));
  want<Acknowledged>(client.ask(application.key, kLimit));
}

TEST_CASE_METHOD(AtPlatform, "the platform never saw the key") { want<NeverSeen>(client.ask({new_key()}, kLimit)); }

TEST_CASE_METHOD(AtPlatform, "the platform refuses, and says why in both languages") {
  platform.tell("refuse on");
  const auto refused = want<Refused>(client.submit(submission(new_key()), kLimit));
  CHECK(refused.status == 422);
  CHECK_FALSE(refused.text.chinese.empty());
  CHECK_FALSE(refused.text.english.empty());
  CHECK(refused.text.chinese != refused.text.english);
}

TEST_CASE_METHOD(AtPlatform, "a form is not valid: the platform names the field") {
  const auto refused = want<Refused>(client.submit(submission(new_key(), "no-such-purpose"), kLimit));
  CHECK(refused.status == 422);
  REQUIRE(refused.fields.size() == 1);
  CHECK(refused.fields[0].pointer.find("/purpose") != std::string::npos);
  CHECK_FALSE(refused.fields[0].text.chinese.empty());
  CHECK_FALSE(refused.fields[0].text.english.empty());
}

TEST_CASE_METHOD(AtPlatform, "a key used for another application is refused") {
  const std::string key = new_key();
  want<Acknowledged>(client.submit(submission(key), kLimit));
  CHECK(want<Refused>(client.submit(submission(key, "loan"), kLimit)).status == 422);
}

TEST_CASE_METHOD(AtPlatform, "bytes that are not those of the digest are refused") {
  Submission application = submission(new_key());
  application.digest[0] ^= 1U;
  CHECK(want<Refused>(client.submit(application, kLimit)).status == 400);
}

TEST_CASE_METHOD(AtPlatform, "an unknown service is refused") {
  Submission application = submission(new_key());
  application.service.value = "../../bianmin/health?";
  CHECK(want<Refused>(client.submit(application, kLimit)).status == 404);
}

TEST_CASE_METHOD(AtPlatform, "the platform forbids this terminal") {
  platform.tell("forbid on");
  CHECK(want<Forbidden>(client.submit(submission(new_key()), kLimit)).status == 403);
  CHECK(want<Forbidden>(client.ask({"any"}, kLimit)).status == 403);
  CHECK(client.fetch("/services", "", kLimit).error() == PlatformFault{WireFault::Refused, 403, {}});
}

TEST_CASE_METHOD(AtPlatform, "the platform is overloaded and says when to come again") {
  platform.tell("error 503 7");
  CHECK(want<Busy>(client.submit(submission(new_key()), kLimit)) == Busy{503, 7s});
  platform.tell("error 500");
  CHECK(want<Busy>(client.submit(submission(new_key()), kLimit)) == Busy{500, {}});
}

TEST_CASE_METHOD(AtPlatform, "the platform is slow: whether it took the application is unknown until it is asked") {
  const Submission application = submission(new_key());
  want<NeverSeen>(client.ask(application.key, kLimit));
  platform.tell("slow 600000");
  CHECK(want<Unknown>(client.submit(application, 300ms)) == Unknown{WireFault::TimedOut, 0});
  CHECK(platform.tell("state").at("running") == 1);
  CHECK(want<Busy>(client.submit(application, kLimit)) == Busy{409, 1s});

  platform.tell("slow off");
  const auto end = std::chrono::steady_clock::now() + kLimit;
  Answer answer = client.ask(application.key, kLimit);
  while (std::holds_alternative<StillRunning>(answer) && std::chrono::steady_clock::now() < end) {
    answer = client.ask(application.key, kLimit);
  }
  want<Acknowledged>(answer);
}

TEST_CASE_METHOD(AtPlatform,
                 "the reply is lost, on a new connection and on a kept one: one application, found by asking") {
  for (const bool kept : {false, true}) {
    INFO("kept connection: " << kept);
    Client fresh{platform.settings(), stop.get_token()};
    if (kept) REQUIRE(fresh.fetch("/services", "", kLimit));
    const Submission application = submission(new_key());
    const int before = platform.stored();
    const int requests = platform.tell("state").at("requests");
    platform.tell("drop-reply 1");
    CHECK(want<Unknown>(fresh.submit(application, kLimit)) == Unknown{WireFault::Cut, 0});
    CHECK_FALSE(fresh.last_error().empty());
    CHECK(platform.tell("state").at("requests") == requests + 1);
    const auto known = want<Acknowledged>(fresh.ask(application.key, kLimit));
    const auto again = want<Acknowledged>(fresh.submit(application, kLimit));
    CHECK(again.replayed);
    CHECK(again.body == known.body);
    CHECK(platform.stored() == before + 1);
  }
}

TEST_CASE_METHOD(AtPlatform, "the platform goes away and comes back") {
  const Submission application = submission(new_key());
  platform.tell("go-away");
  CHECK(want<Unreachable>(client.submit(application, kLimit)).why == WireFault::NoConnection);
  CHECK(want<Unreachable>(client.ask(application.key, kLimit)).why == WireFault::NoConnection);
  platform.tell("come-back");
  CHECK_FALSE(want<Acknowledged>(client.submit(application, kLimit)).replayed);
  CHECK(client.last_error().empty());
}

TEST_CASE_METHOD(AtPlatform, "the catalogue is fetched once, and then only asked after") {
  const auto first = client.fetch("/services", "", kLimit);
  REQUIRE(first);
  CHECK(first->status == 200);
  CHECK_FALSE(first->body.empty());
  REQUIRE_FALSE(first->etag.empty());
  CHECK(client.fetch("/services", first->etag, kLimit) == Fetched{304, {}, first->etag});
  CHECK(client.fetch("/services", "\"other\"", kLimit) == first);
  CHECK(client.fetch("/no-such-thing", "", kLimit).error() == PlatformFault{WireFault::NotFound, 404, {}});
  CHECK(client.fetch("no path", "", kLimit).error() == PlatformFault{WireFault::BadAddress, 0, {}});
}

TEST_CASE_METHOD(AtPlatform, "a handling is rated once") {
  const Submission application = submission(new_key());
  CHECK(client.rate(application.key, 5, kLimit).error().why == WireFault::NotFound);
  want<Acknowledged>(client.submit(application, kLimit));
  CHECK(client.rate(application.key, 4, kLimit));
  CHECK(client.rate(application.key, 4, kLimit));
  CHECK(client.rate(application.key, 6, kLimit).error().why == WireFault::Refused);
  CHECK(platform.tell("state").at("applications").at(0).at("rating") == 4);
}

TEST_CASE_METHOD(AtPlatform, "the offset of the platform's clock is noted") {
  CHECK_FALSE(client.clock_offset());
  REQUIRE(client.fetch("/bianmin/health", "", kLimit));
  REQUIRE(client.clock_offset());
  CHECK(std::chrono::abs(*client.clock_offset()) <= 5s);
}

TEST_CASE_METHOD(AtPlatform, "a proxy named by the environment is not used") {
  for (const char* name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
    ::setenv(name, "http://127.0.0.1:1", 1);
  }
  const auto fetched = client.fetch("/services", "", kLimit);
  for (const char* name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
  CHECK(fetched);
}

TEST_CASE_METHOD(AtPlatform, "shut-down ends a running request at once") {
  platform.tell("slow 600000");
  auto outcome = std::async(std::launch::async, [&] { return client.submit(submission(new_key()), 600s); });
  const auto end = std::chrono::steady_clock::now() + kLimit;
  while (platform.tell("state").at("running") == 0 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  const auto asked = std::chrono::steady_clock::now();
  stop.request_stop();
  CHECK(want<Unknown>(outcome.get()) == Unknown{WireFault::Cancelled, 0});
  CHECK(std::chrono::steady_clock::now() - asked < 2s);
  CHECK(want<Unreachable>(client.submit(submission(new_key()), 600s)).why == WireFault::Cancelled);
}

}  // namespace bianmin::platform
