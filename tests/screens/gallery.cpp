// bianmin-gallery: pictures of every screen. Used to look at them, and by the README.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "screens/citizen/scene_of.h"
#include "screens/render/painter.h"
#include "screens/scene/layout.h"
#include "tests/screens/samples.h"

using namespace bianmin;

int main(int argc, char** argv) {
  CLI::App app{"Draws every screen of the terminal into PNG files."};
  std::string folder = "gallery";
  std::string only;
  bool english = false;
  bool landscape = false;
  flow::Preferences preferences;
  app.add_option("--into", folder, "Folder for the pictures");
  app.add_option("--only", only, "Only samples whose name contains this");
  app.add_flag("--english", english);
  app.add_flag("--large", preferences.large_text);
  app.add_flag("--contrast", preferences.high_contrast);
  app.add_flag("--low", preferences.low_reach);
  app.add_flag("--landscape", landscape);
  CLI11_PARSE(app, argc, argv);

  preferences.language = english ? Language::English : Language::Chinese;
  const screens::Words words{preferences.language};
  const scene::Viewport viewport = landscape ? scene::Viewport{1920, 1080} : scene::Viewport{1080, 1920};
  std::filesystem::create_directories(folder);
  render::Painter painter{render::Assets{}};
  int troubled = 0;
  for (const auto& sample : screens::samples::all()) {
    if (!only.empty() && !sample.name.contains(only)) continue;
    const auto terminal = screens::samples::preferring(sample.terminal, preferences);
    const auto laid =
        scene::layout(screens::scene_of(terminal, words), screens::comfort_of(terminal), viewport, painter);
    for (const auto& problem : scene::problems(laid)) {
      std::cerr << sample.name << ": " << scene::describe(problem) << '\n';
      ++troubled;
    }
    static_cast<void>(painter.paint(laid));
    const auto path = folder + "/" + sample.name + ".png";
    if (!painter.write_png(path)) {
      std::cerr << "cannot write " << path << '\n';
      return 1;
    }
  }
  return troubled == 0 ? 0 : 2;
}
