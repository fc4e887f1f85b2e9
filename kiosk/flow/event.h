#pragma once
// What has happened. Facts only; time and random ids enter the flow in here and nowhere else.
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/base/ids.h"
#include "kiosk/flow/health.h"
#include "kiosk/flow/state.h"

namespace bianmin::flow {

// A target of the scene shown was pressed (or held, or let go).
struct Pressed {
  ActionId action;
  friend bool operator==(const Pressed&, const Pressed&) = default;
};

// A finger or key touched the terminal somewhere that asks for nothing: somebody is there.
struct Touched {
  friend bool operator==(const Touched&, const Touched&) = default;
};

struct ClockRead {
  Clock clock;
  friend bool operator==(const ClockRead&, const ClockRead&) = default;
};

struct TimerFired {
  Ticket ticket;
  friend bool operator==(const TimerFired&, const TimerFired&) = default;
};

struct CatalogueArrived {
  Ticket ticket;
  std::shared_ptr<const service::Catalogue> catalogue;  // never null
  friend bool operator==(const CatalogueArrived&, const CatalogueArrived&) = default;
};

// The one that was had stays.
struct CatalogueFailed {
  Ticket ticket;
  Link link;
  std::string problem;  // for the technician
  double chance;        // random, 0 ≤ chance < 1: spreads the retries of many terminals
  friend bool operator==(const CatalogueFailed&, const CatalogueFailed&) = default;
};

struct DeviceReady {
  Device device;
  std::string model;
  std::string detail;
  friend bool operator==(const DeviceReady&, const DeviceReady&) = default;
};

struct DeviceTroubled {
  Device device;
  DeviceTrouble trouble;
  std::string detail;
  friend bool operator==(const DeviceTroubled&, const DeviceTroubled&) = default;
};

struct SuppliesSeen {
  PrinterSupplies supplies;
  friend bool operator==(const SuppliesSeen&, const SuppliesSeen&) = default;
};

struct CardSeen {
  Ticket ticket;
  Device device = Device::IdCardReader;
  bool watched = false;  // the reader will say when this card is lifted
  friend bool operator==(const CardSeen&, const CardSeen&) = default;
};

struct CardRead {
  Ticket ticket;
  service::Holder holder;
  Device device = Device::IdCardReader;
  bool watched = false;  // the reader will say when this card is lifted
  friend bool operator==(const CardRead&, const CardRead&) = default;
};

struct CardUnreadable {
  Ticket ticket;
  IdentityProblem problem;
  Device device = Device::IdCardReader;
  friend bool operator==(const CardUnreadable&, const CardUnreadable&) = default;
};

struct CardLifted {
  Device device = Device::IdCardReader;
  friend bool operator==(const CardLifted&, const CardLifted&) = default;
};

struct CodeScanned {
  Ticket ticket;
  std::string text;
  friend bool operator==(const CodeScanned&, const CodeScanned&) = default;
};

// The platform vouches for the electronic ID that was shown.
struct CodeVerified {
  Ticket ticket;
  service::Holder holder;
  friend bool operator==(const CodeVerified&, const CodeVerified&) = default;
};

// It does not. Without an answer PlatformSilent comes instead.
struct CodeRefused {
  Ticket ticket;
  std::optional<LocalText> reason;
  friend bool operator==(const CodeRefused&, const CodeRefused&) = default;
};

struct CandidatesFound {
  Ticket ticket;
  std::vector<std::string> candidates;
  std::vector<std::size_t> consumed;
  friend bool operator==(const CandidatesFound&, const CandidatesFound&) = default;
};

// On disk: from here on the application cannot be lost.
struct ApplicationSealed {
  Ticket ticket;
  SubmissionKey key;
  std::string local_number;
  std::string time;
  friend bool operator==(const ApplicationSealed&, const ApplicationSealed&) = default;
};

struct SealFailed {
  Ticket ticket;
  friend bool operator==(const SealFailed&, const SealFailed&) = default;
};

// The outbox has already noted what this says.
struct PlatformAccepted {
  Ticket ticket;
  SubmissionKey key;
  service::PlatformReceipt receipt;
  friend bool operator==(const PlatformAccepted&, const PlatformAccepted&) = default;
};

struct PlatformRefused {
  Ticket ticket;
  SubmissionKey key;
  std::optional<LocalText> reason;
  friend bool operator==(const PlatformRefused&, const PlatformRefused&) = default;
};

// Nobody knows yet whether it has it: silence, a cut, an error, a closed door. It stays in the outbox.
struct PlatformSilent {
  Ticket ticket;
  Link link;
  friend bool operator==(const PlatformSilent&, const PlatformSilent&) = default;
};

enum class PrintOutcome { Confirmed, Failed, Unknown };

struct PrintFinished {
  Ticket ticket;
  PrintOutcome outcome;
  ReceiptProblem problem;  // with Failed
  friend bool operator==(const PrintFinished&, const PrintFinished&) = default;
};

enum class BacklogStep {
  Empty,     // nothing waits
  Sent,      // one more has been accepted
  Refused,   // one more has been refused for good: somebody must tell its citizen
  Passed,    // this one cannot be delivered now; those behind it may
  Deferred,  // not now: wait and try again
  Halted,    // the platform refuses this terminal
};

struct BacklogStepped {
  Ticket ticket;
  BacklogStep step;
  std::size_t left;                                 // how many wait
  SubmissionKey key;                                // with Sent and Refused: whose
  std::string local_number;                         // the same for people
  std::optional<service::PlatformReceipt> receipt;  // with Sent, when the platform accepted it
  double chance;                                    // random, 0 ≤ chance < 1: spreads the retries of many terminals
  std::chrono::seconds not_before{};                // the platform's Retry-After
  friend bool operator==(const BacklogStepped&, const BacklogStepped&) = default;
};

// The journal was opened at start.
struct JournalOpened {
  bool usable = true;  // false: nothing can be sealed, so no service can be offered
  std::size_t backlog = 0;
  std::vector<std::string> notices;    // e.g. what was salvaged
  bool interrupted = false;            // the terminal died in the middle of a visit
  std::optional<Submitted> submitted;  // what that visit had sealed
  bool refused = false;                // that, by the platform
  friend bool operator==(const JournalOpened&, const JournalOpened&) = default;
};

struct PinChecked {
  Ticket ticket;
  bool right;
  friend bool operator==(const PinChecked&, const PinChecked&) = default;
};

using Event = std::variant<Pressed, Touched, ClockRead, TimerFired, CatalogueArrived, CatalogueFailed, DeviceReady,
                           DeviceTroubled, SuppliesSeen, CardSeen, CardRead, CardUnreadable, CardLifted, CodeScanned,
                           CodeVerified, CodeRefused, CandidatesFound, ApplicationSealed, SealFailed, PlatformAccepted,
                           PlatformRefused, PlatformSilent, PrintFinished, BacklogStepped, JournalOpened, PinChecked>;

[[nodiscard]] std::string_view name_of(const Event& event);

}  // namespace bianmin::flow
