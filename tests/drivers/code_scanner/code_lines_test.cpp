#include "drivers/code_scanner/code_lines.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <vector>

namespace bianmin::drivers {
namespace {

std::vector<std::string> lines_of(CodeLines& lines, std::string_view stream, std::size_t piece) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < stream.size(); at += piece) {
    lines.feed(as_bytes(stream.substr(at, piece)));
    while (auto line = lines.next()) found.push_back(std::move(*line));
  }
  return found;
}

TEST_CASE("codes end with CR, LF or both, however they arrive") {
  CodeLines lines;
  const auto piece = GENERATE(std::size_t{1}, std::size_t{2}, std::size_t{5}, std::size_t{1000});
  CHECK(lines_of(lines, "one\rtwo\r\n受理号 3\n\n\r4", piece) == std::vector<std::string>{"one", "two", "受理号 3"});
  CHECK(lines.refused() == 0);
}

TEST_CASE("controls and bad UTF-8 refuse the whole line and nothing else") {
  using namespace std::string_view_literals;
  const auto bad = GENERATE("a\x1B[2Jb"sv, "a\0b"sv, "a\tb"sv, "a\x7F"sv, "\xFF\xFE"sv, "\xC0\xAF"sv, "\xED\xA0\x80"sv,
                            "\xE5\x8F"sv, "\xF4\x90\x80\x80"sv);
  CodeLines lines;
  const std::string stream = "good\r" + std::string{bad} + "\rgood too\r";
  CHECK(lines_of(lines, stream, 3) == std::vector<std::string>{"good", "good too"});
  CHECK(lines.refused() == 1);
}

TEST_CASE("a line may be as long as the cap and no longer") {
  CodeLines lines;
  const std::string longest(CodeLines::kLongestLine, 'x');
  CHECK(lines_of(lines, longest + "\r" + longest + "y\rshort\r", 100) == std::vector<std::string>{longest, "short"});
  CHECK(lines.refused() == 1);
}

TEST_CASE("a line without end is dropped once, not kept") {
  CodeLines lines;
  for (int i = 0; i < 1000; ++i) lines.feed(Bytes(1000, 'x'));
  CHECK_FALSE(lines.next());
  CHECK(lines.refused() == 1);
  lines.feed(as_bytes("\rnext\r"));
  CHECK(lines.next() == "next");
}

}  // namespace
}  // namespace bianmin::drivers
