#pragma once
// What can go wrong for a technician, in words that name the thing, the place and the remedy.
#include <string>
#include <string_view>

#include "drivers/id_card_reader/id_card_reader.h"
#include "drivers/transport/card_channel.h"
#include "drivers/transport/transport.h"
#include "kiosk/base/language.h"

namespace bianmin::kioskctl {

// What kioskctl exits with; docs/kioskctl.md has the table.
enum class Exit {
  Done = 0,
  ReaderFault = 1,     // it is there and does not do its work, or went away
  WrongUse = 2,        // of the command line
  NoCard = 3,          // within the time given
  CardUnreadable = 4,  // there was one
  NotOpened = 5,       // no such reader, no right to it, or another program holds it
};

struct Trouble {
  Exit exit = Exit::ReaderFault;
  std::string_view word;  // for programs: "busy", "no-card"; docs/kioskctl.md has the table
  LocalText sentence;     // with the remedy
};

// `place` is the reader as the technician named it.
[[nodiscard]] Trouble trouble_of(drivers::TransportFault fault, const std::string& place);
[[nodiscard]] Trouble trouble_of(drivers::IdCardReaderFault fault, const std::string& place);
[[nodiscard]] Trouble trouble_of(drivers::CardLinkFault fault, const std::string& place, const std::string& detail);
[[nodiscard]] Trouble trouble_of(drivers::CardProblem problem, const std::string& place);
[[nodiscard]] Trouble no_card(const std::string& place);

}  // namespace bianmin::kioskctl
