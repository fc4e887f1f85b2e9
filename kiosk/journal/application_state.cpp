#include "kiosk/journal/application_state.h"

#include <algorithm>
#include <array>
#include <utility>

namespace bianmin::journal {
namespace {

using enum ApplicationState;

// Every move that is allowed. Acknowledged, Rejected and Quarantined are ends.
constexpr std::array<std::pair<ApplicationState, ApplicationState>, 12> kMoves{{
    {Sealed, Sending},
    {Sealed, Quarantined},
    {Sending, Sealed},  // surely nothing arrived
    {Sending, Acknowledged},
    {Sending, Unknown},
    {Sending, Rejected},
    {Sending, Quarantined},
    {Unknown, Sealed},   // asked: the platform never saw it
    {Unknown, Sending},  // the same key and bytes again
    {Unknown, Acknowledged},
    {Unknown, Rejected},
    {Unknown, Quarantined},
}};

constexpr std::array<std::pair<PrintState, PrintState>, 8> kPrintMoves{{
    {PrintState::Queued, PrintState::Sent},
    {PrintState::Queued, PrintState::Failed},
    {PrintState::Sent, PrintState::Confirmed},
    {PrintState::Sent, PrintState::Failed},
    {PrintState::Sent, PrintState::Unknown},
    {PrintState::Unknown, PrintState::Confirmed},  // somebody looked
    {PrintState::Unknown, PrintState::Failed},
    {PrintState::Failed, PrintState::Queued},  // the next rung
}};

constexpr std::array<std::pair<ApplicationState, std::string_view>, 6> kWords{{
    {Sealed, "sealed"},
    {Sending, "sending"},
    {Acknowledged, "acknowledged"},
    {Unknown, "unknown"},
    {Rejected, "rejected"},
    {Quarantined, "quarantined"},
}};

constexpr std::array<std::pair<PrintState, std::string_view>, 5> kPrintWords{{
    {PrintState::Queued, "queued"},
    {PrintState::Sent, "sent"},
    {PrintState::Confirmed, "confirmed"},
    {PrintState::Failed, "failed"},
    {PrintState::Unknown, "unknown"},
}};

template <typename State, std::size_t Size>
std::string_view word_of(const std::array<std::pair<State, std::string_view>, Size>& words, State state) {
  const auto found = std::ranges::find(words, state, &std::pair<State, std::string_view>::first);
  return found == words.end() ? "" : found->second;
}

template <typename State, std::size_t Size>
std::optional<State> state_of(const std::array<std::pair<State, std::string_view>, Size>& words,
                              std::string_view word) {
  const auto found = std::ranges::find(words, word, &std::pair<State, std::string_view>::second);
  if (found == words.end()) return std::nullopt;
  return found->first;
}

}  // namespace

bool may_move(ApplicationState from, ApplicationState to) {
  return std::ranges::find(kMoves, std::pair{from, to}) != kMoves.end();
}

bool may_move(PrintState from, PrintState to) {
  return std::ranges::find(kPrintMoves, std::pair{from, to}) != kPrintMoves.end();
}

bool is_pending(ApplicationState state) { return state == Sealed || state == Sending || state == Unknown; }

std::string_view to_string(ApplicationState state) { return word_of(kWords, state); }
std::string_view to_string(PrintState state) { return word_of(kPrintWords, state); }
std::optional<ApplicationState> application_state(std::string_view word) { return state_of(kWords, word); }
std::optional<PrintState> print_state(std::string_view word) { return state_of(kPrintWords, word); }

}  // namespace bianmin::journal
