// What fills a field: keys, pinyin, a scanned code.
#include <catch2/catch_test_macros.hpp>

#include "kiosk/flow/keyboard.h"
#include "tests/kiosk/flow/visitor.h"

using namespace bianmin;
using namespace bianmin::flow;
using namespace std::chrono_literals;

TEST_CASE("pinyin becomes characters, and what is left over is asked about again") {
  Keyboard keyboard;
  keyboard.layout = KeyLayout::Pinyin;
  const Typing typing{service::InputKind::Text, 20};
  for (const char key : std::string{"guihualu"}) type_key(keyboard, typing, std::string_view{&key, 1});
  CHECK(keyboard.composing == "guihualu");
  keyboard.candidates = {"桂花"};
  keyboard.consumed = {6};
  take_candidate(keyboard, typing, 0);
  CHECK(keyboard.text == "桂花");
  CHECK(keyboard.composing == "lu");
  type_key(keyboard, typing, "backspace");
  type_key(keyboard, typing, "backspace");
  CHECK(keyboard.composing.empty());
  type_key(keyboard, typing, "backspace");
  CHECK(keyboard.text == "桂");
}

TEST_CASE("keys keep to what the field takes") {
  Keyboard keyboard;
  const Typing phone{service::InputKind::Digits, 3};
  for (const auto* key : {"1", "a", "2", ".", "3", "4"}) type_key(keyboard, phone, key);
  CHECK(keyboard.text == "123");
  Keyboard day;
  const Typing date{service::InputKind::Date, 10};
  for (const char key : std::string{"2026112299"}) type_key(day, date, std::string_view{&key, 1});
  CHECK(day.text == "2026-11-22");
  type_key(day, date, "backspace");
  type_key(day, date, "backspace");
  CHECK(day.text == "2026-11");
  Keyboard code;
  const Typing permit{service::InputKind::Code, 20};
  for (const auto* key : {"A", "space", "\x01", "，", "9"}) type_key(code, permit, key);
  CHECK(code.text == "A9");
}

TEST_CASE("a scanned code fills its field; one that is too long is said to be wrong") {
  Hall hall;
  hall.to_card(hall::kApplication).happens(CardRead{hall.at<AwaitingCard>().ticket, hall::holder()}).press(Verb::Next);
  auto filling = hall.at<FillingForm>();
  filling.visit.answers = hall::answered(hall::kApplication).answers;
  filling.page = 1;
  hall.terminal.state = filling;
  hall.press(Verb::EditField, "permit");
  const auto ticket = hall.ordered<StartScanning>().ticket;
  Hall wrong = hall;
  wrong.happens(CodeScanned{ticket, std::string(60, 'x')});
  CHECK(wrong.at<EditingField>().keyboard.text.empty());
  // The scanner stopped with that code: another one can be shown all the same.
  const auto again = wrong.ordered<StartScanning>().ticket;
  CHECK(again != ticket);
  wrong.happens(CodeScanned{again, "YS20260815"});
  wrong.at<FillingForm>();
  hall.happens(CodeScanned{ticket, "YS20260815"});
  CHECK(hall.at<FillingForm>().visit.answers.at("permit") == "YS20260815");
  hall.ordered<StopScanning>();
}
