#include "kiosk/service/search.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/service/samples.h"

using namespace bianmin::service;
using Found = std::vector<std::size_t>;

TEST_CASE("a citizen finds a service by its title, a keyword, pinyin or initials") {
  const std::vector<ServiceDefinition> services{samples::parsed(samples::social_insurance()),
                                                samples::parsed(samples::change_of_address())};
  CHECK(search(services, "居住证") == Found{1});
  CHECK(search(services, "养老") == Found{0});
  CHECK(search(services, "jzz") == Found{1});
  CHECK(search(services, "SheBao") == Found{0});
  CHECK(search(services, "Pension") == Found{0});
  CHECK(search(services, "change address") == Found{1});
  CHECK(search(services, " 社 保 ") == Found{0});
  CHECK(search(services, "云山") == Found{0, 1});
  CHECK(search(services, "passport").empty());
  CHECK(search(services, "社保 居住证").empty());
  CHECK(search(services, "").empty());
  CHECK(search(services, "  ").empty());
}

TEST_CASE("a title counts for more than a keyword, and a keyword for more than a summary") {
  ServiceDefinition in_summary;
  in_summary.summary = {"", "about tax"};
  ServiceDefinition in_keyword;
  in_keyword.keywords.english = {"tax"};
  ServiceDefinition in_title;
  in_title.title = {"", "My tax"};
  ServiceDefinition whole;
  whole.title = {"", "Tax"};
  CHECK(search(std::vector{in_summary, in_keyword, in_title, whole}, "tax") == Found{3, 2, 1, 0});
}
