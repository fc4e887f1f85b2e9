#pragma once
// Takes one sealed application to the platform, and notes in the journal what became of it before telling anybody.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <set>
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
    Delivery delivery;
  };
  // The oldest that waits and is not kept. Empty when there is none.
  [[nodiscard]] std::optional<Carried> carry_next(platform::Client& client, std::chrono::milliseconds limit);
  // How many wait, the kept ones included.
  [[nodiscard]] std::size_t waiting();

  // It need not be sent any more; what was written of it is destroyed.
  void withdraw(const SubmissionKey& key);

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
};

}  // namespace bianmin::runner
