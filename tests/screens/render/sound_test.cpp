#include "screens/render/sound.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <cstdlib>

using namespace bianmin::render;

namespace {

// Zero crossings a second, halved: the pitch of a plain tone.
double pitch(std::vector<std::int16_t>::const_iterator from, std::vector<std::int16_t>::const_iterator to) {
  int crossings = 0;
  for (auto at = from + 1; at < to; ++at) crossings += (*at >= 0) != (*(at - 1) >= 0) ? 1 : 0;
  return crossings / 2.0 * kSampleRate / static_cast<double>(to - from);
}

}  // namespace

TEST_CASE("tones begin and end in silence and stay below speech") {
  const auto samples = samples_of(GENERATE(Signal::Touch, Signal::Done, Signal::Attention));
  REQUIRE(!samples.empty());
  CHECK(samples.front() == 0);
  CHECK(samples.back() == 0);
  const auto [low, high] = std::minmax_element(samples.begin(), samples.end());
  CHECK(*high < 32767 / 4);
  CHECK(*low > -32767 / 4);
  CHECK(*high > 1000);
}

TEST_CASE("done rises, attention falls, a touch is short") {
  const auto done = samples_of(Signal::Done);
  CHECK(pitch(done.begin(), done.begin() + 6000) < pitch(done.begin() + 8000, done.begin() + 14000));
  const auto attention = samples_of(Signal::Attention);
  CHECK(pitch(attention.begin(), attention.begin() + 6000) >
        pitch(attention.begin() + 10000, attention.begin() + 16000));
  CHECK(samples_of(Signal::Touch).size() < kSampleRate / 20);
}

TEST_CASE("a terminal without an audio device goes on in silence") {
  // The test's environment names an audio driver that does not exist.
  REQUIRE(std::getenv("SDL_AUDIODRIVER") != nullptr);
  Sound sound;
  for (int i = 0; i < 20; ++i) sound.play(Signal::Touch);
  SUCCEED("nothing was thrown and nothing waits");
}
