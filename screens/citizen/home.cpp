#include "screens/citizen/screens.h"
#include "screens/citizen/services.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using flow::action_id;
using flow::Verb;

// More than these would push the services off the page; "All" and the search reach the rest.
constexpr std::size_t kTabs = 6;
// So few have large tiles.
constexpr std::size_t kFewServices = 4;

// In low reach there is no room for them: the services of all kinds are paged through instead.
std::optional<Node> tabs(const Frame& frame, const std::string& chosen) {
  const auto categories = flow::categories_in(frame.terminal);
  if (categories.size() < 2 || flow::preferences_of(frame.terminal.state).low_reach) return std::nullopt;
  std::vector<Node> all{tab(action_id(Verb::OpenCategory), frame.say("All"), chosen.empty())};
  for (const auto* category : categories) {
    if (all.size() == kTabs) break;
    all.push_back(tab(action_id(Verb::OpenCategory, category->id), frame.say(category->title), chosen == category->id));
  }
  return wrap({.gap = 16}, std::move(all));
}

TileLook look_for(std::size_t services, const flow::Preferences& preferences) {
  if (preferences.low_reach) return preferences.large_text ? TileLook::Line : TileLook::Flat;
  return services <= kFewServices && !preferences.large_text ? TileLook::Large : TileLook::Upright;
}

}  // namespace

Scene show(const Frame& frame, const flow::Home& state) {
  auto scene = page(frame, frame.say("What would you like to do?"));
  const auto services = flow::services_in(frame.terminal, state.category);
  const auto& preferences = state.visit.preferences;
  const auto look = look_for(services.size(), preferences);
  std::vector<Node> tiles;
  for (const auto* service : services) tiles.push_back(service_tile(frame, *service, look));
  const int abreast = look == TileLook::Upright && !preferences.large_text ? 3 : 2;
  const Columns columns =
      look == TileLook::Line ? Columns{.portrait = 1, .landscape = 2} : Columns{.portrait = 2, .landscape = abreast};
  scene.main = column({.gap = 24, .height = grow()}, tabs(frame, state.category),
                      pages_of(frame, state.page, columns, look == TileLook::Large ? 24 : 16, std::move(tiles)));
  // Where the hand is, and out of the way of the list.
  scene.actions = actions_bar(back(frame), other_action(Verb::Search, frame.say("Search for a service"), "search"));
  return scene;
}

}  // namespace bianmin::screens
