#pragma once
// Signals: short tones that say what happened, quieter than speech.
#include <memory>

namespace bianmin::render {

enum class Signal {
  Touch,     // a soft tick
  Done,      // a rising pair
  Attention  // a falling pair
};

// Thread: the one that draws. Opens the audio device at the first signal and pauses it when silent. Without a device it
// says so once in the log and stays silent.
class Sound {
 public:
  Sound();
  ~Sound();
  Sound(const Sound&) = delete;
  Sound& operator=(const Sound&) = delete;

  void play(Signal signal);
  // Lets the device rest once the last tone has ended. Call when idle.
  void rest_if_silent();

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace bianmin::render
