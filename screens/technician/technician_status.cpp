// Everything a technician needs in one look: what works, what does not, and what to do.
#include "screens/citizen/screens.h"
#include "screens/scene/theme.h"
#include "screens/technician/device_words.h"

namespace bianmin::screens {
namespace {

using namespace scene;
using flow::Verb;

enum class Verdict { Fine, Attend, Broken };

Node mark_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Fine:
      return icon("check", 56, Ink::Good);
    case Verdict::Attend:
      return icon("warn", 56, Ink::Care);
    case Verdict::Broken:
      return icon("bad", 56, Ink::Bad);
  }
  std::unreachable();
}

Ink ink_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Fine:
      return Ink::Good;
    case Verdict::Attend:
      return Ink::Care;
    case Verdict::Broken:
      return Ink::Bad;
  }
  std::unreachable();
}

// One thing of the terminal: its name and state, and lines below that are left out when empty.
Node thing(Verdict verdict, std::string name, std::string state, std::vector<std::string> details, std::string remedy) {
  std::vector<Node> lines{row({.gap = 24}, text(std::move(name), {.weight = Weight::Bold}, {.width = grow()}),
                              text(std::move(state), {.weight = Weight::Bold, .ink = ink_of(verdict)}))};
  for (auto& detail : details) {
    if (!detail.empty()) lines.push_back(text(std::move(detail), {.size = TextSize::Small, .ink = Ink::Soft}));
  }
  if (!remedy.empty()) lines.push_back(text("→ " + remedy, {.size = TextSize::Small, .weight = Weight::Bold}));
  return row({.padding = sides(32, 20),
              .gap = 24,
              .align = Align::Start,
              .surface = Surface::Card,
              .border = verdict == Verdict::Fine ? Border::None : Border::Line,
              .radius = kCardRadius},
             mark_of(verdict), column({.gap = 4, .width = grow()}, std::move(lines)));
}

Verdict verdict_on(const flow::DeviceHealth& device) {
  switch (device.state) {
    case flow::DeviceState::Ready:
      return Verdict::Fine;
    case flow::DeviceState::Troubled:
      return Verdict::Broken;
    case flow::DeviceState::Absent:
    case flow::DeviceState::Starting:
      return Verdict::Attend;
  }
  std::unreachable();
}

Node device_card(const Frame& frame, flow::Device device) {
  const auto& health = frame.terminal.health.of(device);
  auto verdict = verdict_on(health);
  auto remedy = remedy_for(health.trouble);
  auto state = state_words(health.state);
  if (device == flow::Device::ReceiptPrinter && verdict == Verdict::Fine) {
    const auto supplies = supplies_words(frame.terminal.health.supplies);
    if (!supplies.empty()) {
      verdict = frame.terminal.health.can_print() ? Verdict::Attend : Verdict::Broken;
      remedy = supplies;
      state = verdict == Verdict::Broken ? sentence("Cannot print") : sentence("Needs attention");
    }
  }
  const auto trouble = trouble_words(health.trouble);
  return thing(verdict, frame.say(name_of(device)), frame.say(state),
               {health.model, trouble.empty() ? std::string{} : frame.say(trouble), health.detail},
               remedy.empty() ? std::string{} : frame.say(remedy));
}

Node platform_card(const Frame& frame) {
  const auto link = frame.terminal.health.link;
  const auto backlog = frame.terminal.health.backlog;
  const bool bad = link == flow::Link::Down || link == flow::Link::Forbidden;
  const auto remedy = link_remedy(link);
  const auto verdict = bad ? Verdict::Broken : link == flow::Link::Unknown ? Verdict::Attend : Verdict::Fine;
  return thing(verdict, frame.say("Platform"), frame.say(link_words(link)),
               {backlog == 0 ? frame.say("Nothing waits to be sent")
                             : frame.words.count("{0} application waits to be sent", "{0} applications wait to be sent",
                                                 static_cast<long>(backlog))},
               remedy.empty() ? std::string{} : frame.say(remedy));
}

std::vector<Node> services_cards(const Frame& frame) {
  std::vector<Node> cards;
  const auto* catalogue = frame.terminal.catalogue.get();
  if (catalogue == nullptr) {
    cards.push_back(thing(Verdict::Broken, frame.say("Services"), frame.say("No catalogue yet"), {}, {}));
    return cards;
  }
  cards.push_back(thing(catalogue->refused.empty() ? Verdict::Fine : Verdict::Attend, frame.say("Services"),
                        frame.words.count("{0} offered", "{0} offered", static_cast<long>(catalogue->services.size())),
                        {}, {}));
  for (const auto& refused : catalogue->refused) {
    cards.push_back(thing(Verdict::Attend, frame.say("Service left out"), {}, {refused.id, refused.problem}, {}));
  }
  return cards;
}

}  // namespace

Scene show(const Frame& frame, const flow::TechnicianStatus& state) {
  auto scene = page(frame, frame.say("State of the terminal"),
                    frame.words.format("Terminal {0}, version {1}",
                                       {frame.terminal.house.terminal_number, frame.terminal.house.version}));
  std::vector<Node> cards;
  for (const auto device : flow::kDevices) {
    // Few terminals have a second card reader; a missing one is no news.
    const bool rare = device == flow::Device::SocialSecurityCardReader;
    if (rare && frame.terminal.health.of(device).state == flow::DeviceState::Absent) continue;
    cards.push_back(device_card(frame, device));
  }
  cards.push_back(platform_card(frame));
  for (auto& each : services_cards(frame)) cards.push_back(std::move(each));
  for (const auto& notice : frame.terminal.health.notices) {
    cards.push_back(thing(Verdict::Attend, frame.say("To know"), {}, {notice}, {}));
  }
  scene.main =
      column({.height = grow()}, pages_of(frame, state.page, {.portrait = 1, .landscape = 2}, 16, std::move(cards)));
  scene.actions = actions_bar(other_action(Verb::Finish, frame.say("End")),
                              main_action(frame, Verb::Retry, frame.say("Try everything again")));
  return scene;
}

}  // namespace bianmin::screens
