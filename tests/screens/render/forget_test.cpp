// A visit leaves nothing of itself behind. This program is linked with bianmin_wiping_free, so what is given back is
// wiped; what the drawing still holds is what is tried here.
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
#ifdef BIANMIN_SANITIZED
  SKIP("the sanitizers keep what is freed, on purpose");
#endif
  // Longer than what the heap itself writes into memory given back; its end is what is looked for.
  const std::string whole = "Obnf.pg.tpnfcpez.xip.mjwft.tpnfxifsf.jo.uif.djuz.51228:";
  const std::string mark = whole.substr(whole.size() - 24);
  render::Painter painter{render::Assets{}};
  {
    scene::Scene page;
    page.name = "personal";
    page.main = scene::column({}, scene::fact("姓名", unmark(whole), true), scene::code(unmark(whole)));
    const auto laid = scene::layout(page, {}, {1080, 1920}, painter);
    static_cast<void>(painter.paint(laid));
    REQUIRE(times_in_memory(mark) > 0);
  }
  painter.forget();
  const auto pixels = painter.pixels();
  CHECK(std::all_of(pixels.first, pixels.first + pixels.width * pixels.height, [](auto pixel) { return pixel == 0; }));
  CHECK(times_in_memory(mark) == 0);
}
