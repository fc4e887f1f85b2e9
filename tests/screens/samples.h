#pragma once
// Terminals in every situation, with people and services one can believe in: what tests and the gallery show.
#include <string>
#include <vector>

#include "kiosk/flow/state.h"

namespace bianmin::screens::samples {

struct Sample {
  std::string name;  // the state's, and what is special: "card-refused-expired"
  flow::Terminal terminal;
};

// At least one of every state and overlay. In Chinese and without any comfort asked for.
[[nodiscard]] const std::vector<Sample>& all();

// The same terminal for somebody who asked for these.
[[nodiscard]] flow::Terminal preferring(flow::Terminal terminal, const flow::Preferences& preferences);

}  // namespace bianmin::screens::samples
