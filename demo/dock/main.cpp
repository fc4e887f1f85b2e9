// bianmin-dock: the window that works the emulated devices and the reference platform.
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>

#include "demo/dock/window.h"
#include "screens/render/memory_presenter.h"
#include "screens/render/sdl_presenter.h"

namespace bianmin::dock {
namespace {

// How long a picture waits for the programs whose sockets were named.
constexpr std::chrono::seconds kPicturePatience{5};

int take_picture(DockOptions options, scene::Size size, const std::string& path) {
  render::MemoryPresenter presenter{size};
  DockWindow window{std::move(options), presenter};
  window.stand_still();
  const auto limit = std::chrono::steady_clock::now() + kPicturePatience;
  while (!window.complete() && std::chrono::steady_clock::now() < limit) {
    if (!window.turn(limit)) break;
  }
  if (!window.complete()) spdlog::warn("not every program answered; the picture shows it as not running");
  return window.write_png(path) ? 0 : 1;
}

int show_window(DockOptions options, scene::Size size, const std::array<int, 4>& part) {
  const auto [left, top, width, height] = part;
  auto presenter = render::SdlPresenter::open(
      {.title = "便民 工作台 · Bianmin Dock", .panel = size, .part = {left, top, width, height}});
  if (!presenter) {
    spdlog::error("{}; give --png PATH for a picture instead", presenter.error());
    return 1;
  }
  DockWindow{std::move(options), **presenter}.run();
  return 0;
}

int run(int count, char** words) {
  DockOptions options;
  std::string picture;
  std::string assets;
  scene::Size size = kWindow;
  std::array<int, 4> part{0, 0, 100, 100};
  CLI::App app{"Works the emulated devices and the reference platform with the mouse."};
  for (const auto wire : kWires) {
    const std::string name{name_of(wire)};
    app.add_option("--" + name, options.sockets[index(wire)], "control socket of the " + name)->type_name("SOCK");
  }
  app.add_option("--operator-url", options.operator_url, "where the operator's page is, to be shown")->type_name("URL");
  const std::map<std::string, Language> languages{{std::string{tag(Language::Chinese)}, Language::Chinese},
                                                  {std::string{tag(Language::English)}, Language::English}};
  app.add_option("--language", options.language, "zh-CN or en; a button changes it")
      ->transform(CLI::CheckedTransformer(languages))
      ->type_name("TAG");
  app.add_option("--window-part", part, "part of the desktop for the window: left,top,width,height in %")
      ->delimiter(',')
      ->check(CLI::Range(0, 100))
      ->type_name("L,T,W,H");
  app.add_option("--png", picture, "write one picture of the window as things stand, and end")->type_name("PATH");
  app.add_option("--width", size.width, "of the window, in pixels")
      ->check(CLI::Range(320, 7680))
      ->capture_default_str();
  app.add_option("--height", size.height, "of the window, in pixels")
      ->check(CLI::Range(240, 4320))
      ->capture_default_str();
  app.add_option("--assets", assets, "folder of icons/, instead of the one built in")->type_name("DIR");
  CLI11_PARSE(app, count, words);
  if (!assets.empty()) options.assets = render::Assets{assets};
  return picture.empty() ? show_window(std::move(options), size, part)
                         : take_picture(std::move(options), size, picture);
}

}  // namespace
}  // namespace bianmin::dock

int main(int count, char** words) {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("dock"));
  return bianmin::dock::run(count, words);
}
