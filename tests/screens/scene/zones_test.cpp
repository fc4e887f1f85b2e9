#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "screens/scene/kit.h"
#include "square_text.h"

using namespace bianmin;
using namespace bianmin::scene;

namespace {

Scene visit_page() {
  Scene scene;
  scene.name = "form";
  scene.title = "请填写";
  scene.place = place_bar("政务服务中心", "14:05", "A-03");
  scene.where = where_bar("居住证", {"须知", "填写", "核对"}, 1);
  scene.heading = heading("请填写", "三项");
  scene.main = column({.gap = 24}, text("看的"), choice({"pick:1"}, "一", true), choice({"pick:2"}, "二", false));
  scene.actions = actions_bar(back_button({"back"}, "返回"), submit_button({"submit"}, "下一步"));
  scene.always = always_bar({always_button({"help"}, "help", "帮助"), always_button({"leave"}, "leave", "结束")});
  return scene;
}

Laid lay(const Scene& scene, Comfort comfort = {}, Viewport viewport = {1080, 1920}) {
  SquareText text;
  return layout(scene, comfort, viewport, text);
}

std::vector<std::string> focus_order(const Laid& laid) {
  std::vector<std::string> order;
  for (const auto& hit : laid.hits) order.push_back(hit.target.action.value);
  return order;
}

}  // namespace

TEST_CASE("a portrait page has its zones where they belong") {
  const auto laid = lay(visit_page());
  CHECK(problems(laid).empty());
  CHECK(laid.items[0].box == Rect{0, 0, 1080, 144});
  CHECK(laid.hit_of({"submit"})->box.right() == 1080 - kMargin);
  CHECK(laid.hit_of({"submit"})->box.y >= 1560);
  CHECK(laid.hit_of({"submit"})->box.bottom() <= 1776);
  CHECK(laid.hit_of({"submit"})->box.height >= 120);
  CHECK(laid.hit_of({"back"})->box.x == kMargin);
  CHECK(laid.hit_of({"help"})->box.y >= 1776);
  CHECK(laid.hit_of({"pick:1"})->box.y > 264);
}

TEST_CASE("a landscape page has its titles and what is always there in the left third") {
  const auto laid = lay(visit_page(), {}, {1920, 1080});
  CHECK(problems(laid).empty());
  CHECK(item_with(laid, "请填写")->box.right() <= 640);
  CHECK(laid.hit_of({"help"})->box.right() <= 640);
  CHECK(laid.hit_of({"pick:1"})->box.x >= 640);
  CHECK(laid.hit_of({"submit"})->box.right() == 1920 - kMargin);
  CHECK(laid.hit_of({"submit"})->box.bottom() <= 1080);
}

TEST_CASE("a landscape page without titles has the whole width, and what is always there at its bottom") {
  auto scene = visit_page();
  scene.where = {};
  scene.heading = {};
  const auto laid = lay(scene, {}, {1920, 1080});
  CHECK(problems(laid).empty());
  CHECK(laid.hit_of({"pick:1"})->box.x == kMargin);
  CHECK(laid.hit_of({"pick:1"})->box.right() == 1920 - kMargin);
  CHECK(laid.hit_of({"help"})->box.y == laid.hit_of({"leave"})->box.y);
  CHECK(laid.hit_of({"help"})->box.y > laid.hit_of({"submit"})->box.y);
  // The bar at the top is as tall as on any other page.
  CHECK(laid.items[0].box == lay(visit_page(), {}, {1920, 1080}).items[0].box);
}

TEST_CASE("what belongs to one shape of panel is not there on the other") {
  auto scene = visit_page();
  scene.main = column({}, text("高", {}, {.panel = Panel::Portrait}), text("宽", {}, {.panel = Panel::Landscape}));
  const auto says = [&](Viewport viewport, const std::string& words) {
    const auto laid = lay(scene, {}, viewport);
    return std::ranges::count(laid.spoken, words, &Spoken::words) == 1;
  };
  CHECK(says({1080, 1920}, "高"));
  CHECK_FALSE(says({1080, 1920}, "宽"));
  CHECK(says({1920, 1080}, "宽"));
  CHECK_FALSE(says({1920, 1080}, "高"));
}

