#include "drivers/transport/scripted.h"

#include <catch2/catch_test_macros.hpp>

namespace bianmin::drivers {
namespace {

using namespace std::chrono_literals;

TEST_CASE("a script that is followed is finished") {
  ScriptedTransport script;
  script.expect({1, 2, 3}).reply({4, 5}).hang_up();
  CHECK(script.write(Bytes{1}, 0ms) == 1U);
  CHECK(script.write(Bytes{2, 3}, 0ms) == 2U);
  CHECK(script.read(1, 0ms) == Bytes{4});
  CHECK(script.read(10, 0ms) == Bytes{5});
  CHECK(script.expect_finished().empty());
  CHECK(script.read(10, 0ms) == std::unexpected{TransportFault::Broken});
}

TEST_CASE("a driver that sends other bytes than the script has fails, for good") {
  ScriptedTransport script;
  script.expect({1, 2}).reply({3});
  CHECK_FALSE(script.write(Bytes{1, 7}, 0ms));
  CHECK_FALSE(script.read(1, 0ms));
  CHECK(script.expect_finished() == "a write of 0107 where 0102 was expected");
}

TEST_CASE("a driver that never asks leaves the script unfinished") {
  ScriptedTransport script;
  script.expect({1}).reply({2});
  CHECK(script.write(Bytes{1}, 0ms).has_value());
  CHECK(script.expect_finished() == "1 steps of the script were not reached");
}

TEST_CASE("silence lasts until the driver writes again") {
  ScriptedTransport script;
  script.silence().expect({1}).reply({2});
  CHECK(script.read(1, 0ms) == Bytes{});
  CHECK(script.read(1, 0ms) == Bytes{});
  CHECK(script.write(Bytes{1}, 0ms) == 1U);
  CHECK(script.read(1, 0ms) == Bytes{2});
  CHECK(script.expect_finished().empty());
}

}  // namespace
}  // namespace bianmin::drivers
