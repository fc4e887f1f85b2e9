#include "screens/words/words.h"

#include <catch2/catch_test_macros.hpp>

#include "screens/words/mo_file.h"

using namespace bianmin;
using screens::Words;

TEST_CASE("a sentence is said in the language chosen") {
  CHECK(Words{Language::English}.text("Back") == "Back");
  CHECK(Words{Language::Chinese}.text("Back") == "返回");
}

TEST_CASE("a sentence without a translation is said as it stands") {
  CHECK(Words{Language::Chinese}.text("No such sentence.") == "No such sentence.");
}

TEST_CASE("arguments stand where each language wants them") {
  CHECK(Words{Language::English}.format("Page {0} of {1}", {"2", "3"}) == "Page 2 of 3");
  CHECK(Words{Language::Chinese}.format("Page {0} of {1}", {"2", "3"}) == "第 2 页，共 3 页");
}

TEST_CASE("an argument that looks like a place for an argument is left alone") {
  CHECK(Words{Language::English}.format("Page {0} of {1}", {"{1}", "{0}"}) == "Page {1} of {0}");
}

TEST_CASE("braces that name no argument are left alone") {
  CHECK(Words{Language::English}.format("{0} {1} {x} {", {"a"}) == "a {1} {x} {");
}

TEST_CASE("numbers choose between one and many") {
  const Words english{Language::English};
  CHECK(english.count("At most {0} second", "At most {0} seconds", 1) == "At most 1 second");
  CHECK(english.count("At most {0} second", "At most {0} seconds", 0) == "At most 0 seconds");
  CHECK(english.count("At most {0} second", "At most {0} seconds", 8) == "At most 8 seconds");
  const Words chinese{Language::Chinese};
  CHECK(chinese.count("At most {0} second", "At most {0} seconds", 1) == "最多等待 1 秒");
  CHECK(chinese.count("At most {0} second", "At most {0} seconds", 8) == "最多等待 8 秒");
}

TEST_CASE("bytes that msgfmt did not write are told apart") {
  constexpr unsigned char kRubbish[32] = {1, 2, 3, 4};
  CHECK_FALSE(screens::MoFile{kRubbish}.readable());
  CHECK_FALSE(screens::MoFile{{}}.readable());
}
