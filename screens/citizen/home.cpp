#include "screens/citizen/screens.h"
#include "screens/citizen/services.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using flow::action_id;
using flow::Verb;

// More than these would push the services off the page; "All" and the search reach the rest.
constexpr std::size_t kTabs = 6;

std::optional<Node> tabs(const Frame& frame, const std::string& chosen) {
  const auto categories = flow::categories_in(frame.terminal);
  if (categories.size() < 2) return std::nullopt;
  std::vector<Node> all{tab(action_id(Verb::OpenCategory), frame.say("All"), chosen.empty())};
  for (const auto* category : categories) {
    if (all.size() == kTabs) break;
    all.push_back(tab(action_id(Verb::OpenCategory, category->id), frame.say(category->title), chosen == category->id));
  }
  return wrap({.gap = 16}, std::move(all));
}

}  // namespace

Scene show(const Frame& frame, const flow::Home& state) {
  auto scene = page(frame, frame.say("What would you like to do?"));
  std::vector<Node> tiles;
  for (const auto* service : flow::services_in(frame.terminal, state.category)) {
    tiles.push_back(service_tile(frame, *service));
  }
  scene.main =
      column({.gap = 32, .height = grow()}, other_action(Verb::Search, frame.say("Search for a service"), "search"),
             tabs(frame, state.category),
             pages_of(frame, state.page, {.portrait = 2, .landscape = 3, .dense = 1}, 24, std::move(tiles)));
  scene.actions = actions_bar(back(frame), {});
  return scene;
}

}  // namespace bianmin::screens
