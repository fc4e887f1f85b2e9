// A device process that obeys its first argument:
//
//     well                says Ready, beats, answers
//     dies-at-once        without a word
//     dies-after-message  after its first answer
//     hangs               says Ready, and nothing any more
//     deaf                beats and never reads
//     rubbish             says Ready, then what is no message, and goes on
//     never-stops         says more than anybody can hear
//     bad-settings        refuses its command line as bianmin-device does
//
// Its Ready says its process id as detail.
#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "drivers/host/codec.h"
#include "drivers/host/message_socket.h"

namespace bianmin {
namespace {

constexpr int kBeat = 20;  // ms
constexpr int kWrongUse = 2;

class FakeDevice {
 public:
  FakeDevice(int descriptor, std::string mode) : socket_{descriptor}, mode_{std::move(mode)} {
    say(device::Ready{"fake", std::to_string(::getpid())});
  }

  [[noreturn]] void serve() {
    if (mode_ == "hangs") {
      for (;;) ::pause();
    }
    if (mode_ == "rubbish") say_bytes(to_bytes("no CBOR"));
    for (;;) {
      if (mode_ == "never-stops") say_too_much();
      pollfd polled{socket_.descriptor(), static_cast<short>(mode_ == "deaf" ? 0 : POLLIN), 0};
      ::poll(&polled, 1, kBeat);
      if (mode_ != "deaf") obey_all();
      say(device::Heartbeat{});
    }
  }

 private:
  void say(const device::FromDevice& message) { say_bytes(device::encode(message)); }

  void say_bytes(ByteView bytes) {
    if (!socket_.send(bytes)) std::_Exit(0);  // the supervisor is gone
  }

  // In one piece, so that it is all there when the supervisor looks.
  void say_too_much() {
    const auto beat = device::encode(device::Heartbeat{});
    Bytes frames;
    for (int i = 0; i < 5000; ++i) {
      frames.insert(frames.end(), {0, 0, 0, static_cast<std::uint8_t>(beat.size())});
      frames.insert(frames.end(), beat.begin(), beat.end());
    }
    if (::write(socket_.descriptor(), frames.data(), frames.size()) < 0 && errno != EAGAIN) std::_Exit(0);
  }

  void obey_all() {
    for (;;) {
      const auto frame = socket_.receive();
      if (!frame) std::_Exit(0);
      if (!*frame) return;
      const auto order = device::decode_to_device(**frame);
      if (!order) std::_Exit(3);
      obey(*order);
      if (mode_ == "dies-after-message") std::_Exit(1);
    }
  }

  void obey(const device::ToDevice& order) {
    if (const auto* reading = std::get_if<device::StartReading>(&order)) say(device::CardSeen{reading->ticket});
    if (std::holds_alternative<device::EndVisit>(order)) say(device::CardLifted{});
    if (std::holds_alternative<device::Shutdown>(order)) std::_Exit(0);
  }

  device::MessageSocket socket_;
  std::string mode_;
};

}  // namespace
}  // namespace bianmin

int main(int argc, char** argv) {
  if (argc != 4 || std::string{argv[2]} != "--socket") {
    std::fprintf(stderr, "fake-device: MODE --socket N\n");
    return EXIT_FAILURE;
  }
  const std::string mode = argv[1];
  if (mode == "dies-at-once") return EXIT_FAILURE;
  if (mode == "bad-settings") return bianmin::kWrongUse;
  bianmin::FakeDevice{std::atoi(argv[3]), mode}.serve();
}
