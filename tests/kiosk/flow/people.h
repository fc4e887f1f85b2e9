#pragma once
// A small hall for the flow's tests: two services, one person, and a terminal in every situation.
#include <memory>
#include <string>
#include <vector>

#include "kiosk/flow/action.h"
#include "kiosk/flow/effect.h"
#include "kiosk/flow/transition.h"

namespace bianmin::flow::hall {

// One page: a phone number (digits), a street (text), a permit (code), a day, a choice. May wait offline.
[[nodiscard]] std::shared_ptr<const service::Catalogue> catalogue();
inline constexpr const char* kApplication = "a0000000-0000-4000-8000-000000000001";
inline constexpr const char* kQuery = "a0000000-0000-4000-8000-000000000002";

[[nodiscard]] service::Holder holder();

// All devices ready, the platform in reach, the idle screen, 22 November 2026, 09:30.
[[nodiscard]] Terminal terminal();

// As far as a visit to this service gets before anything is asked.
[[nodiscard]] Visit visit(const char* service);
[[nodiscard]] Visit identified(const char* service);
[[nodiscard]] Visit answered(const char* service);
[[nodiscard]] Visit submitted(const char* service);
[[nodiscard]] Visit accepted(const char* service);

// Every ticket that a situation of every_situation() waits for has this value.
inline constexpr Ticket kAwaited{7};
inline constexpr Ticket kStale{3};

struct Situation {
  std::string name;
  Terminal terminal;
};
[[nodiscard]] std::vector<Situation> every_situation();

struct Happening {
  std::string name;
  Event event;
};
// Every kind of event, with `ticket` where it carries one, and a press of every verb.
[[nodiscard]] std::vector<Happening> every_happening(Ticket ticket);

// "finish", "start-timer patience 8000ms"…: what an effect says, in a line; tickets left out.
[[nodiscard]] std::string in_words(const Effect& effect);
[[nodiscard]] std::string in_words(const Terminal& terminal);

[[nodiscard]] Event press(Verb verb, std::string_view argument = {});

// The effect of this kind, or null.
template <typename Wanted>
const Wanted* find(const Effects& effects) {
  for (const auto& effect : effects) {
    if (const auto* found = std::get_if<Wanted>(&effect)) return found;
  }
  return nullptr;
}

}  // namespace bianmin::flow::hall
