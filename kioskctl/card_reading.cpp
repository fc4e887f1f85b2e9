#include "kioskctl/card_reading.h"

#include <poll.h>

#include <algorithm>

#include "drivers/social_security_card/card_reading.h"
#include "drivers/transport/deadline.h"
#include "drivers/transport/pcsc.h"

namespace bianmin::kioskctl {

using namespace std::chrono_literals;
using drivers::CardProblem;
using drivers::Deadline;
using drivers::KeepGoing;

namespace {

constexpr auto kPoll = 300ms;
constexpr auto kLetGo = 2s;

// Says once that there is no card yet.
class Waiting {
 public:
  explicit Waiting(const std::function<void()>& tell) : tell_{tell} {}

  // False when the time is over. Else waits until something wakes it, or until the next look.
  bool go_on(const Deadline& deadline, const KeepGoing& keep_going, std::vector<pollfd> wakes) {
    if (deadline.passed() || !keep_going()) return false;
    if (!told_) tell_();
    told_ = true;
    const auto rest = std::min<std::chrono::milliseconds>(kPoll, deadline.left());
    ::poll(wakes.data(), wakes.size(), static_cast<int>(rest.count()));
    return true;
  }

 private:
  const std::function<void()>& tell_;
  bool told_ = false;
};

std::expected<ReadCard, Trouble> read_id_card(const CardPlace& place, const ReadingOptions& options, Waiting& waiting,
                                              const KeepGoing& keep_going) {
  drivers::UsbBus bus;
  auto opened = open_reader(place, options.reader, bus, keep_going);
  if (!opened) return std::unexpected{opened.error()};
  auto& reader = *opened->reader;
  const Deadline deadline{options.timeout};
  while (true) {
    const auto found = reader.find_card(keep_going);
    if (!found) return std::unexpected{trouble_of(found.error(), place.text)};
    if (*found) break;
    if (!waiting.go_on(deadline, keep_going, reader.presence() ? reader.presence()->wakes() : std::vector<pollfd>{})) {
      return std::unexpected{no_card(place.text)};
    }
  }
  auto reading = reader.read_card({.fingerprints = options.fingerprints, .management_number = true}, keep_going);
  if (!reading) return std::unexpected{trouble_of(reading.error(), place.text)};
  if (const auto* problem = std::get_if<CardProblem>(&*reading)) {
    return std::unexpected{trouble_of(*problem, place.text)};
  }
  const auto& decoder = options.reader.decoder;
  return ReadCard{opened->facts, std::get<drivers::IdCard>(std::move(*reading)), options.fingerprints,
                  decoder ? decoder->complaint() : ""};
}

// pcscd takes a moment to notice that the program before this one has ended and let go of the card.
std::expected<drivers::PoweredCard, drivers::CardLinkFault> connect(drivers::PcscReader& reader,
                                                                    const KeepGoing& keep_going) {
  const Deadline deadline{kLetGo};
  while (true) {
    auto card = reader.connect(keep_going);
    if (card || card.error() != drivers::CardLinkFault::InUse || deadline.passed() || !keep_going()) return card;
    ::poll(nullptr, 0, static_cast<int>(std::chrono::milliseconds{kPoll}.count()));
  }
}

std::expected<ReadCard, Trouble> read_smart_card(const CardPlace& place, const drivers::PcscSlot& slot,
                                                 const ReadingOptions& options, Waiting& waiting,
                                                 const KeepGoing& keep_going) {
  const auto trouble = [&](drivers::CardLinkFault fault) { return std::unexpected{trouble_of(fault, place.text, "")}; };
  drivers::Pcsc pcsc;
  auto reader = pcsc.open(slot, keep_going);
  if (!reader) return std::unexpected{trouble_of(reader.error().fault, place.text, reader.error().detail)};
  const Deadline deadline{options.timeout};
  while (true) {
    const auto state = (*reader)->state();
    if (!state) return trouble(state.error());
    if (state->card != drivers::CardPresence::Absent) break;
    if (!waiting.go_on(deadline, keep_going, (*reader)->wakes())) return std::unexpected{no_card(place.text)};
  }
  auto card = connect(**reader, keep_going);
  if (!card) return trouble(card.error());
  auto channel = std::move(card->channel);
  if (options.reader.trace) channel = traced(std::move(channel), options.reader.trace);
  auto reading = drivers::read_social_security_card(*channel, options.smart_card, keep_going);
  if (!reading) return trouble(reading.error());
  if (const auto* problem = std::get_if<CardProblem>(&*reading)) {
    return std::unexpected{trouble_of(*problem, place.text)};
  }
  return ReadCard{{"smart-card-reader", place.text, "pcsc", (*reader)->name(), ""},
                  std::get<drivers::SocialSecurityCard>(std::move(*reading)),
                  false,
                  ""};
}

}  // namespace

std::expected<ReadCard, Trouble> read_card_at(const CardPlace& place, const ReadingOptions& options,
                                              const std::function<void()>& waiting, const KeepGoing& keep_going) {
  Waiting pause{waiting};
  if (const auto* slot = std::get_if<drivers::PcscSlot>(&place.connection)) {
    return read_smart_card(place, *slot, options, pause, keep_going);
  }
  return read_id_card(place, options, pause, keep_going);
}

}  // namespace bianmin::kioskctl
