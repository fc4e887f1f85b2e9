// No catalogue yet: said in both languages, as nobody has chosen one. Until the platform has been asked nothing is out
// of order: the terminal is starting.
#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

using scene::TextAlign;

bool starting(const Frame& frame) { return frame.terminal.health.link == flow::Link::Unknown; }

std::string title_of(const Frame& frame) {
  return starting(frame) ? frame.say("This terminal is starting") : frame.say("Out of service for the moment");
}

std::string meaning_of(const Frame& frame) {
  if (starting(frame)) return frame.say("Please wait a moment. It will be ready soon.");
  return sentences(frame, {frame.say("This terminal cannot reach the government-service platform."),
                           frame.say("It keeps trying. Please use another terminal or a counter.")});
}

scene::Node said_in(const Frame& frame) {
  std::optional<scene::Node> help;
  if (!starting(frame)) help = scene::text(help_line(frame), {.ink = scene::Ink::Soft, .align = TextAlign::Center});
  return scene::column(
      {.gap = 16},
      scene::text(title_of(frame),
                  {.size = scene::TextSize::Title, .weight = scene::Weight::Bold, .align = TextAlign::Center}),
      scene::text(meaning_of(frame), {.ink = scene::Ink::Soft, .align = TextAlign::Center}), std::move(help));
}

}  // namespace

scene::Scene show(const Frame& frame, const flow::OutOfService& /*state*/) {
  auto scene = page(frame, title_of(frame));
  scene.heading = {};
  scene.always = {};
  const Words chinese{Language::Chinese};
  const Words english{Language::English};
  auto mark = starting(frame) ? scene::spinner(200) : scene::icon("clock", 200, scene::Ink::Accent);
  scene.main = in_the_middle(scene::column({.gap = 56}, std::move(mark), said_in(Frame{frame.terminal, chinese}),
                                           said_in(Frame{frame.terminal, english})));
  return scene;
}

}  // namespace bianmin::screens
