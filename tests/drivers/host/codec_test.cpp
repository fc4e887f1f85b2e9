#include "drivers/host/codec.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "tests/drivers/host/every_message.h"

namespace bianmin::device {
namespace {

using nlohmann::json;
using tests::every_order;
using tests::every_report;

TEST_CASE("every message comes back as it was sent") {
  for (const auto& order : every_order()) CHECK(decode_to_device(encode(order)) == order);
  for (const auto& report : every_report()) CHECK(decode_from_device(encode(report)) == report);
}

TEST_CASE("the samples leave out no kind of message") {
  std::set<std::size_t> orders;
  std::set<std::size_t> reports;
  for (const auto& order : every_order()) orders.insert(order.index());
  for (const auto& report : every_report()) reports.insert(report.index());
  CHECK(orders.size() == std::variant_size_v<ToDevice>);
  CHECK(reports.size() == std::variant_size_v<FromDevice>);
}

TEST_CASE("a message of one direction means nothing in the other") {
  for (const auto& order : every_order()) CHECK_FALSE(decode_from_device(encode(order)));
  for (const auto& report : every_report()) CHECK_FALSE(decode_to_device(encode(report)));
}

struct Bad {
  json message;
  std::string complaint;
};

TEST_CASE("what a message lacks or has wrong is named, and its value is not") {
  const auto bad = GENERATE(values<Bad>({
      {json::array(), "the message is no CBOR map"},
      {json::object(), "the message has no type"},
      {{{"type", 7}}, "the message has no type"},
      {{{"type", "Explode"}}, "the message's type is unknown"},
      {{{"type", "CardSeen"}}, "CardSeen has too few or too many members"},
      {{{"type", "CardSeen"}, {"ticked", 1}, {"watched", true}}, "CardSeen lacks 'ticket'"},
      {{{"type", "CardSeen"}, {"ticket", "1"}, {"watched", true}}, "CardSeen 'ticket' is no number of its range"},
      {{{"type", "CardSeen"}, {"ticket", -1}, {"watched", true}}, "CardSeen 'ticket' is no number of its range"},
      {{{"type", "CardSeen"}, {"ticket", 1}, {"watched", true}, {"more", 1}},
       "CardSeen has too few or too many members"},
      {{{"type", "Ready"}, {"model", "a"}, {"detail", std::string(kLongestText + 1, 'x')}},
       "Ready 'detail' is too long"},
      {{{"type", "CardUnreadable"}, {"ticket", 1}, {"fault", "Eaten"}},
       "CardUnreadable 'fault' is none of the known words"},
      {{{"type", "CodeScanned"}, {"ticket", 1}, {"symbology", "qr"}, {"text", "a\nb"}},
       "CodeScanned holds control characters"},
      {{{"type", "PrintFinished"}, {"ticket", 1}, {"outcome", "Failed"}, {"rung", 4}, {"fault", "None"}},
       "PrintFinished has no such rung"},
      {{{"type", "PrintFinished"}, {"ticket", 1}, {"outcome", "Failed"}, {"rung", 256}, {"fault", "None"}},
       "PrintFinished 'rung' is no number of its range"},
      {{{"type", "CardRead"}, {"ticket", 1}, {"card", 5}, {"watched", true}}, "CardRead 'card' is no map"},
  }));
  const auto decoded = decode_from_device(json::to_cbor(bad.message));
  REQUIRE_FALSE(decoded);
  CHECK(decoded.error() == bad.complaint);
}

TEST_CASE("text that is not UTF-8 is refused") {
  CHECK(decode_from_device(encode(FromDevice{Ready{"\xFF", ""}})).error() == "Ready 'model' is not UTF-8");
}

TEST_CASE("a card with a day that does not exist is refused") {
  auto message = json::from_cbor(encode(FromDevice{CardRead{{1}, tests::full_card()}}));
  message["card"]["birth"] = "19990230";
  CHECK(decode_from_device(json::to_cbor(message)).error() == "CardRead 'card' 'birth' is no date");
}

TEST_CASE("a picture of another size than it says is refused, also where the product overflows") {
  const auto size =
      GENERATE(values<MonoBitmap>({{8, 1, {}}, {8, 1, {1, 2}}, {0xFFFF'FFFF, 0xFFFF'FFFF, {}}, {0xFFFF'FFF9, 1, {}}}));
  CHECK(decode_to_device(encode(ToDevice{Print{{1}, size}})).error() ==
        "Print has a picture of another size than it says");
}

TEST_CASE("a photo of another size than it says is refused, also where the product overflows") {
  using drivers::CardPhoto;
  const auto photo = GENERATE(values<CardPhoto>({{1, 1, {1, 2}}, {0xFFFF'FFFF, 0xFFFF'FFFF, {}}, {1, 2, Bytes(3)}}));
  auto card = tests::full_card();
  card.photo = photo;
  CHECK(decode_from_device(encode(FromDevice{CardRead{{1}, card}})).error() ==
        "CardRead has a photo of another size than it says");
}

TEST_CASE("cut and altered messages are refused or mean a message, never worse") {
  std::mt19937 dice{3};
  for (const auto& report : every_report()) {
    const auto good = encode(report);
    for (std::size_t length = 0; length < good.size(); ++length) {
      REQUIRE_FALSE(decode_from_device(ByteView{good}.first(length)));
    }
    for (int round = 0; round < 500; ++round) {
      auto bytes = good;
      bytes[dice() % bytes.size()] ^= static_cast<std::uint8_t>(1U << dice() % 8);
      const auto decoded = decode_from_device(bytes);
      if (decoded) REQUIRE(decode_from_device(encode(*decoded)) == *decoded);
    }
  }
}

TEST_CASE("a megabyte of openings is refused and leaves the stack alone") {
  const auto opening = GENERATE(0x81, 0x9F, 0xA1, 0xBF, 0x5F, 0x7F, 0xC1, 0xD8, 0xFB);
  CHECK_FALSE(decode_from_device(Bytes(kLargestMessage, static_cast<std::uint8_t>(opening))));
}

TEST_CASE("more than the largest message is not even looked at") {
  CHECK(decode_from_device(Bytes(kLargestMessage + 1, 0)).error() == "the message is too large");
}

}  // namespace
}  // namespace bianmin::device
