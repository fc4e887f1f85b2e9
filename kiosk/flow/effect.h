#pragma once
// What is to be done. Orders as plain data; kiosk/runner carries them out and answers with events.
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/base/ids.h"
#include "kiosk/flow/event.h"
#include "kiosk/flow/state.h"
#include "kiosk/service/receipt_document.h"

namespace bianmin::flow {

// One timer a slot: starting it again replaces the one before.
enum class TimerSlot { Presence, Patience, Sending, Fetching };

struct StartTimer {
  TimerSlot slot;
  Ticket ticket;
  std::chrono::milliseconds after;
  friend bool operator==(const StartTimer&, const StartTimer&) = default;
};
struct StopTimer {
  TimerSlot slot;
  friend bool operator==(const StopTimer&, const StopTimer&) = default;
};

struct StartReading {
  Ticket ticket;
  Device device = Device::IdCardReader;
  bool fingerprints = false;  // a service asks for them
  bool only_new = false;      // an earlier citizen's card may lie there: that one is not to be read
  friend bool operator==(const StartReading&, const StartReading&) = default;
};
// Of every card reader.
struct StopReading {
  friend bool operator==(const StopReading&, const StopReading&) = default;
};
struct StartScanning {
  Ticket ticket;
  friend bool operator==(const StartScanning&, const StartScanning&) = default;
};
struct StopScanning {
  friend bool operator==(const StopScanning&, const StopScanning&) = default;
};

// Ask the platform whose electronic ID this is. Answered by CodeVerified, CodeRefused or PlatformSilent.
struct VerifyCode {
  Ticket ticket;
  ServiceId service;
  std::string code;
  friend bool operator==(const VerifyCode&, const VerifyCode&) = default;
};

struct FindCandidates {
  Ticket ticket;
  std::string letters;
  friend bool operator==(const FindCandidates&, const FindCandidates&) = default;
};

// Write the application to the outbox: its key, exact bytes and digest.
struct SealApplication {
  Ticket ticket;
  std::shared_ptr<const service::ServiceDefinition> service;
  service::Holder holder;
  service::FormAnswers answers;
  Language language;
  friend bool operator==(const SealApplication&, const SealApplication&) = default;
};

// The screen gave up waiting for the seal and says that nothing exists: what is sealed all the same must be undone.
struct AbandonSeal {
  Ticket ticket;
  friend bool operator==(const AbandonSeal&, const AbandonSeal&) = default;
};

// Send what was sealed. Sent again under the same key it has the same effect.
struct SendApplication {
  Ticket ticket;
  SubmissionKey key;
  bool may_wait;  // false: when it cannot be delivered now, nobody but this visit may try again
  friend bool operator==(const SendApplication&, const SendApplication&) = default;
};

// The citizen went away from a query that was never answered: it need not be sent any more.
struct WithdrawApplication {
  SubmissionKey key;
  friend bool operator==(const WithdrawApplication&, const WithdrawApplication&) = default;
};

struct StepBacklog {
  Ticket ticket;
  friend bool operator==(const StepBacklog&, const StepBacklog&) = default;
};

struct PrintReceipt {
  Ticket ticket;
  SubmissionKey key;
  receipt::ReceiptDocument document;
  bool large_print;
  friend bool operator==(const PrintReceipt&, const PrintReceipt&) = default;
};
struct CancelPrint {
  friend bool operator==(const CancelPrint&, const CancelPrint&) = default;
};

struct SendRating {
  SubmissionKey key;
  int grade;  // 1 very dissatisfied … 5 very satisfied
  friend bool operator==(const SendRating&, const SendRating&) = default;
};

// A visit began: until EndVisit a crash is an interruption.
struct BeginVisit {
  friend bool operator==(const BeginVisit&, const BeginVisit&) = default;
};
// Caches of what was drawn are wiped, the row keys of finished applications go.
struct EndVisit {
  friend bool operator==(const EndVisit&, const EndVisit&) = default;
};
// The next citizen may come: devices forget, a ticket left in the mouth is drawn back.
struct ClearDevices {
  friend bool operator==(const ClearDevices&, const ClearDevices&) = default;
};

struct FetchCatalogue {
  Ticket ticket;
  friend bool operator==(const FetchCatalogue&, const FetchCatalogue&) = default;
};
struct CheckPin {
  Ticket ticket;
  std::string pin;
  friend bool operator==(const CheckPin&, const CheckPin&) = default;
};
struct RetryDevices {
  friend bool operator==(const RetryDevices&, const RetryDevices&) = default;
};

enum class Sound { Tick, Done, Attention };
struct PlaySound {
  Sound sound;
  friend bool operator==(const PlaySound&, const PlaySound&) = default;
};

// A line of the audit chain. Never personal data.
struct NoteAudit {
  std::string what;
  friend bool operator==(const NoteAudit&, const NoteAudit&) = default;
};

using Effect = std::variant<StartTimer, StopTimer, StartReading, StopReading, StartScanning, StopScanning, VerifyCode,
                            FindCandidates, SealApplication, AbandonSeal, SendApplication, WithdrawApplication,
                            StepBacklog, PrintReceipt, CancelPrint, SendRating, BeginVisit, EndVisit, ClearDevices,
                            FetchCatalogue, CheckPin, RetryDevices, PlaySound, NoteAudit>;
using Effects = std::vector<Effect>;

[[nodiscard]] std::string_view name_of(const Effect& effect);

}  // namespace bianmin::flow
