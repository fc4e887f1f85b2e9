// Every situation × every happening, against a table that a person can read.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/kiosk/flow/people.h"

using namespace bianmin;
using namespace bianmin::flow;

namespace {

// Sounds and the presence timer follow a rule of their own, tested elsewhere; here they would only hide the rest.
bool worth_a_word(const Effect& effect) {
  if (const auto* sound = std::get_if<PlaySound>(&effect)) return sound->sound != Sound::Tick;
  if (const auto* timer = std::get_if<StartTimer>(&effect)) return timer->slot != TimerSlot::Presence;
  if (const auto* timer = std::get_if<StopTimer>(&effect)) return timer->slot != TimerSlot::Presence;
  return true;
}

std::string row_of(const Terminal& before, const Event& event) {
  const Step step = transition(before, event);
  std::string row;
  if (hall::in_words(step.terminal) != hall::in_words(before))
    row += "-> " + hall::in_words(step.terminal) + " ";
  else if (step.terminal.state != before.state)
    row += "changed ";
  for (const auto& effect : step.effects) {
    if (worth_a_word(effect)) row += "[" + hall::in_words(effect) + "] ";
  }
  if (!row.empty()) row.pop_back();
  return row;
}

std::string table() {
  std::ostringstream text;
  for (const auto& situation : hall::every_situation()) {
    text << "== " << situation.name << "\n";
    std::string idle;
    for (const auto& happening : hall::every_happening(hall::kAwaited)) {
      const auto row = row_of(situation.terminal, happening.event);
      if (row.empty()) {
        idle += (idle.empty() ? "" : ", ") + happening.name;
      } else {
        text << happening.name << "\n    " << row << "\n";
      }
    }
    text << "nothing: " << idle << "\n\n";
  }
  return text.str();
}

}  // namespace

TEST_CASE("what every event does in every state is what the table says") {
  const std::string path = BIANMIN_SOURCE_DIR "/tests/golden/flow/table.txt";
  const auto now = table();
  if (std::getenv("BIANMIN_UPDATE_GOLDENS") != nullptr) {
    std::ofstream{path} << now;
    return;
  }
  std::ifstream file{path};
  REQUIRE(file);
  const std::string kept{std::istreambuf_iterator<char>{file}, {}};
  std::istringstream kept_lines{kept};
  std::istringstream now_lines{now};
  std::string expected;
  std::string found;
  std::string heading;
  while (std::getline(now_lines, found)) {
    std::getline(kept_lines, expected);
    if (found.starts_with("==")) heading = found;
    INFO(heading << "; when the change is meant, run with BIANMIN_UPDATE_GOLDENS=1 and read the difference");
    REQUIRE(found == expected);
  }
  CHECK(now == kept);
}

TEST_CASE("every state and every kind of event stands in the table") {
  std::set<std::size_t> states;
  for (const auto& situation : hall::every_situation()) states.insert(situation.terminal.state.index());
  CHECK(states.size() == std::variant_size_v<State>);
  std::set<std::size_t> events;
  std::set<std::string> verbs;
  for (const auto& happening : hall::every_happening(hall::kAwaited)) {
    events.insert(happening.event.index());
    if (const auto* pressed = std::get_if<Pressed>(&happening.event)) {
      if (const auto action = parse(pressed->action)) verbs.insert(std::string{to_string(action->verb)});
    }
  }
  CHECK(events.size() == std::variant_size_v<Event>);
  // The last verb of the enumeration: none may be missing before it.
  CHECK(verbs.size() == static_cast<std::size_t>(Verb::Retry) + 1);
}

TEST_CASE("a stale ticket changes no screen and orders nothing but the undoing of what it sealed") {
  for (const auto& situation : hall::every_situation()) {
    for (const auto& happening : hall::every_happening(hall::kStale)) {
      Event event = happening.event;
      // An acceptance names its application besides; here it is another one's.
      if (auto* accepted = std::get_if<PlatformAccepted>(&event)) accepted->key = {"key-of-another"};
      if (auto* refused = std::get_if<PlatformRefused>(&event)) refused->key = {"key-of-another"};
      const bool carries_ticket =
          std::holds_alternative<TimerFired>(event) || std::holds_alternative<CardSeen>(event) ||
          std::holds_alternative<CardRead>(event) || std::holds_alternative<CardUnreadable>(event) ||
          std::holds_alternative<CodeScanned>(event) || std::holds_alternative<CandidatesFound>(event) ||
          std::holds_alternative<ApplicationSealed>(event) || std::holds_alternative<SealFailed>(event) ||
          std::holds_alternative<PlatformAccepted>(event) || std::holds_alternative<PlatformRefused>(event) ||
          std::holds_alternative<PlatformSilent>(event) || std::holds_alternative<PrintFinished>(event) ||
          std::holds_alternative<BacklogStepped>(event) || std::holds_alternative<CatalogueArrived>(event) ||
          std::holds_alternative<CatalogueFailed>(event) || std::holds_alternative<PinChecked>(event);
      if (!carries_ticket) continue;
      INFO(situation.name << " × " << happening.name);
      const Step step = transition(situation.terminal, event);
      CHECK(step.terminal.state == situation.terminal.state);
      for (const auto& effect : step.effects) {
        const bool undoing = std::holds_alternative<WithdrawApplication>(effect);
        const auto* timer = std::get_if<StartTimer>(&effect);
        CHECK((undoing || (timer != nullptr && timer->slot == TimerSlot::Presence)));
      }
    }
  }
}
