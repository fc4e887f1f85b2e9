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

// What the watching thread and the device process's share.
struct PcscReader::Watch {
  Descriptor changed{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
  std::mutex mutex;
  std::expected<SlotState, CardLinkFault> state;
  Clock::time_point heard = Clock::now();
  std::atomic<bool> leaving = false;

  void tell(std::expected<SlotState, CardLinkFault> news) {
    const std::lock_guard lock{mutex};
    heard = Clock::now();
    if (state == news) return;
    state = news;
    ::eventfd_write(changed.number(), 1);
  }
  void tell_alive() {
    const std::lock_guard lock{mutex};
    heard = Clock::now();
  }

  // Until the reader or pcscd is gone, or nobody wants to know.
  void run(const std::string& name) {
    const auto context = Context::establish();
    if (!context) return tell(std::unexpected{card_link_fault_of(context.error())});
    SCARD_READERSTATE reader{};
    reader.szReader = name.c_str();
    while (!leaving) {
      const LONG said =
          ::SCardGetStatusChange((*context)->handle, std::chrono::milliseconds{kWatchRound}.count(), &reader, 1);
      if (said == SCARD_E_TIMEOUT) {
        tell_alive();
        continue;
      }
      if (said != SCARD_S_SUCCESS) return tell(std::unexpected{card_link_fault_of(said)});
      const auto state_now = slot_state_of(static_cast<std::uint32_t>(reader.dwEventState));
      tell(state_now);
      if (!state_now) return;
      reader.dwCurrentState = reader.dwEventState;
    }
  }
};

namespace {

using Context = PcscReader::Context;

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

std::expected<Found, PcscFault> find(const std::string& wanted) {
  auto context = Context::establish();
  if (!context) return std::unexpected{fault_of(context.error())};
  const auto names = readers_of(**context);
  if (!names) return std::unexpected{fault_of(names.error())};
  for (const auto& name : *names) {
    if (!name.contains(wanted)) continue;
    SCARD_READERSTATE reader{};
    reader.szReader = name.c_str();
    const LONG said = ::SCardGetStatusChange((*context)->handle, 0, &reader, 1);
    if (said != SCARD_S_SUCCESS) return std::unexpected{fault_of(said)};
    const auto state = slot_state_of(static_cast<std::uint32_t>(reader.dwEventState));
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
  // Without power, contacts may slide as they like.
  ~Card() {
    if (handle != 0) ::SCardDisconnect(handle, SCARD_UNPOWER_CARD);
  }
};

std::expected<std::shared_ptr<Card>, CardLinkFault> power(std::shared_ptr<Context> context, const std::string& name) {
  auto card = std::make_shared<Card>();
  card->context = std::move(context);
  const LONG said = ::SCardConnect(card->context->handle, name.c_str(), SCARD_SHARE_EXCLUSIVE,
                                   SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card->handle, &card->protocol);
  if (said != SCARD_S_SUCCESS) return std::unexpected{card_link_fault_of(said)};
  return card;
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
  PcscCard(Aside& talking, std::shared_ptr<Card> card) : talking_{talking}, card_{std::move(card)} {}
  // A call that hangs keeps the card until it comes back.
  ~PcscCard() override {
    talking_.start([card = std::move(card_)] {});
  }

  std::expected<Bytes, CardLinkFault> transmit(ByteView command, const KeepGoing& keep_going) override {
    auto answer = talking_.ask(
        [card = card_, bytes = Bytes{command.begin(), command.end()}] { return transmit_to(*card, bytes); },
        kTransmitLimit, keep_going);
    if (!answer) return std::unexpected{link_fault_of(answer.error())};
    return std::move(*answer);
  }

 private:
  Aside& talking_;
  std::shared_ptr<Card> card_;
};

}  // namespace

std::expected<std::unique_ptr<PcscReader>, PcscFault> Pcsc::open(const PcscSlot& slot, const KeepGoing& keep_going) {
  auto found = talking_.ask([wanted = slot.reader] { return find(wanted); }, kOpenLimit, keep_going);
  // An earlier reader's watch ends within one of its rounds.
  const auto quiet = found ? watching_.ask([] { return true; }, kOpenLimit, keep_going)
                           : std::expected<bool, AsideFault>{std::unexpect, found.error()};
  if (!quiet) {
    const auto fault = link_fault_of(quiet.error());
    return std::unexpected{PcscFault{fault, std::string{to_string(fault)}}};
  }
  if (!*found) return std::unexpected{std::move(found->error())};
  return std::make_unique<PcscReader>(*this, std::move((*found)->context), std::move((*found)->name), (*found)->state);
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
  auto names = talking_.ask(list, kOpenLimit, keep_going);
  if (names) return std::move(*names);
  const auto fault = link_fault_of(names.error());
  return std::unexpected{PcscFault{fault, std::string{to_string(fault)}}};
}

PcscReader::PcscReader(Pcsc& pcsc, std::shared_ptr<Context> context, std::string name, SlotState state)
    : pcsc_{pcsc}, context_{std::move(context)}, watch_{std::make_shared<Watch>()}, name_{std::move(name)} {
  watch_->state = state;
  pcsc_.watching_.start([watch = watch_, called = name_] { watch->run(called); });
}

PcscReader::~PcscReader() {
  watch_->leaving = true;
  pcsc_.talking_.start([context = std::move(context_)] {});
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

std::expected<std::unique_ptr<CardChannel>, CardLinkFault> PcscReader::connect(const KeepGoing& keep_going) {
  auto card = pcsc_.talking_.ask([context = context_, name = name_] { return power(context, name); }, kConnectLimit,
                                 keep_going);
  if (!card) return std::unexpected{link_fault_of(card.error())};
  if (!*card) return std::unexpected{card->error()};
  return std::make_unique<PcscCard>(pcsc_.talking_, std::move(**card));
}

}  // namespace bianmin::drivers
