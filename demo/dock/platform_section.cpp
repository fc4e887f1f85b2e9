// What the platform and the network can be made to do wrong, and what arrived.
#include <time.h>

#include "demo/dock/sections.h"

namespace bianmin::dock {

using namespace scene;

namespace {

// RFC 3339 in UTC as the hour and minute here; what is not is shown as it came.
std::string clock_time(const std::string& time) {
  tm utc{};
  const char* end = strptime(time.c_str(), "%Y-%m-%dT%H:%M:%S", &utc);
  if (end == nullptr || !time.ends_with('Z')) return time;
  const time_t seconds = timegm(&utc);
  tm here{};
  if (localtime_r(&seconds, &here) == nullptr) return time;
  std::array<char, 16> out{};
  const auto length = strftime(out.data(), out.size(), "%H:%M:%S", &here);
  return {out.data(), length};
}

Node application_lines(const Application& application, Language language) {
  const auto whose = application.replays == 0 ? breakable(application.applicant)
                                              : words::kCameAgain.with(language, application.replays);
  return column(
      {.gap = 0},
      row({.gap = 16}, small(application.number, {.weight = Weight::Bold, .max_lines = 1}),
          small(breakable(application.service), {.align = TextAlign::End, .max_lines = 1}, {.width = grow()})),
      row({.gap = 16}, small(whose, {.ink = Ink::Soft, .max_lines = 1}, {.width = grow()}),
          small(clock_time(application.time), {.ink = Ink::Soft, .max_lines = 1})));
}

Node applications(const PlatformState& state, Language language) {
  constexpr std::size_t kShown = 3;
  std::vector<Node> lines;
  for (const auto& application : state.applications) {
    if (lines.size() == kShown) break;
    lines.push_back(application_lines(application, language));
  }
  if (lines.empty()) {
    lines.push_back(
        small(words::kNothingYet.in(language), {.ink = Ink::Soft, .align = TextAlign::Center}, {.height = grow()}));
  }
  return column({.gap = 12, .height = grow()}, divider(), std::move(lines));
}

}  // namespace

Node platform_section(const Bench& bench) {
  const auto language = bench.language;
  const auto state = bench.platform.value_or(PlatformState{});
  const Standing standing = state.listening ? Standing{words::kStored.with(language, state.stored), true}
                                            : Standing{words::kOffNetwork.in(language), false};
  return section(bench, Wire::Platform, "emblem", words::kPlatform, standing,
                 {troubles(bench, Wire::Platform, 3,
                           {{words::kNetworkDown, "go-away", "come-back", !state.listening},
                            {words::kSlow, "slow 3000", "slow off", state.slow_ms > 0},
                            {words::kError, "error 503", "error off", state.error > 0},
                            {words::kDropReply, "drop-reply 1", "drop-reply off", state.drops_reply},
                            on_off(words::kRefuse, "refuse", state.refuse),
                            on_off(words::kForbid, "forbid", state.forbid)}),
                  applications(state, language)});
}

}  // namespace bianmin::dock
