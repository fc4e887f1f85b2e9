#include "kiosk/journal/application_state.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <string>

namespace bianmin::journal {
namespace {

constexpr std::array kStates{ApplicationState::Sealed,  ApplicationState::Sending,  ApplicationState::Acknowledged,
                             ApplicationState::Unknown, ApplicationState::Rejected, ApplicationState::Quarantined};
constexpr std::array kPrintStates{PrintState::Queued, PrintState::Sent, PrintState::Confirmed, PrintState::Failed,
                                  PrintState::Unknown};

template <typename States>
std::string table_of(const States& states) {
  std::string table;
  for (const auto from : states) {
    for (const auto to : states) table += may_move(from, to) ? '+' : '.';
    table += '\n';
  }
  return table;
}

}  // namespace

TEST_CASE("an application moves only as the table allows") {
  // From row to column: Sealed, Sending, Acknowledged, Unknown, Rejected, Quarantined.
  CHECK(table_of(kStates) ==
        ".+...+\n"
        "+.++++\n"
        "......\n"
        "+++.++\n"
        "......\n"
        "......\n");
}

TEST_CASE("a print job moves only as the table allows") {
  // From row to column: Queued, Sent, Confirmed, Failed, Unknown.
  CHECK(table_of(kPrintStates) ==
        ".+.+.\n"
        "..+++\n"
        ".....\n"
        "+....\n"
        "..++.\n");
}

TEST_CASE("every state's word leads back to it") {
  for (const auto state : kStates) CHECK(application_state(to_string(state)) == state);
  for (const auto state : kPrintStates) CHECK(print_state(to_string(state)) == state);
  CHECK_FALSE(application_state("sealee"));
  CHECK_FALSE(print_state(""));
}

TEST_CASE("one changed byte never makes another state of a word") {
  for (const auto state : kStates) {
    std::string word{to_string(state)};
    for (char& letter : word) {
      const char was = letter;
      for (int value = 0; value < 256; ++value) {
        letter = static_cast<char>(value);
        if (letter != was) CHECK_FALSE(application_state(word));
      }
      letter = was;
    }
  }
}

}  // namespace bianmin::journal
