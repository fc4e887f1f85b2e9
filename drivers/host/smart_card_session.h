#pragma once
// A smart-card reader at work: social-security cards.
#include <memory>
#include <optional>

#include "drivers/host/device_session.h"
#include "drivers/social_security_card/card_reading.h"
#include "drivers/transport/pcsc.h"

namespace bianmin::device {

// Reads the card that lies in the reader between StartReading and StopReading, and sees it being lifted. While it
// rests, pcscd tells of cards that come and go: nothing is polled.
class SmartCardSession final : public DeviceSession {
 public:
  SmartCardSession(std::unique_ptr<drivers::PcscReader> reader, drivers::ssc::Quirks quirks, TerminalLink& link);

  [[nodiscard]] Outcome obey(const ToDevice& order) override;
  [[nodiscard]] Outcome step() override;
  [[nodiscard]] std::chrono::milliseconds rest() const override;
  [[nodiscard]] drivers::Presence* presence() override { return reader_.get(); }

 private:
  enum class Doing { Nothing, LookingForCard, WatchingCard };
  using Reading = std::expected<drivers::SocialSecurityCardReading, drivers::CardLinkFault>;

  [[nodiscard]] Outcome read(const drivers::SlotState& slot);
  [[nodiscard]] Reading read_card();
  // Whether the watched card is no longer there, or will be found gone in a moment.
  [[nodiscard]] bool was_taken();

  std::unique_ptr<drivers::PcscReader> reader_;
  drivers::ssc::Quirks quirks_;
  TerminalLink& link_;
  drivers::KeepGoing keep_going_;
  Doing doing_ = Doing::Nothing;
  Ticket ticket_;
  std::optional<drivers::SlotState> watched_;  // the slot when a card was seen that has not been missed yet
  std::optional<drivers::SlotState> left_;     // the slot with an earlier citizen's card, which is not to be read
};

// `opened`: whether the reader was there before.
[[nodiscard]] Failure failure_of(drivers::CardLinkFault fault, bool opened);

}  // namespace bianmin::device
