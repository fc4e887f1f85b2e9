#include "kiosk/base/check_digits.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>

namespace bianmin {
namespace {

TEST_CASE("numbers with the right check character are known") {
  CHECK(is_gb11643("11010519491231002X"));
  CHECK(is_gb11643("932682198501010017"));
  CHECK(is_gb11643("911124198108030024"));
  CHECK(is_gb32100("91350100M000100Y43"));
}

TEST_CASE("a number is written like an id number whether its check character is right or not") {
  CHECK(looks_like_gb11643("11010519491231002X"));
  CHECK(looks_like_gb11643("110105194912310021"));
  CHECK_FALSE(looks_like_gb11643("11010519491231002x"));
  CHECK_FALSE(looks_like_gb11643("CAN110179110302"));
  CHECK_FALSE(looks_like_gb11643(""));
}

TEST_CASE("every single wrong character of an id number is noticed") {
  const std::string right = "11010519491231002X";
  for (std::size_t i = 0; i < right.size(); ++i) {
    for (const char other : std::string{"0123456789X"}) {
      auto wrong = right;
      wrong[i] = other;
      INFO(wrong);
      CHECK(is_gb11643(wrong) == (wrong == right));
    }
  }
}

TEST_CASE("every single wrong character of a credit code is noticed") {
  const std::string right = "91350100M000100Y43";
  for (std::size_t i = 0; i < right.size(); ++i) {
    for (const char other : std::string{"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}) {
      auto wrong = right;
      wrong[i] = other;
      INFO(wrong);
      CHECK(is_gb32100(wrong) == (wrong == right));
    }
  }
}

TEST_CASE("what is no number has no check character") {
  const auto text = GENERATE("", "1101051949123100", "1101051949123100a", "110105194912310022X");
  CHECK_FALSE(gb11643_check(text));
  CHECK_FALSE(is_gb11643(text));
}

}  // namespace
}  // namespace bianmin
