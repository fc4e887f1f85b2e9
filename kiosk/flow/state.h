#pragma once
// The situations a terminal can be in. Plain data, compared with ==; kiosk/flow/transition.h moves between them.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/base/ids.h"
#include "kiosk/base/language.h"
#include "kiosk/flow/health.h"
#include "kiosk/service/catalogue.h"
#include "kiosk/service/definition.h"
#include "kiosk/service/form.h"
#include "kiosk/service/holder.h"
#include "kiosk/service/result.h"

namespace bianmin::flow {

// How this citizen wants the screen; back to the defaults when the visit ends.
struct Preferences {
  Language language = Language::Chinese;
  bool large_text = false;
  bool high_contrast = false;
  bool low_reach = false;
  friend bool operator==(const Preferences&, const Preferences&) = default;
};

// What became of the application. A screen says "accepted" for Accepted alone.
enum class Delivery {
  Accepted,    // the platform has it and gave it a number
  StoredHere,  // sealed on this terminal's disk; will be sent
};

struct Submitted {
  SubmissionKey key;
  std::string local_number;                        // given by this terminal when it sealed
  std::string time;                                // local time of sealing, as shown
  std::optional<Delivery> delivery;                // empty while the platform is being asked
  std::optional<service::PlatformReceipt> answer;  // with Accepted
  friend bool operator==(const Submitted&, const Submitted&) = default;
};

// What of the citizen's may lie in the terminal. It outlives a service, and what the citizen said.
struct Belongings {
  bool card_on_reader = false;   // an identity card was laid on the reader's pad
  bool card_watched = false;     // the reader will say when that card is lifted; not every model can
  bool card_in_slot = false;     // a social security card is in the other reader
  bool receipt_in_slot = false;  // a receipt was printed and may still lie there
  friend bool operator==(const Belongings&, const Belongings&) = default;

