#include <catch2/catch_test_macros.hpp>

#include "screens/scene/kit.h"
#include "square_text.h"

using namespace bianmin;
using namespace bianmin::scene;

namespace {

std::vector<Node> lines(int count) {
  std::vector<Node> nodes;
  for (int i = 0; i < count; ++i) nodes.push_back(choice({"pick:" + std::to_string(i)}, "项", false));
  return nodes;
}

Laid lay(int items, int page, Comfort comfort = {}, Columns columns = {1}) {
  Scene scene;
  scene.main = paged({.page = page, .previous_label = "上一页", .next_label = "下一页", .columns = columns},
                     {.gap = 16, .height = grow()}, lines(items));
  scene.always = always_bar({always_button({"help"}, "help", "帮助")});
  SquareText text;
  return layout(scene, comfort, {1080, 1920}, text);
}

int picks(const Laid& laid) {
  return static_cast<int>(std::count_if(laid.hits.begin(), laid.hits.end(),
                                        [](const Hit& hit) { return hit.target.action.value.starts_with("pick:"); }));
}

}  // namespace

TEST_CASE("a list that fits has no arrows") {
  const auto laid = lay(8, 0);
  CHECK(picks(laid) == 8);
  CHECK(laid.hit_of({"page:1"}) == nullptr);
  CHECK(problems(laid).empty());
}

TEST_CASE("a list that does not fit is cut into pages that together show all of it") {
  int seen = 0;
  int pages = 0;
  for (bool more = true; more && pages < 40; ++pages) {
    const auto laid = lay(40, pages);
    CHECK(problems(laid).empty());
    seen += picks(laid);
    CHECK(laid.hit_of({"pick:" + std::to_string(seen - 1)}) != nullptr);
    const auto* next = laid.hit_of({"page:" + std::to_string(pages + 1)});
    more = next != nullptr;
    if (more) CHECK(next->target.enabled);
  }
  CHECK(seen == 40);
  CHECK(pages >= 4);
}

TEST_CASE("the first page cannot go back and the last cannot go on") {
  const auto first = lay(40, 0);
  REQUIRE(first.hit_of({"page:0"}) != nullptr);
  CHECK_FALSE(first.hit_of({"page:0"})->target.enabled);
  const auto beyond = lay(40, 99);
  const auto disabled =
      std::find_if(beyond.hits.begin(), beyond.hits.end(), [](const Hit& hit) { return !hit.target.enabled; });
  REQUIRE(disabled != beyond.hits.end());
  CHECK(disabled->target.label == "下一页");
  CHECK(beyond.hit_of({"pick:39"}) != nullptr);
}

TEST_CASE("in low reach a page holds less and all of it can be reached") {
  const auto laid = lay(40, 0, {.low_reach = true});
  CHECK(problems(laid).empty());
  CHECK(picks(laid) > 1);
  CHECK(picks(laid) < picks(lay(40, 0)));
}

TEST_CASE("pages have columns") {
  const auto laid = lay(12, 0, {}, {2});
  CHECK(laid.hit_of({"pick:0"})->box.y == laid.hit_of({"pick:1"})->box.y);
  CHECK(picks(laid) == 12);
}

TEST_CASE("a line of candidates shows as many as fit and has its arrows beside it") {
  std::vector<Node> words;
  for (int i = 0; i < 20; ++i) words.push_back(candidate({"take:" + std::to_string(i)}, "江南"));
  Scene scene;
  scene.main =
      column({}, paged({.verb = "more", .previous_label = "前", .next_label = "后", .columns = {0}, .beside = true},
                       {.gap = 16, .height = fixed(104)}, words));
  SquareText text;
  const auto laid = layout(scene, {}, {1080, 1920}, text);
  CHECK(problems(laid).empty());
  REQUIRE(laid.hit_of({"more:1"}) != nullptr);
  CHECK(laid.hit_of({"more:1"})->box.right() == 1080 - kMargin);
  CHECK(laid.hit_of({"take:0"})->box.y == laid.hit_of({"take:3"})->box.y);
}
