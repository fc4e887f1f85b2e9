#pragma once
// Answers automation's requests on the main thread.
#include <vector>

#include "kiosk/terminal/automation.h"
#include "kiosk/terminal/stage.h"

namespace bianmin::terminal {

struct AutomationAnswer {
  std::string line;                     // one line of JSON
  std::vector<render::RawInput> input;  // what hands would have done, in order
};

[[nodiscard]] AutomationAnswer answer(const std::vector<std::string>& words, const Stage& stage,
                                      const flow::Terminal& terminal);

}  // namespace bianmin::terminal
