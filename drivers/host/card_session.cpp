#include "drivers/host/card_session.h"

#include <utility>

namespace bianmin::device {

using namespace std::chrono_literals;
using drivers::CardProblem;
using drivers::IdCardReaderFault;

namespace {

// A card that is to be taken is seen to be gone soon enough so; nobody waits for that with open eyes.
constexpr std::chrono::milliseconds kWatch = 300ms;
constexpr std::chrono::milliseconds kCheck = 5s;

DeviceTrouble trouble_of(IdCardReaderFault fault) {
  switch (fault) {
    case IdCardReaderFault::Unplugged:
      return DeviceTrouble::Unplugged;
    case IdCardReaderFault::NoAnswer:
    case IdCardReaderFault::Stopped:
      return DeviceTrouble::NoAnswer;
    case IdCardReaderFault::GarbledAnswer:
      return DeviceTrouble::GarbledAnswer;
    case IdCardReaderFault::NotAuthorised:
      return DeviceTrouble::NotAuthorised;
    case IdCardReaderFault::Broken:
      return DeviceTrouble::HardwareFault;
  }
  std::unreachable();
}

bool ends_reading(const ToDevice& order) {
  return std::holds_alternative<StopReading>(order) || std::holds_alternative<StartReading>(order) ||
         ends_everything(order);
}

}  // namespace

CardFault fault_of(CardProblem problem) {
  switch (problem) {
    case CardProblem::Removed:
      return CardFault::Removed;
    case CardProblem::Damaged:
      return CardFault::Damaged;
    case CardProblem::WrongKind:
      return CardFault::WrongKind;
    case CardProblem::Garbled:
      return CardFault::Garbled;
  }
  std::unreachable();
}

Failure failure_of(IdCardReaderFault fault) { return {trouble_of(fault), std::string{to_string(fault)}}; }

CardSession::CardSession(std::unique_ptr<drivers::IdCardReader> reader, TerminalLink& link,
                         std::function<Ready()> introduce)
    : reader_{std::move(reader)},
      link_{link},
      introduce_{std::move(introduce)},
      introduced_{introduce_()},
      keep_going_{link.keep_going_unless(ends_reading)},
      next_step_{kCheck} {}

void CardSession::begin(Doing doing) {
  doing_ = doing;
  next_step_ = drivers::Deadline{doing == Doing::LookingForCard ? 0ms : pause()};
}

std::chrono::milliseconds CardSession::pause() const {
  switch (doing_) {
    case Doing::Nothing:
      return kCheck;
    case Doing::LookingForCard:
      return reader_->look_pause();
    case Doing::WatchingCard:
      return kWatch;
  }
  std::unreachable();
}

Outcome CardSession::obey(const ToDevice& order) {
  if (const auto* start = std::get_if<StartReading>(&order)) {
    ticket_ = start->ticket;
    fingerprints_ = start->fingerprints;
    only_new_ = start->only_new;
    begin(Doing::LookingForCard);
  } else if ((std::holds_alternative<EndVisit>(order) || std::holds_alternative<StopReading>(order)) &&
             doing_ == Doing::LookingForCard) {
    // A card that was seen is watched on, beyond the end of the visit too: whoever comes next is told of it.
    begin(card_there_ ? Doing::WatchingCard : Doing::Nothing);
  }
  return {};
}

Outcome CardSession::step() {
  if (!next_step_.passed()) return {};
  const auto outcome = act();
  next_step_ = drivers::Deadline{pause()};
  return outcome;
}

Outcome CardSession::act() {
  if (doing_ == Doing::LookingForCard) return look_and_read();
  if (doing_ == Doing::WatchingCard) return watch_card();
  const auto alive = reader_->check(keep_going_);
  if (!alive && alive.error() != IdCardReaderFault::Stopped) return std::unexpected{failure_of(alive.error())};
  return {};
}

Outcome CardSession::look_and_read() {
  const auto found = reader_->find_card(keep_going_);
  if (!found && found.error() == IdCardReaderFault::Stopped) return {};
  if (!found) return std::unexpected{failure_of(found.error())};
  if (!*found) {
    only_new_ = false;
    tell_if_lifted();
    return {};
  }
  if (only_new_) return {};
  const bool watched = reader_->sees_read_card();
  card_there_ = watched;
  link_.say(CardSeen{ticket_, watched});
  const auto reading = reader_->read_card({.fingerprints = fingerprints_}, keep_going_);
  if (!reading && reading.error() == IdCardReaderFault::Stopped) return {};
  if (!reading) return std::unexpected{failure_of(reading.error())};
  if (const auto* card = std::get_if<drivers::IdCard>(&*reading)) {
    link_.say(CardRead{ticket_, *card, watched});
  } else {
    link_.say(CardUnreadable{ticket_, fault_of(std::get<CardProblem>(*reading))});
  }
  begin(watched ? Doing::WatchingCard : Doing::Nothing);
  if (auto now = introduce_(); now != introduced_) {
    introduced_ = now;
    link_.say(std::move(now));
  }
  return {};
}

Outcome CardSession::watch_card() {
  const auto found = reader_->find_card(keep_going_);
  if (!found && found.error() == IdCardReaderFault::Stopped) return {};
  if (!found) return std::unexpected{failure_of(found.error())};
  if (*found) return {};
  tell_if_lifted();
  begin(Doing::Nothing);
  return {};
}

// Also while another card is looked for: the one that was told of may have gone meanwhile.
void CardSession::tell_if_lifted() {
  if (std::exchange(card_there_, false)) link_.say(CardLifted{});
}

}  // namespace bianmin::device