  [[nodiscard]] bool any() const { return card_on_reader || card_in_slot || receipt_in_slot; }
  // Of a card reader.
  [[nodiscard]] bool card_at(Device device) const {
    return device == Device::IdCardReader ? card_on_reader : card_in_slot;
  }
  [[nodiscard]] bool& card_at(Device device) { return device == Device::IdCardReader ? card_on_reader : card_in_slot; }
  // A card lies there, and taking it will be seen.
  [[nodiscard]] bool awaited_card() const { return (card_on_reader && card_watched) || card_in_slot; }
};

// Everything of one citizen. It is dropped whole when the visit ends; nothing of it is kept elsewhere in flow.
struct Visit {
  Preferences preferences;
  std::shared_ptr<const service::ServiceDefinition> service;  // null until one is opened
  std::optional<service::Holder> holder;
  service::FormAnswers answers;
  std::optional<Submitted> submitted;
  Belongings belongings;
  int copies = 0;  // reprints after a doubtful print: at most one
  friend bool operator==(const Visit&, const Visit&) = default;
};

// ---- the screens, in the order of a visit ----

// No catalogue yet: nothing can be offered.
struct OutOfService {
  friend bool operator==(const OutOfService&, const OutOfService&) = default;
};

struct Idle {
  friend bool operator==(const Idle&, const Idle&) = default;
};

// The terminal came back after a crash in mid-visit: tells whoever stands there what became of the application.
struct Interrupted {
  Preferences preferences;
  std::optional<Submitted> submitted;  // empty: nothing had been sealed
  bool refused = false;                // by the platform
  friend bool operator==(const Interrupted&, const Interrupted&) = default;
};

struct ChoosingLanguage {
  Visit visit;
  friend bool operator==(const ChoosingLanguage&, const ChoosingLanguage&) = default;
};

struct Home {
  Visit visit;
  std::string category;  // empty: all
  std::size_t page = 0;
  friend bool operator==(const Home&, const Home&) = default;
};

struct Searching {
  Visit visit;
  std::string typed;
  std::size_t page = 0;
  friend bool operator==(const Searching&, const Searching&) = default;
};

struct Guide {
  Visit visit;
  std::size_t page = 0;
  friend bool operator==(const Guide&, const Guide&) = default;
};

// Why the citizen is not known yet although something was laid down or shown.
enum class IdentityProblem {
  None,
  Removed,        // a card taken away while it was read
  Damaged,        // a card that does not answer
  Unreadable,     // a card that answers what nobody understands: another kind of card perhaps
  CodeRefused,    // the platform knows no such electronic ID, or it is out of date
  CodeUnchecked,  // the platform did not answer
};

// Every way that the service takes and that works is open at once; what comes first counts. See offers.h.
struct AwaitingCard {
  Visit visit;
  Ticket ticket;                    // of every reader and the scanner
  std::optional<Device> reading{};  // a card lies there and is being read
  IdentityProblem problem = IdentityProblem::None;
  Device problem_at = Device::IdCardReader;
  std::optional<LocalText> reason{};  // with CodeRefused: the platform's own words
  friend bool operator==(const AwaitingCard&, const AwaitingCard&) = default;
};

// The platform is asked whose electronic ID this is.
struct CheckingCode {
  Visit visit;
  Ticket ticket;
  friend bool operator==(const CheckingCode&, const CheckingCode&) = default;
};

enum class CardRefusal {
  Expired,
  NotYetValid,
  WrongDocument,  // the service does not take this kind
  BadNumber,      // its number's check character is wrong
};

struct CardRefused {
  Visit visit;  // without the holder
  CardRefusal reason;
  service::DocumentKind document;
  std::string valid_until;  // with Expired, as shown
  friend bool operator==(const CardRefused&, const CardRefused&) = default;
};

struct ConfirmingIdentity {
  Visit visit;
  bool revealed = false;
  friend bool operator==(const ConfirmingIdentity&, const ConfirmingIdentity&) = default;
};

struct FillingForm {
  Visit visit;
  std::size_t page = 0;  // among the pages visible with these answers
  std::vector<service::FieldProblem> problems;
  bool reviewing = false;  // came from the review, and goes back there
  friend bool operator==(const FillingForm&, const FillingForm&) = default;
};

// A list of options for one field, paged.
struct ChoosingOption {
  FillingForm form;
  std::string field;
  std::size_t page = 0;
  friend bool operator==(const ChoosingOption&, const ChoosingOption&) = default;
};

enum class KeyLayout { Pinyin, Letters, Digits, Symbols };

// The on-screen keyboard at work on one field.
struct Keyboard {
  KeyLayout layout = KeyLayout::Letters;
  bool shift = false;
  std::string text;                     // what is in the field, UTF-8
  std::string composing;                // pinyin letters not yet turned into characters
  std::vector<std::string> candidates;  // for `composing`, best first
  std::vector<std::size_t> consumed;    // letters each candidate stands for
  std::size_t candidate_page = 0;
  Ticket asked;  // the pending question for candidates
  friend bool operator==(const Keyboard&, const Keyboard&) = default;
};

struct EditingField {
  FillingForm form;
  std::string field;
  Keyboard keyboard;
  Ticket scan;  // value 0: this field takes no code
  std::optional<LocalText> problem;
  friend bool operator==(const EditingField&, const EditingField&) = default;
};

struct Reviewing {
  Visit visit;
  std::size_t page = 0;
  bool revealed = false;
  friend bool operator==(const Reviewing&, const Reviewing&) = default;
};

struct Declaring {
  Visit visit;
  bool agreed = false;
  std::size_t page = 0;
  friend bool operator==(const Declaring&, const Declaring&) = default;
};

// The application is being written to disk; nothing has left the terminal.
struct Sealing {
  Visit visit;
  Ticket ticket;
  friend bool operator==(const Sealing&, const Sealing&) = default;
};

// Sealed, and on its way.
struct Submitting {
  Visit visit;
  Ticket ticket;
  friend bool operator==(const Submitting&, const Submitting&) = default;
};

enum class NotSubmittedWhy {
  NotSealed,    // the disk did not take it: nothing exists
  Refused,      // the platform looked at it and said no
  Unreachable,  // a service that cannot wait, and no answer
};

struct NotSubmitted {
  Visit visit;
  NotSubmittedWhy why;
  std::optional<LocalText> reason;  // the platform's own words
  friend bool operator==(const NotSubmitted&, const NotSubmitted&) = default;
};

// The answer of a query, on the screen before it is printed.
struct ShowingResult {
  Visit visit;
  std::size_t page = 0;
  friend bool operator==(const ShowingResult&, const ShowingResult&) = default;
};

struct Printing {
  Visit visit;
  Ticket ticket;
  friend bool operator==(const Printing&, const Printing&) = default;
};

enum class ReceiptProblem {
  PrinterNotReady,  // nothing was sent to it
  NoPaper,
  CoverOpen,
  Jammed,
  NotPrinted,  // it surely did not come out whole
  Unknown,     // nobody can say: the citizen is asked to look
};

struct ReceiptTrouble {
  Visit visit;
  ReceiptProblem problem;
  friend bool operator==(const ReceiptTrouble&, const ReceiptTrouble&) = default;
};

struct ReceiptOnScreen {
  Visit visit;
  friend bool operator==(const ReceiptOnScreen&, const ReceiptOnScreen&) = default;
};

// All is done that will be: what became of it, what comes next.
struct Finished {
  Visit visit;
  friend bool operator==(const Finished&, const Finished&) = default;
};

struct Rating {
  Visit visit;
  friend bool operator==(const Rating&, const Rating&) = default;
};

// "Take your card, take your receipt." What the citizen said is gone already.
struct Goodbye {
  Preferences preferences;
  Belongings belongings;
  bool thanked_for_rating = false;
  bool stored = false;  // an application waits here, sealed
  int reminders = 0;    // of the card, so far
  friend bool operator==(const Goodbye&, const Goodbye&) = default;
};

struct EnteringPin {
  std::string typed;
  int wrong = 0;  // how many were
  Ticket ticket;  // value 0: nothing is being checked
  Preferences preferences{};
  friend bool operator==(const EnteringPin&, const EnteringPin&) = default;
};

struct TechnicianStatus {
  std::size_t page = 0;
  Preferences preferences{};
  friend bool operator==(const TechnicianStatus&, const TechnicianStatus&) = default;
};

using State = std::variant<OutOfService, Idle, Interrupted, ChoosingLanguage, Home, Searching, Guide, AwaitingCard,
                           CheckingCode, CardRefused, ConfirmingIdentity, FillingForm, ChoosingOption, EditingField,
                           Reviewing, Declaring, Sealing, Submitting, NotSubmitted, ShowingResult, Printing,
                           ReceiptTrouble, ReceiptOnScreen, Finished, Rating, Goodbye, EnteringPin, TechnicianStatus>;

// ---- what may lie over a screen ----

struct HelpShown {
  friend bool operator==(const HelpShown&, const HelpShown&) = default;
};
struct AskingToLeave {
  friend bool operator==(const AskingToLeave&, const AskingToLeave&) = default;
};
// Nobody has touched anything for a while.
struct StillThere {
  std::chrono::seconds left{};
  friend bool operator==(const StillThere&, const StillThere&) = default;
};
using Overlay = std::variant<std::monostate, HelpShown, AskingToLeave, StillThere>;

// Local date and time, as the runner last told; ordering of anything never depends on it.
struct Clock {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0;
  friend bool operator==(const Clock&, const Clock&) = default;
};

// Something done again and again apart from any visit: sending what waits in the outbox, fetching the catalogue.
struct Chore {
  Ticket in_flight;       // value 0: none
  unsigned failures = 0;  // in a row
  friend bool operator==(const Chore&, const Chore&) = default;
};

// What the operator set in kiosk.toml; constant while the terminal runs.
struct House {
  LocalText place;
  std::string terminal_number;
  std::string help_number;
  std::string version;
  std::chrono::seconds idle_warning{60};
  std::chrono::seconds idle_reading{120};  // instead, where there is much to read
  std::chrono::seconds idle_countdown{30};
  std::chrono::seconds platform_patience{8};
  std::chrono::seconds print_patience{40};
  std::chrono::seconds goodbye{8};
  std::chrono::seconds catalogue_every{600};
  bool technician_pin = false;  // a PIN is set
  friend bool operator==(const House&, const House&) = default;
};

// The whole mind of a terminal.
struct Terminal {
  House house;
  std::shared_ptr<const service::Catalogue> catalogue;  // null until the platform gave one
  Health health;
  Clock clock;
  State state;
  Overlay overlay;
  Chore sending;   // of the outbox
  Chore fetching;  // of the catalogue
  std::uint64_t last_ticket = 0;
  Ticket idle_timer;  // the awaited one of each slot
  Ticket state_timer;
  Ticket sending_timer;
  Ticket fetching_timer;
  friend bool operator==(const Terminal&, const Terminal&) = default;
};

// The visit a state belongs to, or null outside of any.
[[nodiscard]] const Visit* visit_of(const State& state);
[[nodiscard]] Visit* visit_of(State& state);
// Of the visit, or of the goodbye after it; null elsewhere.
[[nodiscard]] Belongings* belongings_of(State& state);
[[nodiscard]] Preferences preferences_of(const State& state);
// The state's own name, for logs, goldens and automation.
[[nodiscard]] std::string_view name_of(const State& state);

}  // namespace bianmin::flow
