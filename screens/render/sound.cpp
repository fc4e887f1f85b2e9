#include "screens/render/sound.h"

#include <SDL.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <cmath>
#include <numbers>
#include <thread>

#include "kiosk/base/inbox.h"

namespace bianmin::render {
namespace {

using namespace std::chrono_literals;

constexpr auto kKeepOpen = 10s;
constexpr auto kUntilAsked = 1h;
constexpr double kLoudness = 0.22;  // well below speech

struct Tone {
  double hertz;
  double seconds;
  double loudness;
};

// A sine that starts at once and dies away, so that nothing clicks.
void append(std::vector<std::int16_t>& samples, const Tone& tone) {
  const int count = static_cast<int>(tone.seconds * kSampleRate);
  const int attack = kSampleRate / 250;
  for (int i = 0; i < count; ++i) {
    const double rise = std::min(1.0, static_cast<double>(i) / attack);
    const double left = 1.0 - static_cast<double>(i) / count;
    const double wave = std::sin(2 * std::numbers::pi * tone.hertz * i / kSampleRate);
    samples.push_back(static_cast<std::int16_t>(std::lround(wave * rise * left * left * tone.loudness * 32767)));
  }
  samples.back() = 0;
}

// Opened by the first tone, closed when there was none for a while. Thread: the sound's own.
class Device {
 public:
  ~Device() {
    close();
    // SDL keeps its last error for each thread and cannot see a thread end that it did not start.
    SDL_TLSCleanup();
  }

  void play(Signal signal) {
    // A machine without sound is not asked for it at every touch: the libraries below complain each time.
    if (id_ == 0 && (std::chrono::steady_clock::now() < next_try_ || !open())) return;
    const auto samples = samples_of(signal);
    const auto bytes = static_cast<std::uint32_t>(samples.size() * sizeof(std::int16_t));
    if (SDL_QueueAudio(id_, samples.data(), bytes) != 0) spdlog::warn("a tone was not played: {}", SDL_GetError());
  }

  void close() {
    if (id_ == 0) return;
    SDL_CloseAudioDevice(id_);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    id_ = 0;
  }
  [[nodiscard]] bool is_open() const { return id_ != 0; }

 private:
  bool open() {
    SDL_AudioSpec wanted{};
    wanted.freq = kSampleRate;
    wanted.format = AUDIO_S16SYS;
    wanted.channels = 1;
    wanted.samples = 1024;
    const bool begun = SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
    if (begun) id_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
    if (id_ == 0) {
      next_try_ = std::chrono::steady_clock::now() + kBeforeAnotherTry;
      if (!said_) spdlog::warn("no sound: {}; the terminal goes on without", SDL_GetError());
      said_ = true;
      if (begun) SDL_QuitSubSystem(SDL_INIT_AUDIO);
      return false;
    }
    SDL_PauseAudioDevice(id_, 0);
    return true;
  }

  static constexpr std::chrono::minutes kBeforeAnotherTry{10};

  SDL_AudioDeviceID id_ = 0;
  std::chrono::steady_clock::time_point next_try_{};
  bool said_ = false;
};

}  // namespace

std::vector<std::int16_t> samples_of(Signal signal) {
  std::vector<std::int16_t> samples;
  switch (signal) {
    case Signal::Touch:
      append(samples, {1400, 0.035, kLoudness * 0.6});
      break;
    case Signal::Done:
      append(samples, {659.26, 0.16, kLoudness});
      append(samples, {987.77, 0.32, kLoudness});
      break;
    case Signal::Attention:
      append(samples, {784.0, 0.20, kLoudness});
      append(samples, {523.25, 0.36, kLoudness});
      break;
  }
  return samples;
}

struct Sound::Inner {
  // Beyond a handful they would only be heard late.
  Inbox<Signal> asked{4};
  std::jthread player{[this] {
    Device device;
    while (!asked.closed()) {
      if (const auto signal = asked.take(device.is_open() ? kKeepOpen : kUntilAsked)) {
        device.play(*signal);
      } else {
        device.close();
      }
    }
  }};
};

Sound::Sound() : inner_{std::make_unique<Inner>()} {}
Sound::~Sound() { inner_->asked.close(); }

void Sound::play(Signal signal) {
  // One too many is dropped: it would come too late to mean anything.
  static_cast<void>(inner_->asked.put(signal));
}

}  // namespace bianmin::render
