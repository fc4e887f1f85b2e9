#include "drivers/host/smart_card_session.h"

#include <string>
#include <utility>

#include "drivers/host/card_session.h"

namespace bianmin::device {

using namespace std::chrono_literals;
using drivers::CardLinkFault;
using drivers::CardPresence;
using drivers::CardProblem;
using drivers::SlotState;

namespace {

// How often pcscd is looked at for still being there; it tells everything else by itself.
constexpr auto kCheck = 1s;
// A card that is pulled in the middle of a command is a card that does not answer, until pcscd sees the empty slot: it
// looks two or three times a second where the reader does not tell.
constexpr auto kUntilSeenGone = 900ms;

bool ends_reading(const ToDevice& order) {
  return std::holds_alternative<StopReading>(order) || std::holds_alternative<StartReading>(order) ||
         ends_everything(order);
}

}  // namespace

Failure failure_of(CardLinkFault fault, bool opened) {
  // Who was admitted is not turned away: pcscd refuses by hanging up, and hangs up when it ends.
  if (opened && fault == CardLinkFault::Forbidden) fault = CardLinkFault::NoService;
  switch (fault) {
    case CardLinkFault::NoReader:
      return {opened ? DeviceTrouble::Unplugged : DeviceTrouble::Missing, std::string{to_string(fault)}};
    case CardLinkFault::NoService:
      return {DeviceTrouble::NoAnswer, "pcscd does not run; start pcscd.socket"};
    case CardLinkFault::NoAnswer:
      return {DeviceTrouble::NoAnswer, "pcscd does not answer; if it goes on so, restart pcscd.service"};
    case CardLinkFault::Forbidden:
      return {DeviceTrouble::Forbidden, "pcscd does not admit this user; polkit needs a rule for it"};
    case CardLinkFault::InUse:
      return {DeviceTrouble::Busy, "another program holds the card"};
    case CardLinkFault::Removed:
    case CardLinkFault::Mute:
    case CardLinkFault::Stopped:
      break;
  }
  return {DeviceTrouble::NoAnswer, std::string{to_string(fault)}};
}

SmartCardSession::SmartCardSession(std::unique_ptr<drivers::PcscReader> reader, drivers::ssc::Quirks quirks,
                                   TerminalLink& link)
    : reader_{std::move(reader)}, quirks_{quirks}, link_{link}, keep_going_{link.keep_going_unless(ends_reading)} {}

Outcome SmartCardSession::obey(const ToDevice& order) {
  if (const auto* start = std::get_if<StartReading>(&order)) {
    ticket_ = start->ticket;
    left_.reset();
    if (const auto slot = reader_->state(); start->only_new && slot && slot->card != CardPresence::Absent)
      left_ = *slot;
    doing_ = Doing::LookingForCard;
  } else if ((std::holds_alternative<EndVisit>(order) || std::holds_alternative<StopReading>(order)) &&
             doing_ == Doing::LookingForCard) {
    // A card that was seen is watched on, beyond the end of the visit too: whoever comes next is told of it.
    doing_ = watched_ ? Doing::WatchingCard : Doing::Nothing;
  }
  return {};
}

Outcome SmartCardSession::step() {
  const auto slot = reader_->state();
  if (!slot) return std::unexpected{failure_of(slot.error(), true)};
  // Also while another card is looked for: the one that was told of may have gone meanwhile.
  if (watched_ && card_went(*watched_, *slot)) {
    watched_.reset();
    link_.say(CardLifted{});
    if (doing_ == Doing::WatchingCard) doing_ = Doing::Nothing;
  }
  if (doing_ != Doing::LookingForCard) return {};
  if (left_ && card_went(*left_, *slot)) left_.reset();
  return slot->card == CardPresence::Absent || left_ ? Outcome{} : read(*slot);
}

std::chrono::milliseconds SmartCardSession::rest() const { return kCheck; }

Outcome SmartCardSession::read(const SlotState& slot) {
  watched_ = slot;
  link_.say(CardSeen{ticket_, true});
  const auto reading = read_card();
  if (!reading && reading.error() == CardLinkFault::Stopped) return {};
  if (!reading) return std::unexpected{failure_of(reading.error(), true)};
  if (const auto* card = std::get_if<drivers::SocialSecurityCard>(&*reading)) {
    link_.say(SocialSecurityCardRead{ticket_, *card});
  } else {
    link_.say(CardUnreadable{ticket_, fault_of(std::get<CardProblem>(*reading))});
  }
  doing_ = Doing::WatchingCard;
  return {};
}

// A card that was mute when it came is tried all the same: its contacts may lie well by now.
SmartCardSession::Reading SmartCardSession::read_card() {
  Reading reading;
  {
    auto card = reader_->connect(keep_going_);
    if (card) {
      // It may be another than the one that was seen, laid in its place since.
      watched_ = card->slot;
      reading = read_social_security_card(*card->channel, quirks_, keep_going_);
    } else if (card.error() == CardLinkFault::Removed) {
      reading = CardProblem::Removed;
    } else if (card.error() == CardLinkFault::Mute) {
      reading = CardProblem::Damaged;
    } else {
      reading = std::unexpected{card.error()};
    }
  }
  if (reading == Reading{CardProblem::Damaged} && was_taken()) return CardProblem::Removed;
  return reading;
}

bool SmartCardSession::was_taken() {
  const drivers::Deadline deadline{kUntilSeenGone};
  while (true) {
    const auto now = reader_->state();
    if (!now || deadline.passed() || !keep_going_()) return false;
    if (card_went(*watched_, *now)) return true;
    auto wakes = reader_->wakes();
    ::poll(wakes.data(), wakes.size(), static_cast<int>(std::min(deadline.left(), drivers::kSlice).count()));
  }
}

}  // namespace bianmin::device
