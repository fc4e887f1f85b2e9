#pragma once
// An id card reader at work.
#include <functional>
#include <memory>
#include <optional>

#include "drivers/host/device_session.h"
#include "drivers/id_card_reader/id_card_reader.h"

namespace bianmin::device {

// Looks for a card only between StartReading and StopReading, as often as the reader bears: a citizen who lays a card
// sees the screen answer at once. Watches a card that is to be taken a few times a second, and otherwise asks the
// reader now and then whether it lives.
class CardSession final : public DeviceSession {
 public:
  // `introduce` tells what the technician should know now. It is said again after a card when it has changed.
  CardSession(std::unique_ptr<drivers::IdCardReader> reader, TerminalLink& link, std::function<Ready()> introduce);

  [[nodiscard]] Outcome obey(const ToDevice& order) override;
  [[nodiscard]] Outcome step() override;
  [[nodiscard]] std::chrono::milliseconds rest() const override { return next_step_.left(); }
  [[nodiscard]] drivers::Presence* presence() override { return reader_->presence(); }

 private:
  enum class Doing { Nothing, LookingForCard, WatchingCard };

  void begin(Doing doing);
  [[nodiscard]] std::chrono::milliseconds pause() const;
  [[nodiscard]] Outcome act();
  [[nodiscard]] Outcome look_and_read();
  [[nodiscard]] Outcome watch_card();
  void tell_if_lifted();

  std::unique_ptr<drivers::IdCardReader> reader_;
  TerminalLink& link_;
  std::function<Ready()> introduce_;
  Ready introduced_;
  drivers::KeepGoing keep_going_;
  Doing doing_ = Doing::Nothing;
  bool card_there_ = false;  // seen, told of, and not yet missed
  bool only_new_ = false;    // what lies there now is not to be read
  Ticket ticket_;
  bool fingerprints_ = false;  // wanted with the next card
  drivers::Deadline next_step_;
};

[[nodiscard]] Failure failure_of(drivers::IdCardReaderFault fault);
[[nodiscard]] CardFault fault_of(drivers::CardProblem problem);

}  // namespace bianmin::device
