// The translation is complete: every sentence of the screens has one, none is left over, and none drops a value.
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "screens/words/compiled.h"
#include "screens/words/mo_file.h"

namespace {

using namespace bianmin;

std::string output_of(const std::string& command) {
  std::string all;
  auto* const pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> some{};
  for (std::size_t got = 0; (got = std::fread(some.data(), 1, some.size(), pipe)) > 0;) all.append(some.data(), got);
  REQUIRE(::pclose(pipe) == 0);
  return all;
}

// What stands between the quotes of one line of a .pot, unescaped.
std::string unquoted(const std::string& line) {
  const auto first = line.find('"');
  const auto last = line.rfind('"');
  std::string out;
  for (auto at = first + 1; at < last; ++at) {
    if (line[at] == '\\') ++at;
    out += line[at];
  }
  return out;
}

std::set<std::string> sentences_of_the_screens() {
  std::string command = BIANMIN_XGETTEXT
      " --language=C++ --from-code=UTF-8 -k -ksay:1 -kformat:1 -kcount:1,2 -ksentence:1 --no-wrap --no-location -o -";
  for (const auto* room : {"citizen", "technician"}) {
    for (const auto& file : std::filesystem::directory_iterator{std::string{BIANMIN_SOURCE_DIR} + "/screens/" + room}) {
      if (file.path().extension() == ".cpp") command += " '" + file.path().string() + "'";
    }
  }
  std::set<std::string> found;
  const auto pot = output_of(command);
  for (std::size_t at = 0; at < pot.size();) {
    const auto end = std::min(pot.find('\n', at), pot.size());
    const auto line = pot.substr(at, end - at);
    if (line.starts_with("msgid \"")) found.insert(unquoted(line));
    at = end + 1;
  }
  found.erase("");
  return found;
}

std::string singular(std::string_view original) { return std::string{original.substr(0, original.find('\0'))}; }

std::set<std::string> sentences_translated() {
  const screens::MoFile chinese{screens::compiled_chinese()};
  REQUIRE(chinese.readable());
  std::set<std::string> found;
  for (std::size_t i = 0; i < chinese.size(); ++i) {
    if (!chinese.translation(i).empty()) found.insert(singular(chinese.original(i)));
  }
  found.erase("");
  return found;
}

std::vector<std::string> only_in_the_first(const std::set<std::string>& first, const std::set<std::string>& second) {
  std::vector<std::string> rest;
  std::ranges::set_difference(first, second, std::back_inserter(rest));
  return rest;
}

std::set<char> places_for_arguments(std::string_view words) {
  std::set<char> places;
  for (std::size_t at = 0; at + 2 < words.size(); ++at) {
    if (words[at] == '{' && words[at + 2] == '}') places.insert(words[at + 1]);
  }
  return places;
}

}  // namespace

TEST_CASE("every sentence of the screens has a Chinese one, and none is left over") {
  const auto wanted = sentences_of_the_screens();
  const auto there = sentences_translated();
  REQUIRE(wanted.size() > 100);
  CHECK(only_in_the_first(wanted, there) == std::vector<std::string>{});
  CHECK(only_in_the_first(there, wanted) == std::vector<std::string>{});
}

TEST_CASE("a translation says every value that the sentence says") {
  const screens::MoFile chinese{screens::compiled_chinese()};
  for (std::size_t i = 0; i < chinese.size(); ++i) {
    INFO(chinese.original(i));
    CHECK(places_for_arguments(singular(chinese.original(i))) == places_for_arguments(chinese.translation(i)));
  }
}

TEST_CASE("Chinese has one form for every number, as Words takes it") {
  const screens::MoFile chinese{screens::compiled_chinese()};
  CHECK(chinese.find("").find("nplurals=1") != std::string_view::npos);
}
