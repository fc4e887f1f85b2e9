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

Node service_tile(const Frame& frame, const service::ServiceDefinition& service, TileLook look) {
  using namespace scene;
  const auto& title = frame.say(service.title);
  const auto action = action_id(Verb::OpenService, service.id.value);
  const auto why = flow::why_unavailable(frame.terminal, service);
  if (look == TileLook::Line) {
    // The guide says the summary in full; why a service cannot be begun is said here alone.
    return as_available(frame, service, list_button(action, service.icon, title, note_of(frame, service), why ? 0 : 2));
  }
  const bool upright = look != TileLook::Flat;
  std::optional<Node> note;
  if (look == TileLook::Large || why) {
    note = text(note_of(frame, service),
                {.size = TextSize::Small, .ink = Ink::Soft, .align = upright ? TextAlign::Center : TextAlign::Start});
  }
  // Icons of one line stand at one height, however many lines the titles have.
  Style style{.padding = sides(24, 20),
              .gap = 12,
              .min_height = 208,
              .surface = Surface::Card,
              .border = Border::Line,
              .radius = kCardRadius,
              .shadow = true};
  // What cannot be used says why to those who hear it, too.
  Target target{.action = action, .label = why ? title + ", " + why_not(frame, *why) : title};
  if (!upright) {
    style.padding = sides(24, 8);
    style.gap = 24;
    style.height = grow();
    style.min_height = 136;
    style.align = Align::Center;
    return as_available(
        frame, service,
        touchable(std::move(target), row(style, icon(service.icon, 72, Ink::Accent),
                                         column({.gap = 4, .width = grow(), .justify = Justify::Center},
                                                text(title, {.weight = Weight::Bold}), std::move(note)))));
  }
  const bool large = look == TileLook::Large;
  if (large) {
    style.padding = sides(32, 48);
    style.gap = 16;
    style.min_height = 400;
  }
  return as_available(frame, service,
                      touchable(std::move(target), column(style, icon(service.icon, large ? 136 : 96, Ink::Accent),
                                                          text(title, {.size = large ? TextSize::Lead : TextSize::Body,
                                                                       .weight = Weight::Bold,
                                                                       .align = TextAlign::Center}),
                                                          std::move(note))));
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
