#include "screens/citizen/services.h"

#include <algorithm>
#include <utility>

#include "screens/scene/theme.h"

namespace bianmin::screens {
namespace {

using flow::action_id;
using flow::Verb;
using scene::Node;

Node as_available(const Frame& frame, const service::ServiceDefinition& service, Node node) {
  node.target->enabled = !flow::why_unavailable(frame.terminal, service).has_value();
  return node;
}

std::string note_of(const Frame& frame, const service::ServiceDefinition& service) {
  const auto why = flow::why_unavailable(frame.terminal, service);
  return why ? why_not(frame, *why) : frame.say(service.summary);
}

}  // namespace

std::string why_not(const Frame& frame, flow::Unavailable why) {
  switch (why) {
    case flow::Unavailable::NoReader:
      return frame.say("Not available now: the card reader is not ready.");
    case flow::Unavailable::NoPrinter:
      return frame.say("Not available now: receipts cannot be printed.");
    case flow::Unavailable::NoPlatform:
      return frame.say("Not available now: the network is interrupted.");
    case flow::Unavailable::NoStorage:
      return frame.say("Not available now: this terminal cannot store applications.");
  }
  std::unreachable();
}

Node service_tile(const Frame& frame, const service::ServiceDefinition& service, bool large) {
  const auto& title = frame.say(service.title);
  const auto action = action_id(Verb::OpenService, service.id.value);
  if (!large) {
    // The guide says the summary in full; why a service cannot be begun is said here alone.
    const int lines = flow::why_unavailable(frame.terminal, service) ? 0 : 2;
    return as_available(frame, service,
                        scene::list_button(action, service.icon, title, note_of(frame, service), lines));
  }
  using scene::TextAlign;
  // What cannot be used says why to those who hear it, too.
  const auto why = flow::why_unavailable(frame.terminal, service);
  auto tile = scene::touchable(
      {.action = action, .label = why ? title + ", " + why_not(frame, *why) : title},
      scene::column(
          {.padding = scene::all(40),
           .gap = 16,
           .min_height = 400,
           .justify = scene::Justify::Center,
           .surface = scene::Surface::Card,
           .border = scene::Border::Line,
           .radius = scene::kCardRadius,
           .shadow = true},
          scene::icon(service.icon, 136, scene::Ink::Accent),
          scene::text(title,
                      {.size = scene::TextSize::Lead, .weight = scene::Weight::Bold, .align = TextAlign::Center}),
          scene::text(note_of(frame, service),
                      {.size = scene::TextSize::Small, .ink = scene::Ink::Soft, .align = TextAlign::Center})));
  return as_available(frame, service, std::move(tile));
}

Node service_line(const Frame& frame, const service::ServiceDefinition& service) {
  return as_available(
      frame, service,
      scene::list_button(action_id(Verb::OpenService, service.id.value), service.icon, frame.say(service.title)));
}

std::string documents_taken(const Frame& frame, const service::ServiceDefinition& service) {
  std::vector<std::string> names;
  for (const auto kind : service.documents) {
    auto name = frame.say(service::title(kind));
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  std::string all;
  for (const auto& name : names) {
    if (!all.empty()) all += frame.chinese() ? "、" : ", ";
    all += name;
  }
  return all;
}

}  // namespace bianmin::screens
