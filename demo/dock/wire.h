#pragma once
// The control sockets' language as demo/control.py speaks it: words go out, one JSON object a line comes back.
//
// Pure. What comes in is checked here, field by field; the rest of the dock sees typed values alone.
#include <array>
#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/base/language.h"

namespace bianmin::dock {

// Who is at the other end of a wire.
enum class Wire { Reader, Slot, Scanner, Printer, Platform };
inline constexpr std::array kWires{Wire::Reader, Wire::Slot, Wire::Scanner, Wire::Printer, Wire::Platform};
[[nodiscard]] constexpr std::size_t index(Wire wire) { return static_cast<std::size_t>(wire); }
// "reader", "slot", "scanner", "printer", "platform": as in the options and in actions.
[[nodiscard]] std::string_view name_of(Wire wire);
[[nodiscard]] std::optional<Wire> wire_named(std::string_view name);

// --- What comes in --------------------------------------------------------------------------------------------------

struct ReaderState {
  std::string card{};  // key of the card that lies there; empty: none
  bool pull_mid_read = false;
  bool damage = false;
  bool rubbish = false;
  bool silence = false;
  bool plugged = true;
  long reads = 0;
  friend bool operator==(const ReaderState&, const ReaderState&) = default;
};

// The reader of social-security cards.
struct SlotState {
  std::string card{};  // key of the holder whose card is in it; empty: none
  bool pull_mid_read = false;
  bool plugged = true;
  long reads = 0;
  friend bool operator==(const SlotState&, const SlotState&) = default;
};

struct ScannerState {
  std::string shown{};  // the code under the window; empty: none
  bool triggered = false;
  bool rubbish = false;
  bool silence = false;
  bool plugged = true;
  long reads = 0;
  friend bool operator==(const ScannerState&, const ScannerState&) = default;
};

enum class Roll { Full, Near, Out };
struct PrinterState {
  Roll roll = Roll::Full;
  bool cover_open = false;
  bool cutter_jammed = false;
  bool head_hot = false;
  bool silence = false;
  bool listening = true;  // false: gone from the network
  bool printing = false;
  bool stopped = false;     // waits for a new roll, a clear cutter, or for its cover to be closed
  std::string in_mouth{};   // path of the ticket's picture; empty: nothing hangs there
  std::string last_cut{};   // path of the newest ticket's picture; empty: none was cut yet
  std::size_t tickets = 0;  // how many pictures it names
  friend bool operator==(const PrinterState&, const PrinterState&) = default;
};

struct Application {
  std::string number{};
  std::string service{};
  std::string applicant{};  // masked by the platform
  std::string time{};       // RFC 3339
  long replays = 0;         // how often the same application came again and was not taken twice
  friend bool operator==(const Application&, const Application&) = default;
};
struct PlatformState {
  long slow_ms = 0;
  bool refuse = false;
  bool forbid = false;
  long error = 0;  // the HTTP status it answers with; 0: none
  bool drops_reply = false;
  bool listening = true;  // false: gone from the network
  long stored = 0;
  std::vector<Application> applications{};  // newest first
  friend bool operator==(const PlatformState&, const PlatformState&) = default;
};

// A sample card that can be laid.
struct SampleCard {
  std::string key{};
  std::string kind{};  // "citizen", "hmt-permit", "foreign-2017", "foreign-2023"
  LocalText title{};   // "name (what is special about it)"
  friend bool operator==(const SampleCard&, const SampleCard&) = default;
};
struct SampleCards {
  std::vector<SampleCard> cards{};
  friend bool operator==(const SampleCards&, const SampleCards&) = default;
};

// An order was carried out; the state that follows says the rest.
struct Done {
  friend bool operator==(const Done&, const Done&) = default;
};
// An order was not; the other side's own sentence.
struct Refused {
  std::string sentence{};
  friend bool operator==(const Refused&, const Refused&) = default;
};

using Message =
    std::variant<ReaderState, SlotState, ScannerState, PrinterState, PlatformState, SampleCards, Done, Refused>;

// One line without its end. The fault is a sentence that names the field and what was expected; the line did no harm.
[[nodiscard]] std::expected<Message, std::string> read_line(std::string_view line);

// Cuts what arrives into lines. A line longer than the cap is a fault of the other side: hang up.
class LineCutter {
 public:
  static constexpr std::size_t kLongestLine = std::size_t{1024} * 1024;

  // False when a line grew too long; nothing can be taken after that.
  [[nodiscard]] bool add(std::string_view bytes);
  // Empty when no whole line is there.
  [[nodiscard]] std::optional<std::string> take();

 private:
  std::string pending_;
  std::size_t searched_ = 0;
};

// --- What goes out --------------------------------------------------------------------------------------------------

// A word as a POSIX shell and Python's shlex read it back. A line's end cannot be sent and becomes a space.
[[nodiscard]] std::string shell_word(std::string_view word);

}  // namespace bianmin::dock
