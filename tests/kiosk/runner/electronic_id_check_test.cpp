// An electronic ID is verified by the reference platform's own process, and by platforms that do not keep to the rules.
#include "kiosk/runner/electronic_id_check.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <memory>

#include "tests/kiosk/platform/fixture.h"
#include "tests/kiosk/runner/scripted_platform.h"

using namespace bianmin;
using namespace bianmin::runner;
using platform::AtPlatform;
using platform::kLimit;

namespace {

const std::string kPath = "/bianmin/electronic-ids";

// As the sample citizen's telephone shows it, opened so many seconds ago.
std::string code_of(const std::string& citizen, int age = 0) {
  const std::string command = "/usr/bin/python3 -B -c 'import sys, time; sys.path.insert(0, \"" BIANMIN_SOURCE_DIR
                              "/demo\"); import electronic_id; print(electronic_id.make_code(\"" +
                              citizen + "\", time.time() - " + std::to_string(age) + "), end=\"\")'";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{::popen(command.c_str(), "r"), ::pclose};
  REQUIRE(pipe != nullptr);
  std::array<char, 512> text{};
  return {text.data(), std::fread(text.data(), 1, text.size(), pipe.get())};
}

flow::VerifyCode order(std::string code) { return {Ticket{7}, platform::kRecordService, std::move(code)}; }

}  // namespace

TEST_CASE_METHOD(AtPlatform, "the platform vouches for an electronic ID") {
  const auto event = check_electronic_id(order(code_of("zhang-xiaoming")), client, kLimit);
  const auto* verified = std::get_if<flow::CodeVerified>(&event);
  REQUIRE(verified != nullptr);
  CHECK(verified->ticket == Ticket{7});
  CHECK(verified->holder.name == "张晓明");
}

TEST_CASE_METHOD(AtPlatform, "an electronic ID that is out of date or none is refused in both languages") {
  for (const auto& code : {code_of("zhang-xiaoming", 3600), std::string{"https://example.cn/a?b=c"},
                           std::string{"\xff\xfe no text"}, std::string{"\"}{\\"}}) {
    const auto event = check_electronic_id(order(code), client, kLimit);
    const auto* refused = std::get_if<flow::CodeRefused>(&event);
    REQUIRE(refused != nullptr);
    REQUIRE(refused->reason);
    CHECK_FALSE(refused->reason->chinese.empty());
    CHECK_FALSE(refused->reason->english.empty());
  }
}

TEST_CASE_METHOD(AtPlatform, "a platform that forbids this terminal or goes away vouches for nobody") {
  const auto code = code_of("zhang-xiaoming");
  platform.tell("forbid on");
  CHECK(check_electronic_id(order(code), client, kLimit) ==
        flow::Event{flow::PlatformSilent{Ticket{7}, flow::Link::Forbidden}});
  platform.tell("forbid off");
  platform.tell("go-away");
  CHECK(check_electronic_id(order(code), client, kLimit) ==
        flow::Event{flow::PlatformSilent{Ticket{7}, flow::Link::Down}});
  platform.tell("come-back");
}

TEST_CASE("an answer that makes no sense identifies nobody") {
  ScriptedPlatform odd;
  std::stop_source stop;
  platform::Client client{odd.settings(), stop.get_token()};
  const flow::Event silent = flow::PlatformSilent{Ticket{7}, flow::Link::Up};
  for (const auto* body : {R"({"name":"张晓明"})", "{}", "[1]", "no JSON"}) {
    odd.lay(kPath, {body, "", 200});
    CHECK(check_electronic_id(order("YSEID1.a.b"), client, kLimit) == silent);
  }
  // A plain GovStack server knows no such path.
  odd.take_away(kPath);
  CHECK(check_electronic_id(order("YSEID1.a.b"), client, kLimit) == silent);
}
