#pragma once
// What a target on a screen can ask for. Screens write an ActionId, flow reads it back: the one vocabulary of both.
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/ids.h"

namespace bianmin::flow {

enum class Verb {
  Begin,           // the idle screen was touched
  ChooseLanguage,  // :zh-CN, :en
  OpenCategory,    // :category id; none = all
  OpenService,     // :service id
  Search,          // open the search
  Start,           // from the guide into the service
  Back,
  Next,        // the screen's one main action
  Page,        // :number of the page of a list on the same screen, from 0
  EditField,   // :field name
  PickOption,  // :option value
  Key,         // :one character, or shift, backspace, clear, space, layout
  Candidate,   // :index among those shown
  KeyboardDone,
  ChangeAnswers,  // :form page
  Agree,          // tick or untick the declaration
  Submit,
  TryAgain,
  PrintAgain,
  ShowCode,        // the receipt as a code on the screen
  HaveReceipt,     // "yes, it came out"
  MissingReceipt,  // "no, nothing came out"
  Rate,            // :1 (very dissatisfied) … :5 (very satisfied)
  Skip,
  Finish,
  Reveal,   // a finger holds the eye
  Conceal,  // and lets go
  Help,
  SwitchLanguage,
  LargerText,
  Contrast,
  LowReach,
  Leave,
  LeaveAnyway,
  Stay,            // close what lies over the screen; the citizen is still there
  OpenTechnician,  // the terminal's number, held
  Retry,           // technician: try devices and platform now
};

struct Action {
  Verb verb;
  std::string argument;
  friend bool operator==(const Action&, const Action&) = default;
};

[[nodiscard]] std::string_view to_string(Verb verb);
[[nodiscard]] ActionId action_id(Verb verb, std::string_view argument = {});

// Empty for a word that is no verb: a target that nobody understands does nothing.
[[nodiscard]] std::optional<Action> parse(const ActionId& id);

}  // namespace bianmin::flow
