#include "kiosk/service/search.h"
#include "screens/citizen/keyboard.h"
#include "screens/citizen/screens.h"
#include "screens/citizen/services.h"

namespace bianmin::screens {
namespace {

using namespace scene;

Node hint(std::string words) {
  return column({.height = grow(3), .justify = Justify::Center},
                text(std::move(words), {.ink = Ink::Soft, .align = TextAlign::Center}));
}

Node results(const Frame& frame, const flow::Searching& state) {
  if (state.typed.empty()) {
    return hint(
        frame.say("Services appear here while you type. English words or the first letters of the pinyin will do."));
  }
  std::vector<Node> lines;
  if (frame.terminal.catalogue) {
    const auto& services = frame.terminal.catalogue->services;
    for (const auto index : service::search(services, state.typed))
      lines.push_back(service_line(frame, services[index]));
  }
  if (lines.empty()) return hint(frame.say("Nothing found. Please try another word, or fewer letters."));
  auto pages = pages_of(frame, state.page, {.portrait = 1, .landscape = 1}, 16, std::move(lines));
  pages.style.height = grow(3);
  return pages;
}

}  // namespace

Scene show(const Frame& frame, const flow::Searching& state) {
  const bool low = state.visit.preferences.low_reach;
  auto scene = page(frame, frame.say("Find a service"));
  scene.heading = column({.gap = 24}, std::move(scene.heading),
                         entry_box({.text = state.typed, .placeholder = frame.say("Name of the service")}));
  LastRow last;
  if (low) last.before = back_key(frame);
  scene.main = column({.gap = 24, .height = grow()}, results(frame, state), search_keyboard(frame, std::move(last)));
  if (!low) scene.actions = actions_bar(back(frame), {});
  return scene;
}

}  // namespace bianmin::screens
