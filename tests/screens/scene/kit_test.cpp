#include "screens/scene/kit.h"

#include <catch2/catch_test_macros.hpp>

#include "square_text.h"

using namespace bianmin;
using namespace bianmin::scene;

namespace {

Laid lay(const Node& main) {
  Scene scene;
  scene.main = column({.gap = 24}, main);
  SquareText text;
  return layout(scene, {}, {1080, 1920}, text);
}

const Target& only_target(const Laid& laid) {
  REQUIRE(laid.hits.size() == 1);
  return laid.hits[0].target;
}

}  // namespace

TEST_CASE("a field says its value aloud, unless that is personal") {
  const auto open = lay(field({"f"}, {.label = "街道", .value = "江南大道"}));
  CHECK(only_target(open).label == "街道, 江南大道");
  const auto personal = lay(field({"f"}, {.label = "号码", .value = "1101", .personal = true}));
  CHECK(only_target(personal).label == "号码");
  CHECK(personal.spoken.back() == Spoken{"1101", true});
}

TEST_CASE("an empty field shows its hint and a wrong one says how to mend it") {
  const auto laid = lay(field({"f"}, {.label = "手机号码", .placeholder = "11 位数字", .error = "少了 2 位数字"}));
  CHECK(item_with(laid, "11 位数字") != nullptr);
  CHECK(item_with(laid, "少了 2 位数字") != nullptr);
  const Theme theme{{}};
  CHECK(std::get<LaidBox>(laid.items[laid.hits[0].item].shape).fill == theme.fill(Surface::Bad));
}

TEST_CASE("what is chosen is told by more than colour") {
  const auto picture_in = [](const Laid& laid) {
    for (const auto& item : laid.items) {
      if (const auto* picture = std::get_if<LaidPicture>(&item.shape)) return picture->name;
    }
    return std::string{};
  };
  const auto on = lay(choice({"c"}, "自有", true));
  const auto off = lay(choice({"c"}, "自有", false));
  CHECK(only_target(on).selected);
  CHECK_FALSE(only_target(off).selected);
  CHECK(picture_in(on) != picture_in(off));
  CHECK(picture_in(lay(checkbox({"c"}, "同意", true))) != picture_in(lay(checkbox({"c"}, "同意", false))));
}

TEST_CASE("the eye is held, not pressed") { CHECK(only_target(lay(eye_button({"reveal"}, "按住查看"))).hold); }

TEST_CASE("a line of ten keys fits a portrait page") {
  std::vector<Node> keys;
  for (const char c : std::string{"qwertyuiop"}) keys.push_back(key({std::string{"key:"} + c}, {c}, {c}));
  CHECK(problems(lay(row({.gap = 8}, keys))).empty());
}

TEST_CASE("the steps name the current one and count it") {
  const auto laid = lay(where_bar("居住证", {"须知", "身份", "提交"}, 1));
  CHECK(item_with(laid, "2/3") != nullptr);
  CHECK(item_with(laid, "身份") != nullptr);
  CHECK(item_with(laid, "须知") == nullptr);
}

TEST_CASE("the lines of a summary begin at one edge, with or without something beside them") {
  const auto laid = lay(card("", {fact("姓名", "张三"), fact("号码", "1101", true, eye_button({"eye"}, "查看"))}));
  CHECK(item_with(laid, "张三")->box.x == item_with(laid, "1101")->box.x);
}
