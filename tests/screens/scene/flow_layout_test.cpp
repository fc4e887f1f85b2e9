#include "screens/scene/flow_layout.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "screens/scene/build.h"
#include "square_text.h"

using namespace bianmin;
using namespace bianmin::scene;

namespace {

// A box whose place the tests ask for; its action is its name.
Node part(std::string name, Style style = {}) {
  if (style.min_height == 0 && style.height == kAuto) style.height = fixed(100);
  if (style.min_width == 0 && style.width == kAuto) style.width = fixed(100);
  return touchable({.action = {name}, .label = name}, column(style));
}

Laid lay(const Node& node, Rect box = {0, 0, 1000, 800}, Squeeze squeeze = Squeeze::None,
         Viewport viewport = {1080, 1920}) {
  SquareText text;
  const Theme theme{{}};
  Laid out;
  out.viewport = viewport;
  FlowLayout{theme, viewport, Language::Chinese, text, squeeze}.place(node, box, Surface::Paper, out);
  return out;
}

Rect where(const Laid& laid, const std::string& name) {
  const auto* hit = laid.hit_of({name});
  REQUIRE(hit != nullptr);
  return hit->box;
}

}  // namespace

TEST_CASE("containers place their children") {
  struct Row {
    const char* what;
    Node node;
    Rect a;
    Rect b;
  };
  const Row row_of = GENERATE(values<Row>({
      {"a column from above", column({.gap = 20}, part("a"), part("b")), {0, 0, 100, 100}, {0, 120, 100, 100}},
      {"padding and gap",
       column({.padding = all(10), .gap = 5}, part("a"), part("b")),
       {10, 10, 100, 100},
       {10, 115, 100, 100}},
      {"a row from the left", row({.gap = 20}, part("a"), part("b")), {0, 0, 100, 100}, {120, 0, 100, 100}},
      {"a row pushed apart", row({}, part("a"), grow_space(), part("b")), {0, 0, 100, 100}, {900, 0, 100, 100}},
      {"a row at its ends",
       row({.justify = Justify::Between}, part("a"), part("b")),
       {0, 0, 100, 100},
       {900, 0, 100, 100}},
      {"a row in its middle",
       row({.gap = 20, .align = Align::Center, .justify = Justify::Center}, part("a"), part("b")),
       {390, 350, 100, 100},
       {510, 350, 100, 100}},
      {"growing by weight",
       row({.gap = 40}, part("a", {.width = grow(1), .height = fixed(100)}),
           part("b", {.width = grow(2), .height = fixed(100)})),
       {0, 0, 320, 100},
       {360, 0, 640, 100}},
      {"growing, but never below its need",
       row({}, part("a", {.width = grow(1), .height = fixed(100), .min_width = 700}),
           part("b", {.width = grow(1), .height = fixed(100)})),
       {0, 0, 700, 100},
       {700, 0, 300, 100}},
      {"a column that one child fills",
       column({.gap = 10}, part("a", {.width = fixed(100), .height = grow()}), part("b")),
       {0, 0, 100, 690},
       {0, 700, 100, 100}},
      {"a grid of two columns",
       grid({.portrait = 2}, {.gap = 20}, part("a", {.width = grow()}), part("b", {.width = grow()})),
       {0, 0, 490, 100},
       {510, 0, 490, 100}},
      {"a grid's second line",
       grid({.portrait = 1}, {.gap = 20}, part("a", {.width = grow()}), part("b", {.width = grow()})),
       {0, 0, 1000, 100},
       {0, 120, 1000, 100}},
      {"wrapping what does not fit beside",
       wrap({.gap = 16}, part("a", {.width = fixed(600)}), part("b", {.width = fixed(600)})),
       {0, 0, 600, 100},
       {0, 116, 600, 100}},
      {"wrapping nothing that fits", wrap({.gap = 16}, part("a"), part("b")), {0, 0, 100, 100}, {116, 0, 100, 100}},
      {"a stack in the middle",
       stack({.align = Align::Center, .justify = Justify::Center}, part("a"), part("b")),
       {450, 350, 100, 100},
       {450, 350, 100, 100}},
      {"one child aligned by itself",
       column({}, part("a", {.self = Align::End}), part("b", {.self = Align::Center})),
       {900, 0, 100, 100},
       {450, 100, 100, 100}},
  }));
  CAPTURE(row_of.what);
  const auto laid = lay(row_of.node);
  CHECK(where(laid, "a") == row_of.a);
  CHECK(where(laid, "b") == row_of.b);
  CHECK(laid.overflow.empty());
}

TEST_CASE("all lengths follow the size of the panel") {
  const auto laid = lay(column({.padding = all(10)}, part("a")), {0, 0, 500, 400}, Squeeze::None, {540, 960});
  CHECK(where(laid, "a") == Rect{5, 5, 50, 50});
}

TEST_CASE("long words break into lines and push down what follows") {
  // 30 squares of 40 pixels are 1200: two lines in 1000.
  std::string words;
  for (int i = 0; i < 30; ++i) words += "字";
  const auto laid = lay(column({.gap = 8}, text(words), part("a")));
  CHECK(item_with(laid, words)->box == Rect{0, 0, 1000, 80});
  CHECK(where(laid, "a").y == 88);
}