TEST_CASE("focus goes through the page as it is written, in either shape") {
  const auto viewport = GENERATE(Viewport{1080, 1920}, Viewport{1920, 1080});
  CHECK(focus_order(lay(visit_page(), {}, viewport)) ==
        std::vector<std::string>{"pick:1", "pick:2", "back", "submit", "help", "leave"});
}

TEST_CASE("any panel of the same shape shows the same page, smaller or larger") {
  const auto full = lay(visit_page());
  const auto half = lay(visit_page(), {}, {540, 960});
  REQUIRE(full.hits.size() == half.hits.size());
  for (std::size_t i = 0; i < full.hits.size(); ++i) {
    CHECK(std::abs(full.hits[i].box.x - 2 * half.hits[i].box.x) <= 4);
    CHECK(std::abs(full.hits[i].box.width - 2 * half.hits[i].box.width) <= 4);
  }
  CHECK(problems(half).empty());
}

TEST_CASE("a panel of another shape gives the main zone what it has more") {
  const auto taller = lay(visit_page(), {}, {1080, 2160});
  CHECK(taller.hit_of({"submit"})->box.y - lay(visit_page()).hit_of({"submit"})->box.y == 240);
  CHECK(problems(taller).empty());
}

TEST_CASE("low reach brings everything the hand needs into the lower half") {
  const auto laid = lay(visit_page(), {.low_reach = true});
  CHECK(problems(laid).empty());
  for (const auto& hit : laid.hits) CHECK(hit.box.y >= 960);
  CHECK(item_with(laid, "看的")->box.y < 960);
}

TEST_CASE("larger text is larger by a third, and the page still holds it") {
  const auto viewport = GENERATE(Viewport{1080, 1920}, Viewport{1920, 1080});
  const auto plain = lay(visit_page(), {}, viewport);
  const auto larger = lay(visit_page(), {.larger_text = true}, viewport);
  const auto size = [](const Laid& laid) { return std::get<LaidText>(item_with(laid, "看的")->shape).style.pixels; };
  CHECK(size(larger) == size(plain) * kLargerText);
  CHECK(problems(larger).empty());
}

TEST_CASE("a dialog takes all touches, all focus and all words") {
  auto scene = visit_page();
  scene.dialog = dialog(countdown(20, 30), "您还在吗", "将要结束",
                        {submit_button({"stay"}, "继续"), quiet_button({"end"}, "结束")});
  const auto laid = lay(scene);
  CHECK(focus_order(laid) == std::vector<std::string>{"stay", "end"});
  CHECK(laid.hit_at({540, 1850}) == nullptr);
  REQUIRE(!laid.spoken.empty());
  CHECK(laid.spoken.front().words == "您还在吗");
  CHECK(problems(laid).empty());
  SECTION("and lies low in low reach") {
    for (const auto& hit : lay(scene, {.low_reach = true}).hits) CHECK(hit.box.y >= 960);
  }
}

TEST_CASE("speech begins with the title and follows the order of focus") {
  const auto laid = lay(visit_page());
  std::vector<std::string> words;
  for (const auto& spoken : laid.spoken) words.push_back(spoken.words);
  CHECK(words.front() == "请填写");
  CHECK(std::count(words.begin(), words.end(), "请填写") == 1);
  const auto at = [&](const std::string& word) { return std::find(words.begin(), words.end(), word) - words.begin(); };
  CHECK(at("三项") < at("看的"));
  CHECK(at("看的") < at("一"));
  CHECK(at("一") < at("二"));
  CHECK(at("二") < at("返回"));
  CHECK(at("返回") < at("下一步"));
  CHECK(at("下一步") < at("帮助"));
}

TEST_CASE("zones that a scene leaves empty take no room") {
  auto scene = visit_page();
  scene.where = {};
  scene.actions = {};
  scene.main = touchable({.action = {"all"}, .label = "all"}, column({.height = grow()}));
  const auto with = lay(scene).hit_of({"all"})->box;
  CHECK(with.bottom() > 1700);
  CHECK(with.bottom() <= 1776);
}
