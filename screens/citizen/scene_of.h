#pragma once
// What the terminal shows: the one way from the mind's state to a scene. Pure; thread: any.
#include "kiosk/flow/state.h"
#include "screens/scene/scene.h"
#include "screens/words/words.h"

namespace bianmin::screens {

// `words` speaks flow::preferences_of(terminal.state).language. The scene's name is flow::name_of(terminal.state).
[[nodiscard]] scene::Scene scene_of(const flow::Terminal& terminal, const Words& words);

// How this scene is to be laid out.
[[nodiscard]] scene::Comfort comfort_of(const flow::Terminal& terminal);

}  // namespace bianmin::screens
