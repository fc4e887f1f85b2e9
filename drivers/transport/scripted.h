#pragma once
// A device played from a script: tests prove with it which bytes a driver sends, and that it asked for all it should.
#include <deque>
#include <string>
#include <variant>

#include "drivers/transport/transport.h"

namespace bianmin::drivers {

// Steps are consumed in order. What the driver does against the script is written down in problem(), and the driver
// then sees a broken line. Only a read during silence() takes its time.
class ScriptedTransport final : public Transport {
 public:
  // The driver must write exactly these bytes, in one write or in several.
  ScriptedTransport& expect(Bytes bytes);
  // The device sends these; one read never gives more than one reply, so splits can be played.
  ScriptedTransport& reply(Bytes bytes);
  // The driver waits in vain, however often it reads, until it writes again.
  ScriptedTransport& silence();
  // The line breaks for good.
  ScriptedTransport& hang_up();

  [[nodiscard]] std::expected<Bytes, TransportFault> read(std::size_t most, std::chrono::milliseconds limit) override;
  [[nodiscard]] std::expected<std::size_t, TransportFault> write(ByteView bytes,
                                                                 std::chrono::milliseconds limit) override;
  // A script says what arrives and when, so nothing waits unread that was not meant to be read.
  void discard_input() override {}

  // Empty when everything went as written and nothing is left; otherwise a sentence.
  [[nodiscard]] std::string expect_finished() const;

 private:
  struct Expect {
    Bytes bytes;
  };
  struct Reply {
    Bytes bytes;
  };
  struct Silence {};
  struct HangUp {};
  using Step = std::variant<Expect, Reply, Silence, HangUp>;

  std::unexpected<TransportFault> fail(std::string problem);

  std::deque<Step> steps_;
  std::string problem_;
};

}  // namespace bianmin::drivers
