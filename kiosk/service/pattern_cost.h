#pragma once
// Regular expressions from the platform are run by a backtracking matcher: some would run for years.
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace bianmin::service {

struct PatternCost {
  // An upper bound of the ways in which a backtracking matcher may divide a text among repetitions and alternatives.
  double ways = 1;
  // What the matcher builds: repetitions by number are written out.
  double states = 0;
};

// For texts of `longest` characters. Known: literals, escapes of marks and \d \w \s, classes, groups, |, and the
// quantifiers * + ? {n} {n,} {n,m}. The problem says what is beyond that (look-around, back-references, …).
[[nodiscard]] std::expected<PatternCost, std::string> pattern_cost(std::string_view pattern, std::size_t longest);

}  // namespace bianmin::service
