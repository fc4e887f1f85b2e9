// What the platform says of an electronic ID's holder, and what is not believed.
#include "kiosk/service/electronic_id.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <string>

using namespace bianmin::service;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

json zhang() {
  return {{"name", "张晓明"},          {"sex", "1"},
          {"birth", "1985-03-12"},     {"number", "44980119850312001X"},
          {"address", "桂花路18号"},   {"validFrom", "2018-04-20"},
          {"validUntil", "2038-04-20"}};
}

}  // namespace

TEST_CASE("the holder of an electronic ID is read as one of a card") {
  const auto holder = read_electronic_id(zhang().dump());
  REQUIRE(holder);
  CHECK(holder->document == DocumentKind::ElectronicId);
  CHECK(holder->name == "张晓明");
  CHECK(holder->sex == Sex::Male);
  CHECK(holder->birth == 1985y / 3 / 12);
  CHECK(holder->number == "44980119850312001X");
  CHECK(holder->address == "桂花路18号");
  CHECK(holder->valid_from == 2018y / 4 / 20);
  CHECK(holder->valid_until == Expiry{2038y / 4 / 20});
  CHECK(holder->number_check_ok);
}

TEST_CASE("what an electronic ID may leave out stays empty, and without a last day it has no end") {
  const auto holder = read_electronic_id(R"({"englishName":"SMITH JOHN","sex":"9","number":"911124198108030024"})");
  REQUIRE(holder);
  CHECK(called(*holder) == "SMITH JOHN");
  CHECK_FALSE(holder->birth);
  CHECK(holder->valid_until == Expiry{WithoutEnd{}});
  CHECK(holder->address.empty());
}

TEST_CASE("a small x at the end of an electronic ID's number becomes the capital that it stands for") {
  auto small = zhang();
  small["number"] = "44980119850312001x";
  const auto holder = read_electronic_id(small.dump());
  REQUIRE(holder);
  CHECK(holder->number == "44980119850312001X");
}

TEST_CASE("the number of a foreign permanent resident's card of 2017 is taken, though it has no check character") {
  auto smith = zhang();
  smith["number"] = "CAN110179110302";
  CHECK(read_electronic_id(smith.dump()));
}

TEST_CASE("an electronic ID that makes no sense is refused, and nothing of it is quoted") {
  const auto problem = [](const char* pointer, const json& value) {
    auto changed = zhang();
    changed[pointer] = value;
    const auto read = read_electronic_id(changed.dump());
    REQUIRE_FALSE(read);
    CHECK(read.error().contains(pointer));
    if (value.is_string() && !value.get<std::string>().empty()) {
      CHECK_FALSE(read.error().contains(value.get<std::string>()));
    }
  };
  problem("name", "张\u202e三");
  problem("name", std::string(61, 'x'));
  problem("sex", "3");
  problem("birth", "1985-02-30");
  problem("number", "4498 DROP");
  problem("number", "449801198503120010");  // the check character is X
  problem("number", "449801850312001");     // fifteen digits, as cards had until 1999
  problem("number", "4498011985031200");
  problem("number", "44980119850312001X0");
  problem("number", "4498o119850312001X");
  problem("number", "CAN11017911030");
  problem("number", "can110179110302");
  problem("validUntil", "长期");
  problem("address", 7);
  CHECK_FALSE(read_electronic_id(R"({"sex":"1","number":"44980119850312001X"})"));
  CHECK_FALSE(read_electronic_id("[]"));
  CHECK_FALSE(read_electronic_id(""));
  CHECK_FALSE(read_electronic_id(std::string(20'000, ' ') + zhang().dump()));
}
