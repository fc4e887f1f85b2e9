#include "screens/scene/dump.h"

#include <catch2/catch_test_macros.hpp>

#include "screens/scene/build.h"
#include "square_text.h"

using namespace bianmin;
using namespace bianmin::scene;

TEST_CASE("a page is dumped line by line") {
  Scene scene;
  scene.name = "sample";
  scene.title = "一 \"题\"";
  scene.main =
      column({.gap = 16}, text("第一行\n第二行", {.weight = Weight::Bold}),
             touchable({.action = {"go"}, .label = "去", .enabled = false},
                       column({.height = fixed(100), .surface = Surface::Card, .radius = 24})),
             touchable({.action = {"eye"}, .label = "看", .role = Role::Checkbox, .selected = true, .hold = true},
                       column({.width = fixed(96), .height = fixed(96)})));
  SquareText text;
  const auto laid = layout(scene, {}, {1080, 1920}, text);
  CHECK(dump_targets(laid) ==
        "scene sample \"一 \\\"题\\\"\" zh-CN\n"
        "button go \"去\" disabled\n"
        "checkbox eye \"看\" selected hold\n");
  const auto all = dump(laid);
  CHECK(all.starts_with("scene sample \"一 \\\"题\\\"\" zh-CN 1080x1920\n"));
  CHECK(all.find("text 48,24 984x40 bold 40 #12233D \"第一行\\n第二行\"\n") != std::string::npos);
  CHECK(all.find("box 48,80 984x100 fill=#EAEEF4 line=#B9C4D3/2 radius=24\n") != std::string::npos);
  CHECK(all.find("target 48,196 96x96 checkbox eye") != std::string::npos);
}
