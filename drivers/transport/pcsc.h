#pragma once
// Smart-card readers by way of pcscd (PC/SC: libpcsclite's winscard.h).
//
// A call into libpcsclite lasts as long as pcscd and the reader's driver like, and none can be given a limit: a hung
// driver hangs its callers. So they are made on two threads of their own (Aside), one that waits for cards to come and
// go and one that talks to them. The device process waits with a limit, beats its heart meanwhile, and says NoAnswer
// when the limit has passed; the supervisor never needs to kill it for what pcscd does. When pcscd ends or comes to
// life again, the call that hung comes back by itself.
#include <poll.h>

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "drivers/transport/aside.h"
#include "drivers/transport/card_channel.h"
#include "drivers/transport/pcsc_slot.h"
#include "drivers/transport/presence.h"

namespace bianmin::drivers {

enum class CardPresence { Absent, Present, Mute };  // Mute: a card lies there and did not answer its reset

struct SlotState {
  CardPresence card = CardPresence::Absent;
  std::uint16_t changes =
      0;  // how often a card came or went, from 0 again after 65535: what tells one card from the next
  friend bool operator==(const SlotState&, const SlotState&) = default;
};

// Whether the card of `then` is gone by `now`, also where another lies there already and nobody saw the slot empty. No
// where `now` is the older of the two. Pure.
[[nodiscard]] bool card_went(const SlotState& then, const SlotState& now);

// Why a reader cannot be opened; `detail` is for the technician.
struct PcscFault {
  CardLinkFault fault = CardLinkFault::NoService;
  std::string detail;
};

class PcscReader;

// This process's way to pcscd. Its readers keep what they need of it. Thread: one, the device process's.
class Pcsc {
 public:
  struct Threads;

  Pcsc();

  // The reader that `slot` means. Waits at most five seconds for pcscd, and for a call into it that hangs.
  [[nodiscard]] std::expected<std::unique_ptr<PcscReader>, PcscFault> open(const PcscSlot& slot,
                                                                           const KeepGoing& keep_going);

  // The names of all readers, as pcscd lists them. Waits as open() does.
  [[nodiscard]] std::expected<std::vector<std::string>, PcscFault> readers(const KeepGoing& keep_going);

 private:
  std::shared_ptr<Threads> threads_;
};

// A card that is powered.
struct PoweredCard {
  std::unique_ptr<CardChannel> channel;
  SlotState slot;  // when it had power already: a card that is laid later answers no more on this channel
};

// One slot. Thread: one, the device process's. After NoReader, NoService, Forbidden or NoAnswer it is spent: destroy it
// and open a new one.
class PcscReader final : public Presence {
 public:
  struct Context;
  struct Watch;

  PcscReader(std::shared_ptr<Pcsc::Threads> threads, std::shared_ptr<Context> context, std::string name,
             SlotState state);
  ~PcscReader() override;
  PcscReader(const PcscReader&) = delete;
  PcscReader& operator=(const PcscReader&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }

  // What is known by now, which may be older than what connect() saw; does not wait. NoAnswer when pcscd has been
  // silent for long, asked or not.
  [[nodiscard]] std::expected<SlotState, CardLinkFault> state();

  // Wakes, and has stirred, once state() has something new to say, also that the reader is gone.
  [[nodiscard]] std::vector<pollfd> wakes() const override;
  [[nodiscard]] bool gone() override { return false; }
  [[nodiscard]] bool stirred() override;

  // Powers the card for this process alone. It loses its power within seconds of the channel. Waits at most
  // ten seconds: a reader's driver tries a bad card at several voltages.
  [[nodiscard]] std::expected<PoweredCard, CardLinkFault> connect(const KeepGoing& keep_going);

 private:
  std::shared_ptr<Pcsc::Threads> threads_;
  std::shared_ptr<Context> context_;
  std::shared_ptr<Watch> watch_;
  std::string name_;
};

// What SCardGetStatusChange() gives as dwEventState, its upper half the counter of pcsc-lite. Pure.
[[nodiscard]] std::expected<SlotState, CardLinkFault> slot_state_of(std::uint32_t event_state);

// What a return code of winscard.h other than success says. Pure.
[[nodiscard]] CardLinkFault card_link_fault_of(long return_code);

}  // namespace bianmin::drivers
