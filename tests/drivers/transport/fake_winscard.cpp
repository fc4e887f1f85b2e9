#include "tests/drivers/transport/fake_winscard.h"

#include <PCSC/winscard.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <map>
#include <mutex>
#include <set>
#include <string_view>
#include <utility>

namespace bianmin::tests {

using namespace std::chrono_literals;

struct FakePcscd::State {
  mutable std::mutex mutex;
  std::condition_variable changed;
  CardTalk card;  // empty: no card
  std::uint16_t counter = 0;
  bool good_contacts = true;
  bool mute = false;  // as found when it came
  bool hangs = false;
  bool lost = false;  // a card that lies there is not seen
  int commands = 0;
  std::function<void()> before_power;
  SCARDCONTEXT last = 0;
  std::set<SCARDCONTEXT> contexts;
  std::set<SCARDCONTEXT> cancelled;
  struct Connection {
    std::uint16_t counter;  // of its card
    SCARDCONTEXT context;
  };
  std::map<SCARDHANDLE, Connection> connections;

  void count(int steps, CardTalk talk) {
    const std::lock_guard lock{mutex};
    card = std::move(talk);
    counter = static_cast<std::uint16_t>(counter + steps);
    mute = card && !good_contacts;
    lost = false;
    changed.notify_all();
  }

  [[nodiscard]] DWORD flags() const {
    const DWORD found = !card || lost ? SCARD_STATE_EMPTY
                        : mute        ? SCARD_STATE_PRESENT | SCARD_STATE_MUTE
                                      : SCARD_STATE_PRESENT;
    return static_cast<DWORD>(counter) << 16 | found;
  }
};

namespace {

constexpr std::string_view kReader = "Fake Reader 00 00";

std::mutex there_is;
std::shared_ptr<FakePcscd::State> pcscd;

std::shared_ptr<FakePcscd::State> daemon_there() {
  const std::lock_guard lock{there_is};
  return pcscd;
}

// As libpcsclite compares what a program knows with what is.
bool differs(DWORD known, DWORD now) {
  if (known == SCARD_STATE_UNAWARE) return true;
  if ((known >> 16) != 0 && (known >> 16) != (now >> 16)) return true;
  const auto flag = [](DWORD state, DWORD which) { return (state & which) != 0; };
  return (flag(now, SCARD_STATE_EMPTY) && flag(known, SCARD_STATE_PRESENT)) ||
         (flag(now, SCARD_STATE_PRESENT) && flag(known, SCARD_STATE_EMPTY)) ||
         (flag(now, SCARD_STATE_PRESENT) && flag(now, SCARD_STATE_MUTE) != flag(known, SCARD_STATE_MUTE));
}

}  // namespace

FakePcscd::FakePcscd() : state_{std::make_shared<State>()} {
  const std::lock_guard lock{there_is};
  pcscd = state_;
}

FakePcscd::~FakePcscd() {
  const std::lock_guard lock{there_is};
  pcscd.reset();
}

void FakePcscd::lies_there(CardTalk talk) { state_->count(0, std::move(talk)); }
void FakePcscd::lay(CardTalk talk) { state_->count(1, std::move(talk)); }
void FakePcscd::remove() { state_->count(1, {}); }
void FakePcscd::change(CardTalk talk) { state_->count(2, std::move(talk)); }

void FakePcscd::contacts(bool good) {
  const std::lock_guard lock{state_->mutex};
  state_->good_contacts = good;
}

void FakePcscd::before_power(std::function<void()> call) {
  const std::lock_guard lock{state_->mutex};
  state_->before_power = std::move(call);
}

void FakePcscd::hang(bool on) {
  const std::lock_guard lock{state_->mutex};
  state_->hangs = on;
  state_->changed.notify_all();
}

int FakePcscd::contexts() const {
  const std::lock_guard lock{state_->mutex};
  return static_cast<int>(state_->contexts.size());
}

int FakePcscd::cards() const {
  const std::lock_guard lock{state_->mutex};
  return static_cast<int>(state_->connections.size());
}

int FakePcscd::commands() const {
  const std::lock_guard lock{state_->mutex};
  return state_->commands;
}

}  // namespace bianmin::tests

using namespace bianmin;
using namespace bianmin::tests;