TEST_CASE("a row that is too long narrows the words that can break, not those that cannot") {
  std::string words;
  for (int i = 0; i < 30; ++i) words += "字";
  const auto laid = lay(row({.gap = 20}, text(words), part("a")));
  CHECK(where(laid, "a") == Rect{900, 0, 100, 100});
  CHECK(item_with(laid, words)->box.width == 880);
  CHECK(laid.overflow.empty());
}

TEST_CASE("a row that may stack does so only where it is too narrow") {
  const auto node =
      row({.gap = 20, .stacks = true}, part("a", {.width = fixed(400)}), part("b", {.width = fixed(400)}));
  CHECK(where(lay(column({}, node)), "b") == Rect{420, 0, 400, 100});
  const auto narrow = lay(column({}, node), {0, 0, 600, 800});
  CHECK(where(narrow, "b") == Rect{0, 120, 400, 100});
  CHECK(narrow.overflow.empty());
}

TEST_CASE("what does not fit is reported with its words") {
  SECTION("too tall") {
    const auto laid = lay(column({}, part("first", {.height = fixed(500)}), part("second", {.height = fixed(400)})));
    REQUIRE(laid.overflow.size() == 1);
    CHECK(laid.overflow[0].what == "\"first\" needs 900 of 800 px");
  }
  SECTION("too wide") {
    const auto laid = lay(row({}, part("first", {.width = fixed(600)}), part("second", {.width = fixed(500)})));
    REQUIRE(laid.overflow.size() == 1);
    CHECK(laid.overflow[0].what == "\"first\" needs 1100 of 1000 px");
  }
  SECTION("a word that cannot be broken") {
    const auto laid = lay(column({}, text("supercalifragilistic")), {0, 0, 200, 800});
    REQUIRE(laid.overflow.size() == 1);
    CHECK(laid.overflow[0].what == "\"supercalifragilistic\" needs 400 of 200 px");
  }
  SECTION("words in a box that is too low") {
    const auto laid = lay(column({}, text("二行二行", {}, {.width = fixed(100), .height = fixed(40)})));
    CHECK(laid.overflow.size() == 1);
  }
}

TEST_CASE("words that may be cut take no more than their lines") {
  std::string words;
  for (int i = 0; i < 90; ++i) words += "字";
  const auto laid = lay(column({}, text(words, {.max_lines = 2})));
  CHECK(item_with(laid, words)->box.height == 80);
}

TEST_CASE("a squeezed zone gives up spacing, then decoration and columns, then tall targets") {
  const auto node =
      column({.gap = 48}, text("饰", {}, {.decor = true}),
             grid({.portrait = 1, .dense = 2}, {.gap = 24}, part("a", {.width = grow(), .min_height = 200}),
                  part("b", {.width = grow(), .min_height = 200})));
  const auto loose = lay(node);
  CHECK(where(loose, "a").y == 88);
  CHECK(where(loose, "b") == Rect{0, 312, 1000, 200});
  const auto spacing = lay(node, {0, 0, 1000, 800}, Squeeze::Spacing);
  CHECK(where(spacing, "a").y == 72);
  const auto dense = lay(node, {0, 0, 1000, 800}, Squeeze::Dense);
  CHECK(item_with(dense, "饰") == nullptr);
  CHECK(where(dense, "a") == Rect{0, 0, 492, 200});
  CHECK(where(dense, "b").x == 508);
  const auto low = lay(node, {0, 0, 1000, 800}, Squeeze::Low);
  CHECK(where(low, "a").height == 150);
}

TEST_CASE("a picture that grows is scaled into what is left, in its shape") {
  const auto laid = lay(column({}, picture("p", 800, 600, Ink::Normal, {.height = grow(), .min_height = 100}),
                               part("a", {.height = fixed(500)})));
  CHECK(laid.items[0].box == Rect{300, 0, 400, 300});
  CHECK(laid.overflow.empty());
}

TEST_CASE("ink follows the surface it lies on") {
  const Theme theme{{}};
  const auto laid = lay(column({}, text("page"), column({.surface = Surface::Action}, text("button"))));
  CHECK(std::get<LaidText>(item_with(laid, "page")->shape).colour == theme.ink(Ink::Normal, Surface::Paper));
  CHECK(std::get<LaidText>(item_with(laid, "button")->shape).colour == theme.ink(Ink::Normal, Surface::Action));
}

TEST_CASE("a target that is not enabled looks disabled and does not look pressed") {
  auto node = part("a", {.surface = Surface::Action});
  node.target->enabled = false;
  const auto laid = lay(column({}, node));
  const auto& box = std::get<LaidBox>(laid.items[0].shape);
  CHECK(box.fill == Theme{{}}.fill(Surface::Disabled));
  CHECK(laid.hits[0].pressed == box);
}

TEST_CASE("a target is said by its label, and only personal words in it besides") {
  auto node = column({.min_height = 100}, text("shown"), text("1101", {.speak = Speak::Personal}));
  node.target = Target{.action = {"field"}, .label = "number"};
  const auto laid = lay(column({}, text("before"), node, text("silent", {.speak = Speak::Silent})));
  CHECK(laid.spoken == std::vector<Spoken>{{"before", false}, {"number", false}, {"1101", true}});
}
