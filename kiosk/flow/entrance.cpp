// From the idle screen to the start of a service.
#include "kiosk/flow/offers.h"
#include "kiosk/flow/reactions.h"

namespace bianmin::flow {
namespace {

constexpr std::size_t kLongestSearch = 24;  // letters

void ask_for_pin(Turn& turn) {
  if (turn.terminal.house.technician_pin) turn.go(EnteringPin{});
}

Home home_with(const Visit& visit) {
  Visit afresh;
  afresh.preferences = visit.preferences;
  afresh.belongings = visit.belongings;
  return Home{std::move(afresh), {}, 0};
}

void open_service(Turn& turn, Visit visit, const std::string& id) {
  auto service = find_service(turn.terminal, id);
  if (!service || why_unavailable(turn.terminal, *service)) return;
  visit.service = std::move(service);
  turn.go(Guide{std::move(visit), 0});
}

}  // namespace

void on(Turn& turn, const OutOfService& /*state*/, const Choice& pressed) {
  if (pressed.verb == Verb::OpenTechnician) ask_for_pin(turn);
}

void on(Turn& turn, const Idle& /*state*/, const Choice& pressed) {
  ChoosingLanguage next{};
  switch (pressed.verb) {
    case Verb::Begin:
      break;
    case Verb::SwitchLanguage:
      next.visit.preferences.language = Language::English;
      break;
    case Verb::LargerText:
      next.visit.preferences.large_text = true;
      break;
    case Verb::Contrast:
      next.visit.preferences.high_contrast = true;
      break;
    case Verb::LowReach:
      next.visit.preferences.low_reach = true;
      break;
    case Verb::OpenTechnician:
      ask_for_pin(turn);
      return;
    default:
      return;
  }
  turn.go(std::move(next));
}

void on(Turn& turn, const Interrupted& /*state*/, const Choice& pressed) {
  if (pressed.verb == Verb::Finish) rest(turn);
}

void on(Turn& turn, const Interrupted& /*state*/, const TimerFired& /*fired*/) { rest(turn); }

void on(Turn& turn, const ChoosingLanguage& state, const Choice& pressed) {
  if (pressed.verb == Verb::Back) return end_visit(turn);
  if (pressed.verb != Verb::ChooseLanguage) return;
  for (const Language language : kLanguages) {
    if (tag(language) != pressed.argument) continue;
    Home home{state.visit, {}, 0};
    home.visit.preferences.language = language;
    turn.go(std::move(home));
  }
}

void on(Turn& turn, const Home& state, const Choice& pressed) {
  Home next = state;
  switch (pressed.verb) {
    case Verb::Back:
      return turn.go(ChoosingLanguage{state.visit});
    case Verb::Search:
      return turn.go(Searching{state.visit, {}, 0});
    case Verb::OpenService:
      return open_service(turn, state.visit, pressed.argument);
    case Verb::OpenCategory:
      next.category = pressed.argument;
      next.page = 0;
      break;
    case Verb::Page:
      next.page = page_number(pressed.argument);
      break;
    default:
      return;
  }
  turn.go(std::move(next));
}

void on(Turn& turn, const Searching& state, const Choice& pressed) {
  Searching next = state;
  switch (pressed.verb) {
    case Verb::Back:
      return turn.go(Home{state.visit, {}, 0});
    case Verb::OpenService:
      return open_service(turn, state.visit, pressed.argument);
    case Verb::Page:
      next.page = page_number(pressed.argument);
      break;
    case Verb::Key:
      next.page = 0;
      if (pressed.argument == "backspace") {
        if (!next.typed.empty()) next.typed.pop_back();
      } else if (pressed.argument == "clear") {
        next.typed.clear();
      } else if (next.typed.size() < kLongestSearch) {
        if (pressed.argument == "space") next.typed += ' ';
        if (pressed.argument.size() == 1) next.typed += pressed.argument;
      }
      break;
    default:
      return;
  }
  turn.go(std::move(next));
}

void on(Turn& turn, const Guide& state, const Choice& pressed) {
  switch (pressed.verb) {
    case Verb::Back:
      return turn.go(home_with(state.visit));
    case Verb::Start:
      if (!why_unavailable(turn.terminal, *state.visit.service)) await_card(turn, state.visit);
      return;
    case Verb::Page: {
      Guide next = state;
      next.page = page_number(pressed.argument);
      return turn.go(std::move(next));
    }
    default:
      return;
  }
}

}  // namespace bianmin::flow
