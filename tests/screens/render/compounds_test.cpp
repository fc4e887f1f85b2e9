#include "screens/render/compounds.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

using bianmin::render::compounds_in;

namespace {

// The words found, each between bars.
std::string marked(std::string_view words) {
  std::string all;
  std::size_t at = 0;
  for (const auto& [begin, end] : compounds_in(words)) {
    all += std::string{words.substr(at, begin - at)} + "|" + std::string{words.substr(begin, end - begin)} + "|";
    at = end;
  }
  return all + std::string{words.substr(at)};
}

}  // namespace

TEST_CASE("words that belong together are found, the longest of them") {
  CHECK(marked("请核对您填写的内容") == "请|核对|您|填写|的|内容|");
  CHECK(marked("外国人永久居留身份证") == "|外国人||永久||居留||身份证|");
  CHECK(marked("社会保险") == "|社会保险|");
}

TEST_CASE("nothing is found in what holds none, whatever its bytes") {
  for (const std::string words : {"", "Lay your card", "的了是", "\xE8", "\xE8\xBA", "\xFF\xFE\x80", "A\xF0\x9F"}) {
    CHECK(compounds_in(words).empty());
  }
}
