#include "screens/technician/device_words.h"

#include <array>
#include <catch2/catch_test_macros.hpp>

using namespace bianmin;
using flow::DeviceTrouble;

namespace {

constexpr std::array kTroubles{DeviceTrouble::Missing,       DeviceTrouble::Forbidden,     DeviceTrouble::Busy,
                               DeviceTrouble::Unplugged,     DeviceTrouble::NoAnswer,      DeviceTrouble::GarbledAnswer,
                               DeviceTrouble::NotAuthorised, DeviceTrouble::HardwareFault, DeviceTrouble::ProcessDied};

}  // namespace

TEST_CASE("a technician is told of every trouble what it is and what to do") {
  for (const auto trouble : kTroubles) {
    CAPTURE(static_cast<int>(trouble));
    CHECK_FALSE(screens::trouble_words(trouble).empty());
    CHECK_FALSE(screens::remedy_for(trouble).empty());
  }
  CHECK(screens::trouble_words(DeviceTrouble::None).empty());
  CHECK(screens::remedy_for(DeviceTrouble::None).empty());
}

TEST_CASE("what keeps a printer from printing is named before what only comes near") {
  CHECK(screens::supplies_words({}).empty());
  CHECK(screens::supplies_words({.paper = flow::Paper::NearEnd}) == "The paper is nearly used up. Have a roll ready.");
  CHECK(screens::supplies_words({.paper = flow::Paper::NearEnd, .cover_open = true}) == "Close the printer's cover.");
  CHECK(screens::supplies_words({.paper = flow::Paper::Out, .cover_open = true}) == "Put in a new roll of paper.");
}
