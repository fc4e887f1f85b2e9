#pragma once
// Every (State, Event) pair that means something, one function each. Inside flow only.
//
// A pair that is not named here leaves the state as it is: the template below takes it.
#include "kiosk/flow/action.h"
#include "kiosk/flow/turn.h"

namespace bianmin::flow {

// What was pressed, already read.
struct Choice {
  Verb verb;
  const std::string& argument;
};

// The page that a list's arrow asks for; 0 for what is no number.
[[nodiscard]] std::size_t page_number(const std::string& argument);

template <typename SomeState, typename SomeEvent>
void on(Turn& /*turn*/, const SomeState& /*state*/, const SomeEvent& /*event*/) {}

// entrance.cpp
void on(Turn& turn, const OutOfService& state, const Choice& pressed);
void on(Turn& turn, const Idle& state, const Choice& pressed);
void on(Turn& turn, const Interrupted& state, const Choice& pressed);
void on(Turn& turn, const Interrupted& state, const TimerFired& fired);
void on(Turn& turn, const ChoosingLanguage& state, const Choice& pressed);
void on(Turn& turn, const Home& state, const Choice& pressed);
void on(Turn& turn, const Searching& state, const Choice& pressed);
void on(Turn& turn, const Guide& state, const Choice& pressed);

// identify.cpp
void on(Turn& turn, const AwaitingCard& state, const Choice& pressed);
void on(Turn& turn, const AwaitingCard& state, const DeviceReady& ready);
void on(Turn& turn, const AwaitingCard& state, const DeviceTroubled& troubled);
void on(Turn& turn, const AwaitingCard& state, const CardSeen& seen);
void on(Turn& turn, const AwaitingCard& state, const CardRead& read);
void on(Turn& turn, const AwaitingCard& state, const CardUnreadable& unreadable);
void on(Turn& turn, const AwaitingCard& state, const CardLifted& lifted);
void on(Turn& turn, const AwaitingCard& state, const TimerFired& fired);
void on(Turn& turn, const AwaitingCard& state, const CodeScanned& scanned);
void on(Turn& turn, const CheckingCode& state, const Choice& pressed);
void on(Turn& turn, const CheckingCode& state, const CodeVerified& verified);
void on(Turn& turn, const CheckingCode& state, const CodeRefused& refused);
void on(Turn& turn, const CheckingCode& state, const PlatformSilent& silent);
void on(Turn& turn, const CheckingCode& state, const TimerFired& fired);
void on(Turn& turn, const CardRefused& state, const Choice& pressed);
void on(Turn& turn, const ConfirmingIdentity& state, const Choice& pressed);
void await_card(Turn& turn, Visit visit);
// What the state could not order when it was entered, since the platform was away.
void open_what_came_back(Turn& turn, const Health& before);

// fill.cpp
void on(Turn& turn, const FillingForm& state, const Choice& pressed);
void on(Turn& turn, const ChoosingOption& state, const Choice& pressed);
void on(Turn& turn, const EditingField& state, const Choice& pressed);
void on(Turn& turn, const EditingField& state, const CandidatesFound& found);
void on(Turn& turn, const EditingField& state, const CodeScanned& scanned);
void on(Turn& turn, const EditingField& state, const DeviceReady& ready);
void fill_form(Turn& turn, Visit visit);
void mend_form(Turn& turn, Visit visit, std::vector<service::FieldProblem> problems);

// apply.cpp
void on(Turn& turn, const Reviewing& state, const Choice& pressed);
void on(Turn& turn, const Declaring& state, const Choice& pressed);
void on(Turn& turn, const Sealing& state, const ApplicationSealed& sealed);
void on(Turn& turn, const Sealing& state, const SealFailed& failed);
void on(Turn& turn, const Sealing& state, const TimerFired& fired);
void on(Turn& turn, const Submitting& state, const PlatformAccepted& accepted);
void on(Turn& turn, const Submitting& state, const PlatformRefused& refused);
void on(Turn& turn, const Submitting& state, const PlatformSilent& silent);
void on(Turn& turn, const Submitting& state, const TimerFired& fired);
void on(Turn& turn, const NotSubmitted& state, const Choice& pressed);
void on(Turn& turn, const NotSubmitted& state, const PlatformAccepted& accepted);
void go_on_accepted(Turn& turn, Visit visit, const service::PlatformReceipt& receipt);
void on(Turn& turn, const ShowingResult& state, const Choice& pressed);

// receipt.cpp
void on(Turn& turn, const Printing& state, const PrintFinished& finished);
void on(Turn& turn, const Printing& state, const DeviceTroubled& troubled);
void on(Turn& turn, const Printing& state, const TimerFired& fired);
void on(Turn& turn, const ReceiptTrouble& state, const Choice& pressed);
void on(Turn& turn, const ReceiptOnScreen& state, const Choice& pressed);
void on(Turn& turn, const Finished& state, const Choice& pressed);
void on(Turn& turn, const Rating& state, const Choice& pressed);
void on(Turn& turn, const Goodbye& state, const Choice& pressed);
void on(Turn& turn, const Goodbye& state, const TimerFired& fired);
void print_receipt(Turn& turn, Visit visit, bool copy);

// technician.cpp
void on(Turn& turn, const EnteringPin& state, const Choice& pressed);
void on(Turn& turn, const EnteringPin& state, const PinChecked& checked);
void on(Turn& turn, const TechnicianStatus& state, const Choice& pressed);

// leaving.cpp
void end_visit(Turn& turn);  // wherever it is: to the goodbye, or straight to the idle screen
void rest(Turn& turn);       // to the idle screen, or out of service
void say_goodbye(Turn& turn, const Visit& visit, bool rated);

// chores.cpp
void step_sending(Turn& turn);
void fetch_catalogue(Turn& turn);
void hear_of_sending(Turn& turn, const BacklogStepped& stepped);
void hear_of_catalogue(Turn& turn, const CatalogueArrived& arrived);
void hear_of_catalogue(Turn& turn, const CatalogueFailed& failed);
void send_later(Turn& turn);
// One answer failed to come: ask again soon, so that services are not withheld longer than the line is down.
void look_for_the_platform(Turn& turn);
// A citizen who still stands here learns that what was stored has arrived by now.
void tell_who_waits(Terminal& terminal, const SubmissionKey& key, const service::PlatformReceipt& receipt);
// … or that it has been refused by now: whoever was told "stored" must not leave with that.
void tell_refused(Turn& turn, const SubmissionKey& key, const std::optional<LocalText>& reason);

// overlay.cpp
[[nodiscard]] bool over_the_screen(Turn& turn, const Choice& pressed);  // true: it took the press
void count_down(Turn& turn);
[[nodiscard]] bool times_out(const State& state);

}  // namespace bianmin::flow
