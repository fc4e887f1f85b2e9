#include "drivers/transport/pcsc.h"

#include <PCSC/winscard.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

#include "drivers/transport/descriptor.h"

namespace bianmin::drivers {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto kOpenLimit = 5s;
constexpr auto kConnectLimit = 10s;
constexpr auto kTransmitLimit = 8s;  // a card may ask for more time; drivers give up on a mute one after about three
// How long one wait for a change lasts: how soon a watch that is no longer wanted ends, and how often pcscd must show
// that it lives. It costs two small messages.
constexpr auto kWatchRound = 1s;
constexpr auto kLongestSilence = 5s;

CardLinkFault link_fault_of(AsideFault fault) {
  return fault == AsideFault::TimedOut ? CardLinkFault::NoAnswer : CardLinkFault::Stopped;
}

}  // namespace

// Released on whichever of our threads lets go of it last, which is not the device process's.
struct PcscReader::Context {
  SCARDCONTEXT handle = 0;

  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() {
    if (handle != 0) ::SCardReleaseContext(handle);
  }

  static std::expected<std::shared_ptr<Context>, long> establish() {
    auto context = std::make_shared<Context>();
    LONG said = ::SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context->handle);
    // pcscd refuses by hanging up, and looks the same when it dies just then: a second time tells.
    if (said == SCARD_W_SECURITY_VIOLATION) {
      said = ::SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context->handle);
    }
    if (said != SCARD_S_SUCCESS) return std::unexpected{said};
    return context;
  }
};

// One that waits for cards to come and go, and one that talks to them.
struct Pcsc::Threads {
  Aside watching;
  Aside talking;
};

Pcsc::Pcsc() : threads_{std::make_shared<Threads>()} {}

// What the watching thread and the device process's share.
struct PcscReader::Watch {
  Descriptor changed{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
  std::mutex mutex;
  std::expected<SlotState, CardLinkFault> state;
  Clock::time_point heard = Clock::now();
  std::atomic<bool> leaving = false;
  std::shared_ptr<Context> context;  // while it waits

  void tell(std::expected<SlotState, CardLinkFault> news) {
    const std::lock_guard lock{mutex};
    heard = Clock::now();
    if (state == news) return;
    state = news;
    ::eventfd_write(changed.number(), 1);
  }
  void wait_with(std::shared_ptr<Context> own) {
    const std::lock_guard lock{mutex};
    context = std::move(own);
  }

  // Until the reader or pcscd is gone, or nobody wants to know.
  void run(const std::string& name) {
    const auto own = Context::establish();
    if (!own) return tell(std::unexpected{card_link_fault_of(own.error())});
    wait_with(*own);
    SCARD_READERSTATE reader{};
    reader.szReader = name.c_str();
    while (!leaving) {
      const LONG said =
          ::SCardGetStatusChange((*own)->handle, std::chrono::milliseconds{kWatchRound}.count(), &reader, 1);
      if (said != SCARD_S_SUCCESS && said != SCARD_E_TIMEOUT) {
        tell(std::unexpected{card_link_fault_of(said)});
        break;
      }
      // Also when nothing seems to have happened: a card that was changed while the counter stood at zero, as at
      // pcscd's start, is told of in no other way.
      const auto state_now = slot_state_of(static_cast<std::uint32_t>(reader.dwEventState));
      tell(state_now);
      if (!state_now) break;
      reader.dwCurrentState = reader.dwEventState;
    }
    wait_with(nullptr);
  }

  // From another thread: the round under way ends at once, unless it is just about to begin.
  void cancel() {
    std::shared_ptr<Context> waiting;
    {
      const std::lock_guard lock{mutex};
      waiting = context;
    }
    if (waiting) ::SCardCancel(waiting->handle);
  }
};

namespace {

using Context = PcscReader::Context;

// What a reader leaves behind: it asks pcscd, so it is not for the device process's thread.
struct Farewell {
  std::shared_ptr<PcscReader::Watch> watch;
  std::shared_ptr<Context> context;

