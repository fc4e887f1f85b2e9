#pragma once
// What kiosk.toml says, turned into what the rooms want.
#include <filesystem>
#include <vector>

#include "kiosk/flow/state.h"
#include "kiosk/runner/runner.h"
#include "kiosk/settings/settings.h"

namespace bianmin::terminal {

[[nodiscard]] flow::House house_of(const settings::Settings& settings);

// A terminal that knows nothing yet: its devices are starting or absent.
[[nodiscard]] flow::Terminal terminal_of(const settings::Settings& settings);

// `device_program`: where bianmin-device is.
[[nodiscard]] runner::RunnerOptions runner_options_of(const settings::Settings& settings,
                                                      const std::filesystem::path& device_program);

}  // namespace bianmin::terminal
