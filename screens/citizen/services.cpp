#include "screens/citizen/services.h"

#include <algorithm>
#include <utility>

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

Node service_tile(const Frame& frame, const service::ServiceDefinition& service) {
  return as_available(frame, service,
                      scene::tile(action_id(Verb::OpenService, service.id.value), service.icon,
                                  frame.say(service.title), note_of(frame, service)));
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
