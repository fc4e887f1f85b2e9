#pragma once
// Signals: short tones that say what happened, quieter than speech.
#include <cstdint>
#include <memory>
#include <vector>

namespace bianmin::render {

enum class Signal {
  Touch,     // a soft tick
  Done,      // a rising pair
  Attention  // a falling pair
};

// Plays them from a thread of its own, so that a slow audio device never delays a touch. The device is opened at the
// first signal and given back after a while of silence: idle costs nothing. Without a device it says so once in the log
// and stays silent. Thread: any.
class Sound {
 public:
  Sound();
  ~Sound();
  Sound(const Sound&) = delete;
  Sound& operator=(const Sound&) = delete;

  void play(Signal signal);

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

// 16-bit mono samples, kSampleRate of them a second; starts and ends at 0.
inline constexpr int kSampleRate = 44100;
[[nodiscard]] std::vector<std::int16_t> samples_of(Signal signal);

}  // namespace bianmin::render
