#include <catch2/catch_test_macros.hpp>

#include "screens/scene/build.h"
#include "square_text.h"

using namespace bianmin;
using namespace bianmin::scene;

namespace {

Node box(std::string action, int width, int height, Role role = Role::Button) {
  return touchable({.action = {action}, .label = action, .role = role},
                   column({.width = fixed(width), .height = fixed(height)}));
}

std::vector<ProblemKind> found(const Node& main, Comfort comfort = {}, Viewport viewport = {1080, 1920}) {
  Scene scene;
  scene.main = main;
  SquareText text;
  std::vector<ProblemKind> kinds;
  for (const auto& problem : problems(layout(scene, comfort, viewport, text))) kinds.push_back(problem.kind);
  return kinds;
}

}  // namespace

TEST_CASE("targets that a finger can hit are no problem") {
  CHECK(found(row({.gap = 16}, box("a", 96, 96), box("b", 96, 96))).empty());
  CHECK(found(row({.gap = 16}, box("a", 96, 96), box("b", 96, 96)), {}, {540, 960}).empty());
}

TEST_CASE("a target that is too small is found in both directions") {
  CHECK(found(column({}, box("a", 90, 96))) == std::vector{ProblemKind::TargetTooSmall});
  CHECK(found(column({}, box("a", 96, 90))) == std::vector{ProblemKind::TargetTooSmall});
}

TEST_CASE("targets too close to each other are found") {
  CHECK(found(row({.gap = 12}, box("a", 96, 96), box("b", 96, 96))) == std::vector{ProblemKind::TargetsTooClose});
  CHECK(found(stack({}, box("a", 96, 96), box("b", 96, 96))) == std::vector{ProblemKind::TargetsTooClose});
}

TEST_CASE("keys of a keyboard may be narrower and closer, but not by much") {
  const auto keys = [](int width, int gap) {
    return row({.gap = gap}, box("a", width, 96, Role::Key), box("b", width, 96, Role::Key));
  };
  CHECK(found(keys(91, 8)).empty());
  CHECK(found(keys(80, 8)).size() == 2);
  CHECK(found(keys(91, 4)) == std::vector{ProblemKind::TargetsTooClose});
}

TEST_CASE("two targets with one action are found") {
  CHECK(found(row({.gap = 16}, box("a", 96, 96), box("a", 96, 96))) == std::vector{ProblemKind::SameActionTwice});
}

TEST_CASE("a problem says what and where") {
  const Problem problem{ProblemKind::TargetTooSmall, "back: width 90 px where 96 are wanted", {1, 2, 3, 4}};
  CHECK(describe(problem) == "target too small: back: width 90 px where 96 are wanted at 1,2 3x4");
}
