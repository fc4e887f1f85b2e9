// No catalogue yet: said in both languages, as nobody has chosen one.
#include "screens/citizen/screens.h"

namespace bianmin::screens {
namespace {

std::vector<scene::Node> said_in(const Frame& frame) {
  using scene::TextAlign;
  using scene::TextSize;
  return {
      scene::text(frame.say("Out of service for the moment"),
                  {.size = TextSize::Title, .weight = scene::Weight::Bold, .align = TextAlign::Center}),
      scene::text(sentences(frame, {frame.say("This terminal cannot reach the government-service platform."),
                                    frame.say("It keeps trying by itself. Please use another terminal or a counter.")}),
                  {.size = TextSize::Body, .ink = scene::Ink::Soft, .align = TextAlign::Center}),
      scene::text(help_line(frame), {.ink = scene::Ink::Soft, .align = TextAlign::Center})};
}

}  // namespace

scene::Scene show(const Frame& frame, const flow::OutOfService& /*state*/) {
  auto scene = page(frame, frame.say("Out of service for the moment"));
  scene.heading = {};
  scene.always = {};
  const Words chinese{Language::Chinese};
  const Words english{Language::English};
  scene.main = in_the_middle(scene::column({.gap = 48}, scene::icon("clock", 200, scene::Ink::Accent),
                                           scene::column({.gap = 16}, said_in(Frame{frame.terminal, chinese})),
                                           scene::column({.gap = 16}, said_in(Frame{frame.terminal, english}))));
  return scene;
}

}  // namespace bianmin::screens
