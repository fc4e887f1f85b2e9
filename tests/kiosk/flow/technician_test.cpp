// The technician at the screen.
#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/flow/visitor.h"

namespace bianmin::flow {
namespace {

TEST_CASE("a technician reads the terminal's state in English, from the PIN on") {
  Hall hall;
  hall.press(Verb::OpenTechnician).press(Verb::SwitchLanguage);
  CHECK(hall.at<EnteringPin>().preferences.language == Language::English);
  hall.press(Verb::Key, "4").press(Verb::Next);
  hall.happens(PinChecked{hall.at<EnteringPin>().ticket, true});
  CHECK(hall.at<TechnicianStatus>().preferences.language == Language::English);
  hall.press(Verb::LargerText).press(Verb::Page, "1");
  CHECK(hall.at<TechnicianStatus>().preferences == Preferences{Language::English, true, false, false});
  // The next citizen finds the terminal as it always is.
  hall.press(Verb::Finish);
  hall.at<Idle>();
  CHECK(preferences_of(hall.terminal.state) == Preferences{});
}

}  // namespace
}  // namespace bianmin::flow