  Farewell(std::shared_ptr<PcscReader::Watch> the_watch, std::shared_ptr<Context> the_context)
      : watch{std::move(the_watch)}, context{std::move(the_context)} {}
  Farewell(const Farewell&) = delete;
  Farewell& operator=(const Farewell&) = delete;
  ~Farewell() { watch->cancel(); }
};

struct Found {
  std::shared_ptr<Context> context;
  std::string name;
  SlotState state;
};

PcscFault fault_of(long said) { return {card_link_fault_of(said), ::pcsc_stringify_error(said)}; }

// pcscd gives names one after the other, each with a zero at its end, and one more zero.
std::vector<std::string> names_in(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty() && list.front() != '\0') {
    names.emplace_back(list.substr(0, list.find('\0')));
    list.remove_prefix(std::min(list.size(), names.back().size() + 1));
  }
  return names;
}

std::expected<std::vector<std::string>, long> readers_of(const Context& context) {
  DWORD size = 0;
  LONG said = ::SCardListReaders(context.handle, nullptr, nullptr, &size);
  std::string list(size, '\0');
  if (said == SCARD_S_SUCCESS) said = ::SCardListReaders(context.handle, nullptr, list.data(), &size);
  if (said == SCARD_E_NO_READERS_AVAILABLE) return std::vector<std::string>{};
  if (said != SCARD_S_SUCCESS) return std::unexpected{said};
  list.resize(std::min<std::size_t>(size, list.size()));
  return names_in(list);
}

PcscFault no_such_reader(const std::string& wanted, const std::vector<std::string>& names) {
  std::string detail = wanted.empty() ? "no reader" : "no reader is called '" + wanted + "'";
  for (const auto& name : names) detail += (&name == &names.front() ? "; there is: " : ", ") + name;
  return {CardLinkFault::NoReader, detail};
}

// The reader as it is now.
std::expected<std::uint32_t, long> look_at(const Context& context, const std::string& name) {
  SCARD_READERSTATE reader{};
  reader.szReader = name.c_str();
  const LONG said = ::SCardGetStatusChange(context.handle, 0, &reader, 1);
  if (said != SCARD_S_SUCCESS) return std::unexpected{said};
  return static_cast<std::uint32_t>(reader.dwEventState);
}

std::expected<Found, PcscFault> find(const std::string& wanted) {
  auto context = Context::establish();
  if (!context) return std::unexpected{fault_of(context.error())};
  const auto names = readers_of(**context);
  if (!names) return std::unexpected{fault_of(names.error())};
  for (const auto& name : *names) {
    if (!name.contains(wanted)) continue;
    const auto said = look_at(**context, name);
    if (!said) return std::unexpected{fault_of(said.error())};
    const auto state = slot_state_of(*said);
    if (!state) return std::unexpected{PcscFault{state.error(), name}};
    return Found{std::move(*context), name, *state};
  }
  return std::unexpected{no_such_reader(wanted, *names)};
}

struct Card {
  std::shared_ptr<Context> context;
  SCARDHANDLE handle = 0;
  DWORD protocol = 0;

  Card() = default;
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;
  // pcscd takes its power by itself. Asked for it, and finding the card gone just then, it would call the slot empty
  // until the card that is laid next is taken away too (1.9.9 and 2.3.3, SCardDisconnect in src/winscard.c).
  ~Card() {
    if (handle != 0) ::SCardDisconnect(handle, SCARD_LEAVE_CARD);
  }
};

struct Powered {
  std::shared_ptr<Card> card;
  SlotState slot;
};

std::expected<Powered, CardLinkFault> power(std::shared_ptr<Context> context, const std::string& name) {
  auto card = std::make_shared<Card>();
  card->context = std::move(context);
  const LONG said = ::SCardConnect(card->context->handle, name.c_str(), SCARD_SHARE_EXCLUSIVE,
                                   SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card->handle, &card->protocol);
  if (said != SCARD_S_SUCCESS) return std::unexpected{card_link_fault_of(said)};
  const auto event_state = look_at(*card->context, name);
  if (!event_state) return std::unexpected{card_link_fault_of(event_state.error())};
  const auto slot = slot_state_of(*event_state);
  if (!slot) return std::unexpected{slot.error()};
  if (slot->card == CardPresence::Absent) return std::unexpected{CardLinkFault::Removed};
  return Powered{std::move(card), *slot};
}

std::expected<Bytes, CardLinkFault> transmit_to(const Card& card, const Bytes& command) {
  Bytes answer(kLargestResponse);
  DWORD size = answer.size();
  const auto* protocol = card.protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
  const LONG said =
      ::SCardTransmit(card.handle, protocol, command.data(), command.size(), nullptr, answer.data(), &size);
  if (said != SCARD_S_SUCCESS) return std::unexpected{card_link_fault_of(said)};
  answer.resize(std::min<std::size_t>(size, answer.size()));
  return answer;
}

class PcscCard final : public CardChannel {
 public:
  PcscCard(std::shared_ptr<Pcsc::Threads> threads, std::shared_ptr<Card> card)
      : threads_{std::move(threads)}, card_{std::move(card)} {}
  PcscCard(const PcscCard&) = delete;
  PcscCard& operator=(const PcscCard&) = delete;
  ~PcscCard() override { threads_->talking.let_go(std::move(card_)); }

