// Sealing and submitting: what is happening, no more and no less.
#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using namespace scene;

// One of the two stages an application goes through.
Node stage(const std::string& sign, Ink ink, std::string words) {
  return row({.gap = 24, .min_height = 80, .align = Align::Center}, icon(sign, 56, ink),
             text(std::move(words), {.ink = ink == Ink::Soft ? Ink::Soft : Ink::Normal}, {.width = grow()}));
}

bool is_query(const flow::Visit& visit) { return visit.service->kind == service::ServiceKind::Query; }

}  // namespace

Scene show(const Frame& frame, const flow::Sealing& state) {
  auto scene = page(
      frame,
      is_query(state.visit) ? frame.say("Your query is being prepared") : frame.say("Your application is being stored"),
      frame.say("Please wait. Nothing has left this terminal yet."));
  scene.main = column({.gap = 32, .height = grow()},
                      waiting(frame.say("Being stored safely on this terminal"), frame.say("This takes a moment.")),
                      card({}, {stage("clock", Ink::Accent, frame.say("Store safely on this terminal")),
                                stage("clock", Ink::Soft, frame.say("Send to the platform"))}));
  return scene;
}

Scene show(const Frame& frame, const flow::Submitting& state) {
  const auto seconds = frame.terminal.house.platform_patience.count();
  auto scene =
      page(frame,
           is_query(state.visit) ? frame.say("Your query is being made") : frame.say("Your application is being sent"),
           frame.say("Please wait. It is stored already and cannot be lost."));
  scene.main = column({.gap = 32, .height = grow()},
                      waiting(frame.say("Waiting for the platform to answer"),
                              frame.words.count("At most {0} second", "At most {0} seconds", seconds)),
                      card({}, {stage("check", Ink::Good, frame.say("Stored safely on this terminal")),
                                stage("clock", Ink::Accent, frame.say("Send to the platform"))}));
  return scene;
}

}  // namespace bianmin::screens
