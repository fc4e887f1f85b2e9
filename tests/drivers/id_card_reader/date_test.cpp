#include "drivers/id_card_reader/date.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace bianmin::drivers {
namespace {

TEST_CASE("a date is written as it was read") {
  const auto date = Date::parse("19491231");
  REQUIRE(date);
  CHECK(date == Date::from(1949, 12, 31));
  CHECK(date->compact() == "19491231");
  CHECK(date->iso() == "1949-12-31");
  CHECK(*Date::parse("20240229") < *Date::parse("20240301"));
}

TEST_CASE("days that do not exist are refused") {
  const auto text = GENERATE("20230229", "19000229", "20240431", "20240001", "20241301", "20240100", "17991231",
                             "00000000", "2024010", "202401011", "2024-1-1", "", "        ", "２０２４");
  CHECK_FALSE(Date::parse(text));
}

}  // namespace
}  // namespace bianmin::drivers
