// What lies over a screen: help, "leave?", and "are you still there?".
#include "kiosk/flow/reactions.h"

namespace bianmin::flow {
namespace {

constexpr std::chrono::seconds kSecond{1};
constexpr std::chrono::seconds kLastCall{10};  // before the end the warning sounds again

bool something_to_lose(const Visit& visit) { return visit.service != nullptr; }

Preferences* preferences_in(State& state) {
  if (Visit* visit = visit_of(state)) return &visit->preferences;
  if (auto* goodbye = std::get_if<Goodbye>(&state)) return &goodbye->preferences;
  if (auto* interrupted = std::get_if<Interrupted>(&state)) return &interrupted->preferences;
  if (auto* pin = std::get_if<EnteringPin>(&state)) return &pin->preferences;
  if (auto* status = std::get_if<TechnicianStatus>(&state)) return &status->preferences;
  return nullptr;
}

bool change_preference(Turn& turn, Verb verb) {
  Preferences* preferences = preferences_in(turn.terminal.state);
  if (preferences == nullptr) return false;
  switch (verb) {
    case Verb::SwitchLanguage:
      preferences->language = preferences->language == Language::Chinese ? Language::English : Language::Chinese;
      return true;
    case Verb::LargerText:
      preferences->large_text = !preferences->large_text;
      return true;
    case Verb::Contrast:
      preferences->high_contrast = !preferences->high_contrast;
      return true;
    case Verb::LowReach:
      preferences->low_reach = !preferences->low_reach;
      return true;
    default:
      return false;
  }
}

void restart_idle_timer(Turn& turn, std::chrono::milliseconds after) {
  turn.terminal.idle_timer = turn.ticket();
  turn.order(StartTimer{TimerSlot::Presence, turn.terminal.idle_timer, after});
}

}  // namespace

// Waiting for the disk, the platform and the printer has limits of its own.
bool times_out(const State& state) {
  if (std::holds_alternative<Sealing>(state) || std::holds_alternative<Submitting>(state) ||
      std::holds_alternative<Printing>(state) || std::holds_alternative<CheckingCode>(state)) {
    return false;
  }
  return visit_of(state) != nullptr || std::holds_alternative<EnteringPin>(state) ||
         std::holds_alternative<TechnicianStatus>(state);
}

bool over_the_screen(Turn& turn, const Choice& pressed) {
  auto& overlay = turn.terminal.overlay;
  if (!std::holds_alternative<std::monostate>(overlay)) {
    const bool asked = std::holds_alternative<AskingToLeave>(overlay);
    const bool leaves = pressed.verb == Verb::LeaveAnyway && (asked || std::holds_alternative<StillThere>(overlay));
    // A change of language or size is welcome while a dialog is read.
    if (change_preference(turn, pressed.verb)) return true;
    if (pressed.verb != Verb::Stay && !leaves) return true;
    overlay = std::monostate{};
    if (leaves) end_visit(turn);
    return true;
  }
  switch (pressed.verb) {
    case Verb::Help:
      // Where nobody is expected, an open help would stay for ever.
      if (visit_of(turn.terminal.state) != nullptr || std::holds_alternative<Goodbye>(turn.terminal.state) ||
          std::holds_alternative<Interrupted>(turn.terminal.state)) {
        overlay = HelpShown{};
      }
      return true;
    case Verb::Leave: {
      const Visit* visit = visit_of(turn.terminal.state);
      if (visit == nullptr || std::holds_alternative<Sealing>(turn.terminal.state)) return true;
      if (something_to_lose(*visit)) {
        overlay = AskingToLeave{};
      } else {
        end_visit(turn);
      }
      return true;
    }
    default:
      return change_preference(turn, pressed.verb);
  }
}

void count_down(Turn& turn) {
  auto& overlay = turn.terminal.overlay;
  if (auto* still = std::get_if<StillThere>(&overlay)) {
    still->left -= kSecond;
    if (still->left <= std::chrono::seconds{0}) {
      overlay = std::monostate{};
      turn.note("visit.abandoned");
      return end_visit(turn);
    }
    if (still->left == kLastCall) turn.play(Sound::Attention);
    return restart_idle_timer(turn, kSecond);
  }
  // A technician who walked away has nothing to lose.
  if (visit_of(turn.terminal.state) == nullptr) return rest(turn);
  overlay = StillThere{turn.terminal.house.idle_countdown};
  turn.play(Sound::Attention);
  restart_idle_timer(turn, kSecond);
}

}  // namespace bianmin::flow
