// To look at new pictures and keep them: BIANMIN_UPDATE_GOLDENS=1 ctest -R receipt_layout_test
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "screens/receipt/layout.h"
#include "screens/receipt/png.h"
#include "tests/screens/receipt/golden.h"
#include "tests/screens/receipt/sample_receipts.h"

namespace bianmin::receipt {
namespace {

// Another version of the font moves edges by a fraction of a dot; another layout moves whole lines.
constexpr double kMostDifference = 0.02;

struct Golden {
  const char* name;
  Document document;
  Paper paper;
};

std::vector<Golden> goldens() {
  return {{"social-insurance-record", social_insurance_record(), {}},
          {"address-change", address_change(), {}},
          {"rare-name-large-print", rare_name(), {.width = 576, .large_print = true}}};
}

TEST_CASE("receipts look as they did when somebody last looked at them") {
  const auto* update = std::getenv("BIANMIN_UPDATE_GOLDENS");
  for (const auto& golden : goldens()) {
    CAPTURE(golden.name);
    const auto laid = lay_out(golden.document, golden.paper);
    REQUIRE(laid.has_value());
    const auto file =
        std::filesystem::path{BIANMIN_SOURCE_DIR} / "tests/golden/receipts" / (std::string{golden.name} + ".png");
    if (update != nullptr && std::string_view{update} == "1") REQUIRE(write_png(laid->bitmap, file).has_value());
    const auto kept = read_png(file);
    REQUIRE(kept.has_value());
    CHECK(kept->width == laid->bitmap.width);
    CHECK(difference(*kept, laid->bitmap) <= kMostDifference);
  }
}

TEST_CASE("the comparison sees a line that moved, a line that is missing and a smaller size") {
  const auto whole = lay_out(address_change(), {});
  REQUIRE(whole.has_value());
  auto moved = address_change();
  moved.blocks.insert(moved.blocks.begin() + 5, Space{1});
  auto shorter = address_change();
  shorter.blocks.erase(shorter.blocks.begin() + 8);
  for (const auto& changed : {moved, shorter}) {
    const auto laid = lay_out(changed, {});
    REQUIRE(laid.has_value());
    CHECK(difference(whole->bitmap, laid->bitmap) > kMostDifference);
  }
  CHECK(difference(whole->bitmap, whole->bitmap) == 0.0);
}

TEST_CASE("a picture is written as it is, and a file that cannot be written is named") {
  const MonoBitmap picture{9, 2, {0xAA, 0x80, 0x55, 0x00}};
  const auto file = std::filesystem::path{BIANMIN_BINARY_DIR} / "receipt-written-by-test.png";
  REQUIRE(write_png(picture, file).has_value());
  CHECK(read_png(file) == picture);
  const auto refused = write_png(picture, "/nowhere/at-all.png");
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().find("/nowhere/at-all.png") != std::string::npos);
}

}  // namespace
}  // namespace bianmin::receipt
