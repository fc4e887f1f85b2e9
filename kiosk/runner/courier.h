#pragma once
// Takes one sealed application to the platform, and notes in the journal what became of it before telling anybody.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <expected>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <variant>

#include "kiosk/base/ids.h"
#include "kiosk/base/language.h"
#include "kiosk/flow/health.h"
#include "kiosk/platform/client.h"
#include "kiosk/runner/journal_thread.h"
#include "kiosk/service/result.h"

namespace bianmin::runner {

struct Delivered {
  service::PlatformReceipt receipt;
};
struct Declined {
  std::optional<LocalText> reason;
};
// Not now, or nobody knows: it stays in the outbox.
struct Undecided {
  flow::Link link = flow::Link::Down;
  std::optional<std::chrono::seconds> retry_after;
};
// The platform refuses this terminal.
struct Halted {};
using Delivery = std::variant<Delivered, Declined, Undecided, Halted>;

// Thread: any; an application is carried by one at a time.
class Courier {
 public:
  explicit Courier(JournalThread& journal) : journal_{journal} {}

  // While a key is kept, carry_next() leaves it alone: the visit that sealed it sends it itself.
  void keep(const SubmissionKey& key);
  void release(const SubmissionKey& key);

  // Asks first where an earlier attempt may have arrived; never sends what may be there already.
  [[nodiscard]] Delivery carry(const SubmissionKey& key, platform::Client& client, std::chrono::milliseconds limit);

  struct Carried {
    SubmissionKey key;
    std::string local_number;
    Delivery delivery;
  };
  // The oldest that waits, is not kept and was not put off in this round. Empty when there is none: the round is over
  // and the next call begins another. One that cannot be delivered never holds up those behind it. The fault is the
  // journal's: nobody knows what waits.
  [[nodiscard]] std::expected<std::optional<Carried>, journal::JournalFault> carry_next(
      platform::Client& client, std::chrono::milliseconds limit);
  // How many wait, the kept ones included.
  [[nodiscard]] std::expected<std::size_t, journal::JournalFault> waiting();

  // It need not be sent any more; what was written of it is destroyed.
  void withdraw(const SubmissionKey& key);

  // The contents of what was delivered or refused are destroyed.
  void sweep();

 private:
  class Claim;
  [[nodiscard]] Delivery ask(const SubmissionKey& key, platform::Client& client, std::chrono::milliseconds limit);
  [[nodiscard]] Delivery send(const SubmissionKey& key, platform::Client& client, std::chrono::milliseconds limit);
  [[nodiscard]] Delivery acknowledge(const SubmissionKey& key, const Bytes& answer);
  [[nodiscard]] Delivery what_was_said(const SubmissionKey& key);

  JournalThread& journal_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::set<SubmissionKey> kept_;
  std::set<SubmissionKey> carried_;  // being carried right now
  std::set<SubmissionKey> put_off_;  // tried in this round of carry_next()
};

}  // namespace bianmin::runner
