#include "demo/dock/wire.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace bianmin::dock {
namespace {

const std::string kReader =
    R"({"ok": true, "device": "id-card-reader", "card": "chen-jing", "holder": {}, "pull_mid_read": false, )"
    R"("damage": true, "rubbish": false, "silence": false, "split": false, "plugged": true, "speed": 115200, )"
    R"("terminal_speed": 0, "reads": 3, "errors": []})";

std::string changed(std::string line, const std::string& from, const std::string& to) {
  const auto at = line.find(from);
  REQUIRE(at != std::string::npos);
  return line.replace(at, from.size(), to);
}

TEST_CASE("the reader says what lies on it") {
  const auto message = read_line(kReader);
  REQUIRE(message);
  CHECK(std::get<ReaderState>(*message) == ReaderState{.card = "chen-jing", .damage = true, .reads = 3});
  const auto none = read_line(changed(kReader, R"("chen-jing")", "null"));
  REQUIRE(none);
  CHECK(std::get<ReaderState>(*none).card.empty());
}

TEST_CASE("the slot says whose card is in it") {
  const std::string line =
      R"({"ok": true, "device": "social-security-card-reader", "card": "zhang", "holder": {}, "pull_mid_read": true, )"
      R"("mute": false, "hang": false, "garble": false, "service": true, "service_starts": 1, "plugged": true, )"
      R"("socket": "/tmp/pcscd.comm", "reads": 2, "commands": 40})";
  const auto message = read_line(line);
  REQUIRE(message);
  CHECK(std::get<SlotState>(*message) == SlotState{.card = "zhang", .pull_mid_read = true, .reads = 2});
  CHECK_FALSE(read_line(changed(line, R"("pull_mid_read": true)", R"("pull_mid_read": 1)")));
}

TEST_CASE("the platform lists what it took, newest first") {
  const auto message = read_line(
      R"({"ok":true,"service":"platform","slow":3000,"refuse":false,"forbid":true,"error":503,"dropReply":true,)"
      R"("listening":false,"stored":1,"applications":[{"number":"YS-7KDG","service":"居住证","applicant":"陈*",)"
      R"("time":"2026-11-22T11:28:01.123Z","replays":1,"status":"PENDING"}]})");
  REQUIRE(message);
  const auto& state = std::get<PlatformState>(*message);
  CHECK(state.slow_ms == 3000);
  CHECK(state.error == 503);
  CHECK((state.forbid && state.drops_reply && !state.listening));
  CHECK(state.applications == std::vector<Application>{{"YS-7KDG", "居住证", "陈*", "2026-11-22T11:28:01.123Z", 1}});
}

TEST_CASE("sample cards keep the order in which they are written") {
  const auto message =
      read_line(R"({"ok":true,"cards":{"zhang":{"title":{"zh-CN":"张","en":"Zhang"},"kind":"citizen"},)"
                R"("chen":{"title":{"zh-CN":"陈","en":"Chen"},"kind":"hmt-permit"}}})");
  REQUIRE(message);
  CHECK(std::get<SampleCards>(*message).cards ==
        std::vector<SampleCard>{{"zhang", "citizen", {"张", "Zhang"}}, {"chen", "hmt-permit", {"陈", "Chen"}}});
}

TEST_CASE("an order that is refused brings the other side's sentence") {
  const auto message = read_line(R"({"ok": false, "error": "take: no ticket is in the mouth"})");
  REQUIRE(message);
  CHECK(std::get<Refused>(*message).sentence == "take: no ticket is in the mouth");
  CHECK(read_line(R"({"ok": true})") == Message{Done{}});
}

TEST_CASE("a line that is no answer is refused with the reason") {
  struct Hostile {
    std::string line;
    std::string names;  // what the reason must name
  };
  const auto hostile = GENERATE_COPY(values<Hostile>({
      {"", "JSON"},
      {"ready", "JSON"},
      {"{\"ok\": true", "JSON"},
      {"\xff\xfe", "JSON"},
      {"{\"ok\": true, \"error\": \"\xc3\x28\"}", "JSON"},
      {"[1, 2]", "object"},
      {"null", "object"},
      {"{}", "'ok'"},
      {R"({"ok": "yes"})", "'ok'"},
      {R"({"ok": false})", "'error'"},
      {R"({"ok": false, "error": 5})", "'error'"},
      {R"({"ok": true, "device": "toaster"})", "'device'"},
      {R"({"ok": true, "device": null})", "'device'"},
      {R"({"ok": true, "service": "weather"})", "'service'"},
      {R"({"ok": true, "device": "code-scanner"})", "'shown'"},
      {changed(kReader, R"("damage": true)", R"("damage": 1)"), "'damage'"},
      {changed(kReader, R"("reads": 3)", R"("reads": -1)"), "'reads'"},
      {changed(kReader, R"("reads": 3)", R"("reads": 18446744073709551615)"), "'reads'"},
      {changed(kReader, R"("reads": 3)", R"("reads": 1e99)"), "'reads'"},
      {changed(kReader, "chen-jing", std::string(5000, 'a')), "'card'"},
      {R"({"ok": true, "cards": []})", "'cards'"},
      {R"({"ok": true, "cards": {"a": 1}})", "'cards'"},
      {R"({"ok": true, "cards": {"a": {"title": {"en": "A"}, "kind": "citizen"}}})", "'zh-CN'"},
      {R"({"ok": true, "cards": {)" + std::string(70'000, ' ') + "}}", "'cards'"},
      {std::string(200'000, '['), "JSON"},
  }));
  CAPTURE(hostile.line.substr(0, 120));
  const auto message = read_line(hostile.line);
  REQUIRE_FALSE(message);
  CAPTURE(message.error());
  CHECK(message.error().find(hostile.names) != std::string::npos);
}

TEST_CASE("every part of a state is checked, whatever stands in its place") {
  const std::string scanner =
      R"({"ok":true,"device":"code-scanner","shown":null,"triggered":false,"rubbish":false,"silence":false,)"
      R"("plugged":true,"reads":0})";
  const std::string printer =
      R"({"ok":true,"device":"receipt-printer","paper":"full","cover":"closed","cutter":"ok","head":"ok",)"
      R"("silence":false,"listening":true,"printing":false,"stopped":false,"in_mouth":null,"tickets":[]})";
  REQUIRE(read_line(scanner));
  REQUIRE(read_line(printer));
  for (const auto& line : {kReader, scanner, printer}) {
    // Cut anywhere, a line is not an answer.
    for (std::size_t length = 0; length < line.size(); ++length) CHECK_FALSE(read_line(line.substr(0, length)));
  }
  for (const auto* wrong : {R"("paper":"thick")", R"("paper":7)", R"("paper":["full"])"}) {
    CHECK_FALSE(read_line(changed(printer, R"("paper":"full")", wrong)));
  }
  for (const auto* wrong : {R"("tickets":[5])", R"("tickets":{})", R"("tickets":null)"}) {
    CHECK_FALSE(read_line(changed(printer, R"("tickets":[])", wrong)));
  }
}

TEST_CASE("control characters never reach the page") {
  const auto message = read_line(R"({"ok": false, "error": "one\ntwo\u0000three\u001b[31m"})");
  REQUIRE(message);
  CHECK(std::get<Refused>(*message).sentence == "one two three [31m");
}

TEST_CASE("lines arrive in pieces and together") {
  LineCutter cutter;
  CHECK(cutter.add("{\"o"));
  CHECK_FALSE(cutter.take());
  CHECK(cutter.add("k\"}\n\nsec"));
  CHECK(cutter.take() == "{\"ok\"}");
  CHECK(cutter.take() == "");
  CHECK_FALSE(cutter.take());
  CHECK(cutter.add("ond\n"));
  CHECK(cutter.take() == "second");
}

TEST_CASE("a line without end is given up") {
  LineCutter cutter;
  const std::string piece(64 * 1024, 'x');
  std::size_t added = 0;
  while (cutter.add(piece)) {
    added += piece.size();
    REQUIRE(added <= LineCutter::kLongestLine);
    CHECK_FALSE(cutter.take());
  }
  CHECK(added == LineCutter::kLongestLine);
}

TEST_CASE("an order's words survive the shell's rules") {
  CHECK(shell_word("YS2021083015") == "'YS2021083015'");
  CHECK(shell_word("it's \"$HOME\" \\ #") == "'it'\"'\"'s \"$HOME\" \\ #'");
  CHECK(shell_word("one\nwatch") == "'one watch'");
}

}  // namespace
}  // namespace bianmin::dock