  std::expected<Bytes, CardLinkFault> transmit(ByteView command, const KeepGoing& keep_going) override {
    auto answer = threads_->talking.ask(
        [card = card_, bytes = Bytes{command.begin(), command.end()}] { return transmit_to(*card, bytes); },
        kTransmitLimit, keep_going);
    if (!answer) return std::unexpected{link_fault_of(answer.error())};
    return std::move(*answer);
  }

 private:
  std::shared_ptr<Pcsc::Threads> threads_;
  std::shared_ptr<Card> card_;
};

}  // namespace

std::expected<std::unique_ptr<PcscReader>, PcscFault> Pcsc::open(const PcscSlot& slot, const KeepGoing& keep_going) {
  auto found = threads_->talking.ask([wanted = slot.reader] { return find(wanted); }, kOpenLimit, keep_going);
  // An earlier reader's watch ends within one of its rounds.
  const auto quiet = found ? threads_->watching.ask([] { return true; }, kOpenLimit, keep_going)
                           : std::expected<bool, AsideFault>{std::unexpect, found.error()};
  if (!quiet) {
    if (found && *found) threads_->talking.let_go(std::move((*found)->context));
    const auto fault = link_fault_of(quiet.error());
    return std::unexpected{PcscFault{fault, std::string{to_string(fault)}}};
  }
  if (!*found) return std::unexpected{std::move(found->error())};
  return std::make_unique<PcscReader>(threads_, std::move((*found)->context), std::move((*found)->name),
                                      (*found)->state);
}

std::expected<std::vector<std::string>, PcscFault> Pcsc::readers(const KeepGoing& keep_going) {
  using Names = std::expected<std::vector<std::string>, PcscFault>;
  const auto list = []() -> Names {
    const auto context = Context::establish();
    if (!context) return std::unexpected{fault_of(context.error())};
    auto names = readers_of(**context);
    if (!names) return std::unexpected{fault_of(names.error())};
    return std::move(*names);
  };
  auto names = threads_->talking.ask(list, kOpenLimit, keep_going);
  if (names) return std::move(*names);
  const auto fault = link_fault_of(names.error());
  return std::unexpected{PcscFault{fault, std::string{to_string(fault)}}};
}

PcscReader::PcscReader(std::shared_ptr<Pcsc::Threads> threads, std::shared_ptr<Context> context, std::string name,
                       SlotState state)
    : threads_{std::move(threads)},
      context_{std::move(context)},
      watch_{std::make_shared<Watch>()},
      name_{std::move(name)} {
  watch_->state = state;
  threads_->watching.start([watch = watch_, called = name_] { watch->run(called); });
}

PcscReader::~PcscReader() {
  watch_->leaving = true;
  threads_->talking.let_go(std::make_shared<Farewell>(watch_, std::move(context_)));
}

std::expected<SlotState, CardLinkFault> PcscReader::state() {
  eventfd_t ignored = 0;
  ::eventfd_read(watch_->changed.number(), &ignored);
  const std::lock_guard lock{watch_->mutex};
  if (watch_->state && Clock::now() - watch_->heard > kLongestSilence) return std::unexpected{CardLinkFault::NoAnswer};
  return watch_->state;
}

std::vector<pollfd> PcscReader::wakes() const { return {{watch_->changed.number(), POLLIN, 0}}; }

bool PcscReader::stirred() {
  auto descriptors = wakes();
  return ::poll(descriptors.data(), descriptors.size(), 0) > 0;
}

std::expected<PoweredCard, CardLinkFault> PcscReader::connect(const KeepGoing& keep_going) {
  auto card = threads_->talking.ask([context = context_, name = name_] { return power(context, name); }, kConnectLimit,
                                    keep_going);
  if (!card) return std::unexpected{link_fault_of(card.error())};
  if (!*card) return std::unexpected{card->error()};
  return PoweredCard{std::make_unique<PcscCard>(threads_, std::move((*card)->card)), (*card)->slot};
}

}  // namespace bianmin::drivers
