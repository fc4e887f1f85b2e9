// What became of it, and what comes next. "Accepted" looks different from "stored here".
#include "screens/citizen/screens.h"
#include "screens/citizen/submitted.h"

namespace bianmin::screens {
namespace {

using namespace scene;

std::vector<Node> what_comes_next(const Frame& frame, const flow::Visit& visit) {
  std::vector<Node> steps;
  const auto step = [&steps](std::string words) {
    steps.push_back(bullet(std::to_string(steps.size() + 1), std::move(words)));
  };
  if (visit.belongings.receipt_in_slot) step(frame.say("Take your receipt from the slot."));
  if (!accepted(*visit.submitted)) {
    step(frame.say("Keep this number to ask the staff about it."));
  } else if (visit.service->kind == service::ServiceKind::Application) {
    step(frame.words.format("Time needed: {0}.", {frame.say(visit.service->guide.time_limit)}));
    step(frame.say("Keep the number. With it you can ask how far it has got."));
    steps.back().style.decor = true;  // that it is kept, its size says already
  }
  return steps;
}

Node outcome(const Frame& frame, const flow::Visit& visit) {
  const bool query = visit.service->kind == service::ServiceKind::Query;
  const bool large = visit.preferences.large_text;
  const auto number = std::vector{large_number(frame, *visit.submitted)};
  if (!accepted(*visit.submitted)) {
    return statement(Surface::Care, "stored", frame.say("Stored here, not yet sent"),
                     frame.say("It will be sent automatically. Please do not submit it again."), number, large);
  }
  return statement(Surface::Good, "check", query ? frame.say("Query answered") : frame.say("Application accepted"), {},
                   number, large);
}

}  // namespace

Scene show(const Frame& frame, const flow::Finished& state) {
  const auto& visit = state.visit;
  auto scene = page(frame, accepted(*visit.submitted) ? frame.say("Done") : frame.say("Stored, waiting to be sent"));
  auto steps = what_comes_next(frame, visit);
  std::optional<Node> next;
  if (!steps.empty()) next = card(frame.say("What comes next"), std::move(steps));
  scene.main = column({.gap = 32, .height = grow()}, outcome(frame, visit), std::move(next));
  scene.actions = actions_bar({}, main_action(frame, flow::Verb::Next, frame.say("Finish")));
  return scene;
}

}  // namespace bianmin::screens
