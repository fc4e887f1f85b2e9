#include "screens/citizen/scene_of.h"

#include <variant>

#include "screens/citizen/screens.h"

namespace bianmin::screens {

scene::Scene scene_of(const flow::Terminal& terminal, const Words& words) {
  const Frame frame{terminal, words};
  auto scene = std::visit([&frame](const auto& state) { return show(frame, state); }, terminal.state);
  scene.name = flow::name_of(terminal.state);
  scene.dialog = overlay_of(frame);
  return scene;
}

scene::Comfort comfort_of(const flow::Terminal& terminal) {
  const auto preferences = flow::preferences_of(terminal.state);
  return {.larger_text = preferences.large_text,
          .high_contrast = preferences.high_contrast,
          .low_reach = preferences.low_reach};
}

}  // namespace bianmin::screens
