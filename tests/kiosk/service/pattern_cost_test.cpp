#include "kiosk/service/pattern_cost.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <vector>

using namespace bianmin::service;

TEST_CASE("a pattern's cost grows with what a backtracking matcher may try") {
  struct Row {
    const char* pattern;
    double ways;
  };
  const std::vector<Row> rows{
      {"^1[3-9][0-9]{9}$", 1},
      {"^[0-9A-Z]+$", 100},
      {"^[0-9]{2,4}$", 3},
      {"^(a|b|c)$", 3},
      {"^(a|b){3}$", 8},
      {"^a?b?$", 4},
      {"^(?:20|19)[0-9]\\d-\\.$", 2},
      {"^[]a]+?$", 100},
      {"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", 6},
      {"^[a-z]+@[a-z]+\\.[a-z]{2,3}$", 20'000},
  };
  for (const auto& row : rows) {
    INFO(row.pattern);
    const auto cost = pattern_cost(row.pattern, 100);
    REQUIRE(cost);
    CHECK(cost->ways == Catch::Approx(row.ways));
  }
}

TEST_CASE("patterns that run for years are recognised") {
  for (const char* pattern : {"^(a+)+$", "^(a|a)*$", "^(a*)*b$", "^a*a*a*a*b$", "^((ab?)+c?)+$"}) {
    INFO(pattern);
    const auto cost = pattern_cost(pattern, 100);
    REQUIRE(cost);
    CHECK_FALSE(cost->ways <= 1'000'000);
  }
  CHECK(pattern_cost("^((a{500}){500}){500}$", 100)->states > 100'000'000);
}

TEST_CASE("what the profile does not know is named") {
  struct Row {
    const char* pattern;
    const char* problem;
  };
  const std::vector<Row> rows{
      {"^(?!a)b$", "look-around"},
      {"^(a)\\1$", "an escape other than of a mark and \\d \\w \\s"},
      {"^\\u4e00$", "an escape other than of a mark and \\d \\w \\s"},
      {"^\\", "a \\ at the end"},
      {"^(a$", "an unclosed ("},
      {"^a)$", "an unopened )"},
      {"^[a$", "an unclosed ["},
      {"^[[:alpha:]]$", "[ inside a class"},
      {"^*$", "a quantifier without anything to repeat"},
      {"^a**$", "a quantifier without anything to repeat"},
      {"^a{x}$", "a { without a number up to 500"},
      {"^a{501}$", "a { without a number up to 500"},
      {"^a{3,2}$", "{} that is no range"},
      {"^((((((((a))))))))$", "groups nested deeper than 6"},
  };
  for (const auto& row : rows) {
    INFO(row.pattern);
    const auto cost = pattern_cost(row.pattern, 100);
    REQUIRE_FALSE(cost);
    CHECK(cost.error() == row.problem);
  }
}
