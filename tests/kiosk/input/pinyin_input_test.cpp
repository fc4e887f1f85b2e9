#include "kiosk/input/pinyin_input.h"

#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "kiosk/base/utf8.h"

using namespace bianmin::input;
namespace fs = std::filesystem;

namespace {

std::vector<Candidate> all_of(PinyinInput& input, std::string_view letters, std::size_t limit = 30) {
  auto found = input.candidates(letters, limit);
  REQUIRE(found);
  return *std::move(found);
}

bool offers(const std::vector<Candidate>& candidates, const Candidate& wanted) {
  return std::ranges::find(candidates, wanted) != candidates.end();
}

// An empty folder that is the process's home and working directory meanwhile.
class EmptyHome {
 public:
  EmptyHome()
      : folder_{fs::temp_directory_path() / ("bianmin-pinyin-" + std::to_string(::getpid()))},
        before_{fs::current_path()} {
    fs::create_directories(folder_);
    fs::current_path(folder_);
    ::setenv("HOME", folder_.c_str(), 1);
    ::setenv("XDG_CACHE_HOME", folder_.c_str(), 1);
    ::setenv("XDG_CONFIG_HOME", folder_.c_str(), 1);
    ::setenv("XDG_DATA_HOME", folder_.c_str(), 1);
  }
  ~EmptyHome() {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }
  EmptyHome(const EmptyHome&) = delete;
  EmptyHome& operator=(const EmptyHome&) = delete;
  [[nodiscard]] bool still_empty() const { return fs::is_empty(folder_); }

 private:
  fs::path folder_;
  fs::path before_;
};

}  // namespace

TEST_CASE("pinyin gives characters, the likeliest first") {
  PinyinInput input;
  CHECK(all_of(input, "beijing").front() == Candidate{"北京", 7});
  CHECK(all_of(input, "zhongguo").front() == Candidate{"中国", 8});
  CHECK(offers(all_of(input, "dizhi", 3), Candidate{"地址", 5}));
  CHECK(all_of(input, "xi'an").front() == Candidate{"西安", 5});
  CHECK(all_of(input, "nvren").front() == Candidate{"女人", 5});
}

TEST_CASE("a place that is in no dictionary is put together from its parts") {
  PinyinInput input;
  const auto whole = all_of(input, "yunshanshi");
  const auto part = std::ranges::find(whole, Candidate{"云山", 7});
  REQUIRE(part != whole.end());
  CHECK(std::distance(whole.begin(), part) < 4);
  CHECK(offers(all_of(input, std::string_view{"yunshanshi"}.substr(part->letters), 5), Candidate{"市", 3}));
}

TEST_CASE("initials are enough") {
  PinyinInput input;
  CHECK(offers(all_of(input, "bj"), Candidate{"北京", 2}));
}

TEST_CASE("every candidate is whole text and stands for letters that were typed") {
  PinyinInput input;
  for (const std::string letters : {"a", "shi", "qingshilu", "ysscuihuqu", "zhongguorenminzhengfuyunshansh"}) {
    for (const auto& candidate : all_of(input, letters, 200)) {
      INFO(letters << " -> " << candidate.text);
      CHECK(bianmin::is_utf8(candidate.text));
      CHECK(candidate.letters > 0);
      CHECK(candidate.letters <= letters.size());
    }
  }
}

TEST_CASE("no candidate is offered twice, and no more than wanted") {
  PinyinInput input;
  auto found = all_of(input, "shi", 500);
  CHECK(found.size() > 50);
  std::ranges::sort(found, {}, &Candidate::text);
  CHECK(std::ranges::adjacent_find(found, {}, &Candidate::text) == found.end());
  CHECK(all_of(input, "shi", 8).size() == 8);
  CHECK(all_of(input, "shi", 0).empty());
}

TEST_CASE("what is no pinyin gives nothing") {
  PinyinInput input;
  CHECK(all_of(input, "").empty());
  CHECK(all_of(input, "123 ！\n").empty());
  CHECK(all_of(input, "iii").empty());
  CHECK(all_of(input, "'''").empty());
  CHECK(all_of(input, "BEIJING 北京 beijing").front().text == "北京");
  CHECK(all_of(input, std::string(10'000, 'a')).size() > 1);
}

TEST_CASE("without its dictionary the input says so, each time") {
  PinyinInput input{"/nowhere"};
  CHECK(input.load() == std::unexpected{PinyinFault::NoDictionary});
  CHECK(input.candidates("beijing", 5) == std::unexpected{PinyinFault::NoDictionary});
  CHECK(input.candidates("", 5)->empty());
}

TEST_CASE("nothing that is typed is learned or written") {
  const EmptyHome home;
  PinyinInput input;
  const auto before = all_of(input, "shi", 50);
  for (int round = 0; round < 200; ++round) static_cast<void>(all_of(input, "shishishi"));
  input.reset();
  CHECK(all_of(input, "shi", 50) == before);
  {
    const PinyinInput gone = std::move(input);
  }
  CHECK(home.still_empty());
}
