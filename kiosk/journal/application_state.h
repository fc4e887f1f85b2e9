#pragma once
// Where an application or a print job stands, and which moves are allowed. Pure.
#include <optional>
#include <string_view>

namespace bianmin::journal {

enum class ApplicationState {
  Sealed,        // on disk, and nothing of it can be with the platform
  Sending,       // the first byte may leave at any moment
  Acknowledged,  // the platform has it
  Unknown,       // it may have arrived: ask before resending
  Rejected,      // the platform refused it for good
  Quarantined,   // never sent again without a person's decision
};

enum class PrintState {
  Queued,
  Sent,       // handed to the printer
  Confirmed,  // the printer says that it is on paper
  Failed,
  Unknown,  // it may be on paper
};

// Whether an application may go from one state to another. A state is never a move to itself.
[[nodiscard]] bool may_move(ApplicationState from, ApplicationState to);
[[nodiscard]] bool may_move(PrintState from, PrintState to);

// Sealed, Sending and Unknown: the platform has still to hear of it or be asked.
[[nodiscard]] bool is_pending(ApplicationState state);

// The words stored on disk: no word becomes another by one changed byte.
[[nodiscard]] std::string_view to_string(ApplicationState state);
[[nodiscard]] std::string_view to_string(PrintState state);
[[nodiscard]] std::optional<ApplicationState> application_state(std::string_view word);
[[nodiscard]] std::optional<PrintState> print_state(std::string_view word);

}  // namespace bianmin::journal
