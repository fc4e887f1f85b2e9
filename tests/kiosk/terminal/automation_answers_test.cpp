#include "kiosk/terminal/automation_answers.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/kiosk/terminal/shown_stage.h"

using namespace bianmin;
using namespace bianmin::terminal;
using flow::Verb;
using nlohmann::json;
using Words = std::vector<std::string>;
using Input = std::vector<render::RawInput>;

namespace {

struct Asked : ShownStage {
  Asked() : ShownStage{flow::ConfirmingIdentity{screens::samples::identified(screens::samples::insurance_record())}} {}

  AutomationAnswer ask(const Words& words) { return answer(words, stage, terminal); }
  // The answer must be one line of JSON that says no, and hands do nothing.
  std::string refusal(const Words& words) {
    const auto answered = ask(words);
    INFO(answered.line);
    CHECK(answered.input.empty());
    CHECK(answered.line.find('\n') == std::string::npos);
    const auto said = json::parse(answered.line);
    CHECK(said.at("ok") == false);
    return said.at("error");
  }
  Input input(const Words& words) {
    auto answered = ask(words);
    INFO(answered.line);
    CHECK(json::parse(answered.line) == json{{"ok", true}});
    return answered.input;
  }
};

}  // namespace

TEST_CASE_METHOD(Asked, "a script sees what a citizen sees") {
  terminal.health.backlog = 3;
  const auto answered = ask({"scene"});
  CHECK(answered.input.empty());
  const auto seen = json::parse(answered.line);
  CHECK(seen.at("ok") == true);
  CHECK(seen.at("state") == "confirming-identity");
  CHECK(seen.at("overlay") == "none");
  CHECK(seen.at("language") == "zh-CN");
  CHECK(seen.at("size") == json{540, 960});
  CHECK(seen.at("spoken").size() == stage.laid().spoken.size());
  CHECK(seen.at("health").at("backlog") == 3);
  CHECK(seen.at("health").at("reader").at("state") == "ready");
  CHECK(seen.at("health").at("can_print") == true);
  REQUIRE(seen.at("targets").size() == stage.laid().hits.size());
  for (std::size_t at = 0; at < stage.laid().hits.size(); ++at) {
    const auto& hit = stage.laid().hits[at];
    const auto& target = seen.at("targets").at(at);
    CHECK(target.at("action") == hit.target.action.value);
    CHECK(target.at("enabled") == hit.target.enabled);
    CHECK(target.at("box") == json{hit.box.x, hit.box.y, hit.box.width, hit.box.height});
  }
  happen(flow::Pressed{flow::action_id(Verb::Help)});
  CHECK(json::parse(ask({"scene"}).line).at("overlay") == "help");
}

TEST_CASE_METHOD(Asked, "a script touches through the same path as hands") {
  const auto [x, y] = place(Verb::Next);
  const std::string next = flow::action_id(Verb::Next).value;
  CHECK(input({"tap", next}) == Input{down(x, y), up(x, y)});
  CHECK(input({"hold", next}) == Input{down(x, y)});
  CHECK(input({"release"}) == Input{up(-1, -1)});
  CHECK(input({"touch", "0.25", "1"}) == Input{down(0.25, 1), up(0.25, 1)});
  for (const auto& touch : input({"tap", next})) take(touch);
  CHECK(flow::name_of(terminal.state) == "filling-form");
}

TEST_CASE_METHOD(Asked, "a script holds the eye and lets go") {
  const auto revealed = [this] { return std::get<flow::ConfirmingIdentity>(terminal.state).revealed; };
  for (const auto& hand : input({"hold", "reveal"})) take(hand);
  CHECK(revealed());
  for (const auto& hand : input({"release"})) take(hand);
  CHECK_FALSE(revealed());
}

TEST_CASE_METHOD(Asked, "every key of the keypad has a name") {
  using render::Key;
  const std::pair<const char*, Key> keys[] = {{"up", Key::Up},         {"down", Key::Down}, {"left", Key::Left},
                                              {"right", Key::Right},   {"next", Key::Next}, {"previous", Key::Previous},
                                              {"select", Key::Select}, {"back", Key::Back}, {"help", Key::Help},
                                              {"repeat", Key::Repeat}};
  for (const auto& [name, key] : keys) {
    INFO(name);
    CHECK(input({"key", name}) == Input{render::KeyPressed{key}});
  }
  CHECK(refusal({"key", "f13"}) == "no key 'f13'");
}

TEST_CASE_METHOD(Asked, "words that mean nothing are refused with those that do") {
  const std::vector<Words> all{{},
                               {""},
                               {"SCENE"},
                               {"scene", "more"},
                               {"tap"},
                               {"tap", "next", "more"},
                               {"touch", "0.5"},
                               {"key"},
                               {"release", "it"},
                               {"png"},
                               {std::string(4096, 'x')},
                               {std::string{"sce\0ne", 6}},
                               {"\xff\xfe\xc0\x80"}};
  for (const auto& words : all) CHECK(refusal(words).starts_with("known: scene"));
}

TEST_CASE_METHOD(Asked, "a place that is none on the page is refused") {
  for (const auto* const word :
       {"nan", "-nan", "inf", "-inf", "1e300", "-0.1", "1.0001", "0.5x", "0x1", "", "+0.5", "½"}) {
    INFO(word);
    CHECK(refusal({"touch", word, "0.5"}) == "touch X Y: parts of the page, 0 to 1");
    CHECK(refusal({"touch", "0.5", word}) == "touch X Y: parts of the page, 0 to 1");
  }
}

TEST_CASE_METHOD(Asked, "a target that is not there is refused, whatever its name is made of") {
  CHECK(refusal({"tap", "begin"}) == "no target 'begin' is on the screen");
  CHECK(refusal({"hold", "begin"}) == "no target 'begin' is on the screen");
  CHECK(refusal({"tap", "\"}\n\\"}) == "no target '\"}\n\\' is on the screen");
  CHECK(refusal({"tap", "\xff\xc3"}).starts_with("no target '"));
  CHECK(refusal({"key", "\xed\xa0\x80"}).starts_with("no key '"));
  CHECK(refusal({"png", "/no/such/folder/\xff"}).starts_with("cannot write "));
}
