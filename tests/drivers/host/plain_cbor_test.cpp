#include "drivers/host/plain_cbor.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <nlohmann/json.hpp>

namespace bianmin::device {
namespace {

using nlohmann::json;

TEST_CASE("what an encoder of definite lengths makes is plain, down to the depth allowed") {
  const json deep = {{"a", {1, -1, 1.5, "text", json::binary({1, 2}), nullptr, true}},
                     {"b", {{"c", json::array({1})}}}};
  CHECK(is_plain_cbor(json::to_cbor(deep), 3));
  CHECK_FALSE(is_plain_cbor(json::to_cbor(deep), 2));
  CHECK(is_plain_cbor(json::to_cbor(json(7)), 0));
}

TEST_CASE("everything else is not plain") {
  const auto bytes = GENERATE(values<Bytes>({
      {},                        // nothing
      {0x01, 0x01},              // two items
      {0x82, 0x01},              // an item missing
      {0x42, 0x01},              // a byte missing
      {0x1C},                    // a reserved length
      {0x19, 0x01},              // half a length
      {0x9F, 0xFF},              // indefinite array
      {0x5F, 0x41, 0x00, 0xFF},  // indefinite string
      {0xC1, 0x01},              // a tag
      {0xFF},                    // a break of nothing
      {0x9B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF},
      {0xBB, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00},  // twice this wraps to nothing
      {0x7B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF},
  }));
  CHECK_FALSE(is_plain_cbor(bytes, 3));
}

}  // namespace
}  // namespace bianmin::device
