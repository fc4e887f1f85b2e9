// A visit leaves nothing of itself behind.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <string>

#include "screens/render/painter.h"
#include "screens/scene/kit.h"

using namespace bianmin;

namespace {

// How often the words are anywhere in this process's writable memory. `mark` is the words with every byte one higher,
// so that the search does not find itself.
int times_in_memory(const std::string& mark) {
  std::ifstream maps{"/proc/self/maps"};
  std::ifstream memory{"/proc/self/mem", std::ios::binary};
  int found = 0;
  for (std::string line; std::getline(maps, line);) {
    unsigned long from = 0;
    unsigned long to = 0;
    char rights[5] = {};
    if (std::sscanf(line.c_str(), "%lx-%lx %4s", &from, &to, rights) != 3 || std::strncmp(rights, "rw", 2) != 0)
      continue;
    std::string bytes(to - from, '\0');
    memory.clear();
    memory.seekg(static_cast<std::streamoff>(from));
    if (!memory.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) continue;
    const auto same = [](char byte, char marked) { return static_cast<char>(byte + 1) == marked; };
    for (auto at = bytes.begin(); (at = std::search(at, bytes.end(), mark.begin(), mark.end(), same)) != bytes.end();
         ++at) {
      ++found;
    }
    std::fill(bytes.begin(), bytes.end(), '\0');
  }
  return found;
}

std::string unmark(std::string mark) {
  for (auto& byte : mark) byte = static_cast<char>(byte - 1);
  return mark;
}

}  // namespace

TEST_CASE("after a visit no words of it are in memory and no pixels of it on the page") {
  const std::string mark = "Obnf.pg.tpnfcpez.51228:";
  render::Painter painter{render::Assets{}};
  {
    scene::Scene page;
    page.name = "personal";
    page.main = scene::column({}, scene::fact("姓名", unmark(mark), true), scene::code(unmark(mark)));
    auto laid = scene::layout(page, {}, {1080, 1920}, painter);
    static_cast<void>(painter.paint(laid));
    REQUIRE(times_in_memory(mark) > 0);
    // The page's own copies are the caller's to wipe; here they are the test's.
    const auto wipe = [](std::string& words) { std::memset(words.data(), 0, words.size()); };
    for (auto& item : laid.items) {
      if (auto* text = std::get_if<scene::LaidText>(&item.shape)) wipe(text->words);
      if (auto* code = std::get_if<scene::LaidCode>(&item.shape)) wipe(code->bytes);
    }
    for (auto& spoken : laid.spoken) wipe(spoken.words);
    for (auto& child : page.main.children) {
      if (auto* code = std::get_if<scene::Code>(&child.content)) wipe(code->bytes);
      for (auto& part : child.children) {
        if (auto* text = std::get_if<scene::Text>(&part.content)) wipe(text->words);
      }
    }
  }
  painter.forget();
  const auto pixels = painter.pixels();
  CHECK(std::all_of(pixels.first, pixels.first + pixels.width * pixels.height, [](auto pixel) { return pixel == 0; }));
  CHECK(times_in_memory(mark) == 0);
}
