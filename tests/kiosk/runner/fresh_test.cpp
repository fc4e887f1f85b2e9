#include "kiosk/runner/fresh.h"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <ctime>
#include <regex>
#include <set>
#include <string>

using namespace bianmin;
using namespace bianmin::runner;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

// While it lives, this is the local time.
class TimeZone {
 public:
  explicit TimeZone(const char* zone) {
    if (const char* before = std::getenv("TZ")) before_ = before;
    ::setenv("TZ", zone, 1);
    ::tzset();
  }
  ~TimeZone() {
    before_.empty() ? ::unsetenv("TZ") : ::setenv("TZ", before_.c_str(), 1);
    ::tzset();
  }
  TimeZone(const TimeZone&) = delete;
  TimeZone& operator=(const TimeZone&) = delete;

 private:
  std::string before_;
};

const system_clock::time_point kMoment = sys_days{2026y / November / 22} + 1h + 30min + 5s;  // UTC

}  // namespace

TEST_CASE("a key is a random UUID of version 4, and no two are the same") {
  const std::regex shape{"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"};
  std::set<SubmissionKey> keys;
  for (int at = 0; at < 1000; ++at) {
    const auto key = fresh_key();
    INFO(key.value);
    REQUIRE(std::regex_match(key.value, shape));
    keys.insert(key);
  }
  CHECK(keys.size() == 1000);
}

TEST_CASE("every digit of a key that may differ does") {
  std::array<std::set<char>, 36> seen;
  for (int at = 0; at < 1000; ++at) {
    const auto key = fresh_key();
    for (std::size_t place = 0; place < seen.size(); ++place) seen[place].insert(key.value.at(place));
  }
  for (std::size_t place = 0; place < seen.size(); ++place) {
    INFO("place " << place);
    const bool dash = place == 8 || place == 13 || place == 18 || place == 23;
    CHECK(seen[place].size() == (dash || place == 14 ? 1U : place == 19 ? 4U : 16U));
  }
}

TEST_CASE("a local number is the date and five characters that nobody mistakes") {
  const std::regex shape{"260109-[2-9A-HJKMNP-TV-Z]{5}"};
  std::set<std::string> numbers;
  std::set<char> letters;
  for (int at = 0; at < 1000; ++at) {
    const auto number = fresh_local_number({2026, 1, 9, 23, 59});
    INFO(number);
    REQUIRE(std::regex_match(number, shape));
    numbers.insert(number);
    letters.insert(number.begin() + 7, number.end());
  }
  CHECK(numbers.size() > 990);  // one in 24 million
  CHECK(letters.size() == 30);
}

TEST_CASE("chance is spread from 0 to below 1") {
  double low = 1;
  double high = 0;
  for (int at = 0; at < 1000; ++at) {
    const double one = chance();
    REQUIRE(one >= 0);
    REQUIRE(one < 1);
    low = std::min(low, one);
    high = std::max(high, one);
  }
  CHECK(low < 0.1);
  CHECK(high > 0.9);
}

TEST_CASE("times are local, and say their offset where that matters") {
  {
    const TimeZone zone{"CST-8"};  // China, in POSIX words
    CHECK(rfc3339(kMoment) == "2026-11-22T09:30:05+08:00");
    CHECK(shown_time(kMoment) == "2026-11-22 09:30");
    CHECK(local_clock(kMoment) == flow::Clock{2026, 11, 22, 9, 30});
    CHECK(local_clock(kMoment + 15h) == flow::Clock{2026, 11, 23, 0, 30});
  }
  const TimeZone zone{"NST3:30"};
  CHECK(rfc3339(kMoment) == "2026-11-21T22:00:05-03:30");
}
