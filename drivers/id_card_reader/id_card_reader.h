#pragma once
// A reader of resident-ID cards, in words the rest of the terminal understands.
#include <chrono>
#include <expected>
#include <string>
#include <string_view>
#include <variant>

#include "drivers/id_card_reader/id_card.h"
#include "drivers/transport/keep_going.h"
#include "drivers/transport/presence.h"

namespace bianmin::drivers {

enum class IdCardReaderFault {
  Unplugged,      // the line is gone; destroy the object and open a new one
  NoAnswer,       // nothing came back in time, twice
  GarbledAnswer,  // what came back is no frame, or the reader understands none of ours
  NotAuthorised,  // the security module has no authorisation
  Broken,         // the module's self-test failed
  Stopped,        // the caller's KeepGoing said so
};

[[nodiscard]] std::string_view to_string(IdCardReaderFault fault);

// Why a card that was there could not be read: nothing is wrong with the reader.
enum class CardProblem {
  Removed,    // taken away too soon
  Damaged,    // it answers and cannot be read, or module and card do not accept each other
  WrongKind,  // not a card for this reader
  Garbled,    // read, and its content makes no sense
};

// What to read beside the text.
struct CardWishes {
  bool fingerprints = false;
  bool management_number = false;
  bool photo = true;  // decoded, where there is a decoder
  friend bool operator==(const CardWishes&, const CardWishes&) = default;
};

using CardReading = std::variant<IdCard, CardProblem>;

// Thread: the device process's only thread. No call lasts longer than about ten seconds, and those that last call
// their KeepGoing.
class IdCardReader {
 public:
  virtual ~IdCardReader() = default;

  // Asks the module whether it works and prepares it. Gives its number, for the technician; empty where it has none.
  [[nodiscard]] virtual std::expected<std::string, IdCardReaderFault> greet(const KeepGoing& keep_going) = 0;

  // Asks the module whether it still works, without looking for a card.
  [[nodiscard]] virtual std::expected<void, IdCardReaderFault> check(const KeepGoing& keep_going) = 0;

  // Looks once. Whether a card that was read and still lies there counts is told by sees_read_card().
  [[nodiscard]] virtual std::expected<bool, IdCardReaderFault> find_card(const KeepGoing& keep_going) = 0;

  // Reads the card that find_card() has just found. A wish that card or reader cannot fulfil is left out, no fault.
  [[nodiscard]] virtual std::expected<CardReading, IdCardReaderFault> read_card(const CardWishes& wishes,
                                                                                const KeepGoing& keep_going) = 0;

  // False: a card that was read is not found again until it was lifted, so its lifting cannot be seen.
  [[nodiscard]] virtual bool sees_read_card() const = 0;

  // How long the reader must rest between two looks for a card that a citizen is about to lay.
  [[nodiscard]] virtual std::chrono::milliseconds look_pause() const = 0;

  // Tells between two calls that the reader was unplugged. Null: only a call tells. Belongs to the reader.
  [[nodiscard]] virtual Presence* presence() { return nullptr; }
};

}  // namespace bianmin::drivers
