#pragma once
// What the terminal and one device process say to each other: two closed sets of plain values.
//
// The terminal speaks first after the socket is up; the device process says Ready or Unready once it knows, and again
// on every change. Results carry the ticket of the request they answer. Codec and framing are in codec.h.
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "drivers/id_card_reader/id_card.h"
#include "drivers/social_security_card/social_security_card.h"
#include "kiosk/base/bitmap.h"
#include "kiosk/base/ids.h"

namespace bianmin::device {

// ---- To the device process ----

// Card readers: look for a card until one was read or StopReading comes. A new ticket replaces the old one.
// After CardUnreadable it looks on once that card is lifted; after CardRead it only watches for the card to be lifted,
// and reading again takes a new order.
struct StartReading {
  Ticket ticket;
  bool fingerprints = false;  // a service asks for them
  bool only_new = false;      // an earlier citizen's card may lie there: only one that is laid after it is gone
  friend bool operator==(const StartReading&, const StartReading&) = default;
};
struct StopReading {
  friend bool operator==(const StopReading&, const StopReading&) = default;
};

// Code scanner: light up and scan until a code came or StopScanning comes.
struct StartScanning {
  Ticket ticket;
  friend bool operator==(const StartScanning&, const StartScanning&) = default;
};
struct StopScanning {
  friend bool operator==(const StopScanning&, const StopScanning&) = default;
};

// Receipt printer: one job, then a cut. It always ends in one PrintFinished, whatever happens.
struct Print {
  Ticket ticket;
  MonoBitmap picture;
  bool remnant = false;  // part of an earlier ticket may hang before the cutter: it is cut off first
  friend bool operator==(const Print&, const Print&) = default;
};
// Ends the job where it stands; answered by its PrintFinished. A ticket that is not being printed is ignored.
struct CancelPrint {
  Ticket ticket;
  friend bool operator==(const CancelPrint&, const CancelPrint&) = default;
};
// Answered by PrinterState, also when nothing has changed.
struct QueryPrinter {
  friend bool operator==(const QueryPrinter&, const QueryPrinter&) = default;
};

// Every device: the visit is over. Stop, forget everything of it, take back a receipt left in the mouth.
struct EndVisit {
  friend bool operator==(const EndVisit&, const EndVisit&) = default;
};
// Every device: put the device to rest and exit with status 0.
struct Shutdown {
  friend bool operator==(const Shutdown&, const Shutdown&) = default;
};

using ToDevice = std::variant<StartReading, StopReading, StartScanning, StopScanning, Print, CancelPrint, QueryPrinter,
                              EndVisit, Shutdown>;

// ---- From the device process ----

enum class DeviceTrouble {
  Missing,        // no such device or address
  Forbidden,      // there, but this user may not open it
  Busy,           // another program holds it
  Unplugged,      // it was there and went away
  NoAnswer,       // it is open and says nothing
  GarbledAnswer,  // it says what its protocol does not know
  NotAuthorised,  // a card reader without authorisation of its security module
  HardwareFault,  // it reports itself broken
};

// `model` and `detail` are for technicians: names, versions, serial numbers of the device; never personal data.
struct Ready {
  std::string model;
  std::string detail;
  friend bool operator==(const Ready&, const Ready&) = default;
};
// The device process goes on trying by itself, and says Ready when it has it. Requests under way are lost, except that
// a print job is still answered by its PrintFinished.
struct Unready {
  DeviceTrouble trouble = DeviceTrouble::Missing;
  std::string detail;
  friend bool operator==(const Unready&, const Unready&) = default;
};

// A card lies on the reader; it is being read: "do not take it away yet".
struct CardSeen {
  Ticket ticket;
  bool watched = false;  // CardLifted will come when this card is taken; not every model can tell
  friend bool operator==(const CardSeen&, const CardSeen&) = default;
};
struct CardRead {
  Ticket ticket;
  drivers::IdCard card;
  bool watched = false;  // CardLifted will come when this card is taken; not every model can tell
  friend bool operator==(const CardRead&, const CardRead&) = default;
};
// What a social-security-card reader says in the place of CardRead. Its CardLifted always comes.
struct SocialSecurityCardRead {
  Ticket ticket;
  drivers::SocialSecurityCard card;
  friend bool operator==(const SocialSecurityCardRead&, const SocialSecurityCardRead&) = default;
};
enum class CardFault {
  Removed,    // taken away too soon
  Damaged,    // the card answers and cannot be read
  WrongKind,  // a card that is no identity card
  Garbled,    // what was read makes no sense
};
struct CardUnreadable {
  Ticket ticket;
  CardFault fault = CardFault::Removed;
  friend bool operator==(const CardUnreadable&, const CardUnreadable&) = default;
};
// The card of the last CardSeen is no longer on the reader, whatever became of its reading. Not said by readers that
// cannot tell.
struct CardLifted {
  friend bool operator==(const CardLifted&, const CardLifted&) = default;
};

// `symbology` is an AIM id's name in small letters ("qr", "pdf417", "code128"), or empty where the scanner does not
// say. `text` is UTF-8 without C0 controls.
struct CodeScanned {
  Ticket ticket;
  std::string symbology;
  std::string text;
  friend bool operator==(const CodeScanned&, const CodeScanned&) = default;
};

enum class Paper { Enough, NearEnd, Out, Unknown };

struct PrinterState {
  Paper paper = Paper::Unknown;
  bool cover_open = false;
  bool cutter_fault = false;
  bool head_hot = false;
  bool offline = false;
  bool ticket_in_mouth = false;
  friend bool operator==(const PrinterState&, const PrinterState&) = default;
};

// Every byte of the job has been taken by the printer; from here on it may come out whatever we do.
enum class PrintStage { Sent };
struct PrintProgress {
  Ticket ticket;
  PrintStage stage = PrintStage::Sent;
  friend bool operator==(const PrintProgress&, const PrintProgress&) = default;
};

enum class PrintOutcome {
  Confirmed,  // the printer itself said so, on the rung given
  Failed,     // surely not, or not completely, on paper
  Unknown,    // may or may not have come out; never to be printed again by itself
};
enum class PrinterFault { None, NoPaper, CoverOpen, CutterJam, HeadHot, Offline, NoAnswer, Disconnected, Cancelled };
struct PrintFinished {
  Ticket ticket;
  PrintOutcome outcome = PrintOutcome::Unknown;
  // What stands behind Confirmed: 1 the printer reports printing complete, 2 it interpreted the bytes to the end, 3 its
  // status was good before and after. 0 where nothing was confirmed.
  std::uint8_t rung = 0;
  PrinterFault fault = PrinterFault::None;
  friend bool operator==(const PrintFinished&, const PrintFinished&) = default;
};

// Once a second: the process is alive and its loop turns.
struct Heartbeat {
  friend bool operator==(const Heartbeat&, const Heartbeat&) = default;
};

using FromDevice = std::variant<Ready, Unready, CardSeen, CardRead, SocialSecurityCardRead, CardUnreadable, CardLifted,
                                CodeScanned, PrinterState, PrintProgress, PrintFinished, Heartbeat>;

// The enumerator's name, for logs and the technician's screen.
[[nodiscard]] std::string_view to_string(DeviceTrouble trouble);
[[nodiscard]] std::string_view to_string(CardFault fault);
[[nodiscard]] std::string_view to_string(Paper paper);
[[nodiscard]] std::string_view to_string(PrintOutcome outcome);
[[nodiscard]] std::string_view to_string(PrinterFault fault);

}  // namespace bianmin::device