extern "C" {

LONG SCardEstablishContext(DWORD, LPCVOID, LPCVOID, LPSCARDCONTEXT context) {
  const auto there = daemon_there();
  if (!there) return SCARD_E_NO_SERVICE;
  const std::lock_guard lock{there->mutex};
  *context = ++there->last;
  there->contexts.insert(*context);
  return SCARD_S_SUCCESS;
}

LONG SCardReleaseContext(SCARDCONTEXT context) {
  const auto there = daemon_there();
  if (!there) return SCARD_E_NO_SERVICE;
  const std::lock_guard lock{there->mutex};
  return there->contexts.erase(context) == 1 ? SCARD_S_SUCCESS : SCARD_E_INVALID_HANDLE;
}

LONG SCardListReaders(SCARDCONTEXT, LPCSTR, LPSTR readers, LPDWORD size) {
  const auto needed = kReader.size() + 2;
  if (readers != nullptr) {
    if (*size < needed) return SCARD_E_INSUFFICIENT_BUFFER;
    std::memset(readers, 0, needed);
    std::memcpy(readers, kReader.data(), kReader.size());
  }
  *size = needed;
  return SCARD_S_SUCCESS;
}

LONG SCardGetStatusChange(SCARDCONTEXT context, DWORD timeout, SCARD_READERSTATE* reader, DWORD) {
  const auto there = daemon_there();
  if (!there) return SCARD_E_NO_SERVICE;
  std::unique_lock lock{there->mutex};
  if (!there->contexts.contains(context)) return SCARD_E_INVALID_HANDLE;
  const auto news = [&] {
    reader->dwEventState = there->flags();
    return differs(reader->dwCurrentState, reader->dwEventState) || there->cancelled.contains(context);
  };
  const bool told = there->changed.wait_for(lock, std::chrono::milliseconds{timeout}, news);
  if (there->cancelled.erase(context) == 1) return SCARD_E_CANCELLED;
  return told ? SCARD_S_SUCCESS : SCARD_E_TIMEOUT;
}

LONG SCardCancel(SCARDCONTEXT context) {
  const auto there = daemon_there();
  if (!there) return SCARD_E_NO_SERVICE;
  const std::lock_guard lock{there->mutex};
  there->cancelled.insert(context);
  there->changed.notify_all();
  return SCARD_S_SUCCESS;
}

LONG SCardConnect(SCARDCONTEXT context, LPCSTR, DWORD, DWORD, LPSCARDHANDLE handle, LPDWORD protocol) {
  const auto there = daemon_there();
  if (!there) return SCARD_E_NO_SERVICE;
  std::function<void()> before;
  {
    const std::lock_guard lock{there->mutex};
    before = std::exchange(there->before_power, {});
  }
  if (before) before();
  const std::lock_guard lock{there->mutex};
  if (!there->contexts.contains(context)) return SCARD_E_INVALID_HANDLE;
  if (!there->card || there->lost) return SCARD_E_NO_SMARTCARD;
  if (!there->connections.empty()) return SCARD_E_SHARING_VIOLATION;
  if (!there->good_contacts) return SCARD_W_UNPOWERED_CARD;
  there->mute = false;
  there->changed.notify_all();
  *handle = ++there->last;
  *protocol = SCARD_PROTOCOL_T1;
  there->connections[*handle] = {there->counter, context};
  return SCARD_S_SUCCESS;
}

LONG SCardTransmit(SCARDHANDLE handle, const SCARD_IO_REQUEST*, LPCBYTE command, DWORD length, SCARD_IO_REQUEST*,
                   LPBYTE answer, LPDWORD size) {
  const auto there = daemon_there();
  if (!there) return SCARD_E_NO_SERVICE;
  std::unique_lock lock{there->mutex};
  there->changed.wait(lock, [&] { return !there->hangs; });
  const auto found = there->connections.find(handle);
  if (found == there->connections.end()) return SCARD_E_INVALID_HANDLE;
  if (!there->card || found->second.counter != there->counter) return SCARD_W_REMOVED_CARD;
  ++there->commands;
  const auto said = there->card(ByteView{command, length});
  if (said.empty()) return SCARD_E_NOT_TRANSACTED;
  if (said.size() > *size) return SCARD_E_INSUFFICIENT_BUFFER;
  std::ranges::copy(said, answer);
  *size = said.size();
  return SCARD_S_SUCCESS;
}

LONG SCardDisconnect(SCARDHANDLE handle, DWORD disposition) {
  const auto there = daemon_there();
  if (!there) return SCARD_E_NO_SERVICE;
  const std::lock_guard lock{there->mutex};
  const auto found = there->connections.find(handle);
  if (found == there->connections.end()) return SCARD_E_INVALID_HANDLE;
  // The context must still be there.
  const bool in_order = there->contexts.contains(found->second.context);
  // The real one's fault: it calls the slot empty, and its watch of the slot does not know that.
  if (disposition != SCARD_LEAVE_CARD && found->second.counter != there->counter) there->lost = true;
  there->connections.erase(found);
  return in_order ? SCARD_S_SUCCESS : SCARD_E_INVALID_HANDLE;
}
}
