#include "kiosk/runner/courier.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "kiosk/runner/platform_words.h"

namespace bianmin::runner {
namespace {

using journal::ApplicationState;
using journal::Journal;
using journal::JournalFault;

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

constexpr std::chrono::seconds kBeforeAskingTheDeaf{300};

// A move the journal refused leaves the row where it is, which is always the careful side: it will be asked about.
void log_if_refused(const char* what, const std::expected<void, JournalFault>& done) {
  if (!done) spdlog::error("journal: {}: {}", what, journal::to_string(done.error()));
}

}  // namespace

// While it lives, nobody else carries this key.
class Courier::Claim {
 public:
  Claim(Courier& courier, const SubmissionKey& key) : courier_{courier}, key_{key} {
    std::unique_lock lock{courier_.mutex_};
    courier_.freed_.wait(lock, [this] { return !courier_.carried_.contains(key_); });
    courier_.carried_.insert(key_);
  }
  ~Claim() {
    {
      const std::lock_guard lock{courier_.mutex_};
      courier_.carried_.erase(key_);
    }
    courier_.freed_.notify_all();
  }
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;

 private:
  Courier& courier_;
  SubmissionKey key_;
};

void Courier::keep(const SubmissionKey& key) {
  const std::lock_guard lock{mutex_};
  kept_.insert(key);
}

void Courier::release(const SubmissionKey& key) {
  const std::lock_guard lock{mutex_};
  kept_.erase(key);
}

Delivery Courier::carry(const SubmissionKey& key, platform::Client& client, std::chrono::milliseconds limit) {
  const Claim claim{*this, key};
  const auto entry = journal_.ask([&](Journal* journal) -> std::optional<journal::Entry> {
    if (journal == nullptr) return std::nullopt;
    auto found = journal->find(key);
    return found ? std::optional{*found} : std::nullopt;
  });
  if (!entry) return Undecided{};
  switch (entry->state) {
    case ApplicationState::Sealed:
      return send(key, client, limit);
    case ApplicationState::Sending:  // left by an attempt that could not be noted: ask
    case ApplicationState::Unknown:
      return ask(key, client, limit);
    case ApplicationState::Acknowledged:
    case ApplicationState::Rejected:
      return what_was_said(key);
    case ApplicationState::Quarantined:
      return Undecided{flow::Link::Up, {}};
  }
  std::unreachable();
}

Delivery Courier::send(const SubmissionKey& key, platform::Client& client, std::chrono::milliseconds limit) {
  auto submission = journal_.ask([&](Journal* journal) -> std::optional<platform::Submission> {
    if (journal == nullptr) return std::nullopt;
    auto loaded = journal->load(key);
    if (!loaded) {
      spdlog::error("journal: an application cannot be read back: {}", journal::to_string(loaded.error()));
      return std::nullopt;
    }
    const auto sending = journal->mark_sending(key);
    log_if_refused("cannot mark as sending", sending);
    if (!sending) return std::nullopt;
    return platform::Submission{key, loaded->application.service, std::move(loaded->application.body), loaded->digest};
  });
  if (!submission) return Undecided{};

  const auto outcome = client.submit(*submission, limit);
  std::ranges::fill(submission->body, std::uint8_t{0});

  const auto unsent = [&] {
    log_if_refused("cannot mark as not sent",
                   journal_.ask([&](Journal* journal) { return journal->mark_unsent(key); }));
  };
  const auto unknown = [&] {
    log_if_refused("cannot mark as unknown",
                   journal_.ask([&](Journal* journal) { return journal->mark_unknown(key); }));
  };
  return std::visit(
      Overloaded{
          [&](const platform::Acknowledged& acknowledged) -> Delivery { return acknowledge(key, acknowledged.body); },
          [&](const platform::Refused& refused) -> Delivery {
            const auto reason = words_of(refused);
            log_if_refused("cannot mark as rejected", journal_.ask([&](Journal* journal) {
              return journal->mark_rejected(key, reason ? reason->chinese : std::to_string(refused.status));
            }));
            return Declined{reason};
          },
          [&](const platform::Forbidden&) -> Delivery {
            unsent();
            return Halted{};
          },
          [&](const platform::Busy& busy) -> Delivery {
            constexpr int kStillRunning = 409;
            busy.status == kStillRunning ? unknown() : unsent();
            return Undecided{flow::Link::Up, busy.retry_after};
          },
          [&](const platform::Unreachable& unreachable) -> Delivery {
            unsent();
            return Undecided{link_of(unreachable.why), {}};
          },
          [&](const platform::Unknown& lost) -> Delivery {
            unknown();
            return Undecided{link_of(lost.why), {}};
          },
      },
      outcome);
}

Delivery Courier::ask(const SubmissionKey& key, platform::Client& client, std::chrono::milliseconds limit) {
  const auto answer = client.ask(key, limit);
  return std::visit(
      Overloaded{
          [&](const platform::Acknowledged& acknowledged) -> Delivery { return acknowledge(key, acknowledged.body); },
          [&](const platform::NeverSeen&) -> Delivery {
            const auto unsent = journal_.ask([&](Journal* journal) { return journal->mark_unsent(key); });
            log_if_refused("cannot mark as not sent", unsent);
            if (!unsent) return Undecided{flow::Link::Up, {}};
            return send(key, client, limit);
          },
          [&](const platform::StillRunning& running) -> Delivery {
            return Undecided{flow::Link::Up, running.retry_after};
          },
          // It may have arrived, and whoever answered cannot say: a gateway perhaps, or a platform without the status
          // query. It is asked again later; sent again it could double.
          [&](const platform::Unsupported&) -> Delivery { return Undecided{flow::Link::Up, kBeforeAskingTheDeaf}; },
          [&](const platform::Forbidden&) -> Delivery { return Halted{}; },
          [&](const platform::Busy& busy) -> Delivery { return Undecided{flow::Link::Up, busy.retry_after}; },
          [&](const platform::Unreachable& unreachable) -> Delivery { return Undecided{link_of(unreachable.why), {}}; },
          [&](const platform::Unknown& lost) -> Delivery { return Undecided{link_of(lost.why), {}}; },
      },
      answer);
}

Delivery Courier::acknowledge(const SubmissionKey& key, const Bytes& answer) {
  auto receipt = service::parse_receipt(to_string(answer));
  if (!receipt) {
    // It says yes in words that cannot be read. Asked again later it may say it better; sent again it could double.
    spdlog::error("platform: its answer to an application cannot be read: {}", receipt.error());
    log_if_refused("cannot mark as unknown",
                   journal_.ask([&](Journal* journal) { return journal->mark_unknown(key); }));
    return Undecided{flow::Link::Up, {}};
  }
  const auto noted = journal_.ask([&](Journal* journal) { return journal->mark_acknowledged(key, answer); });
  log_if_refused("cannot mark as acknowledged", noted);
  return Delivered{std::move(*receipt)};
}

Delivery Courier::what_was_said(const SubmissionKey& key) {
  const auto loaded = journal_.ask([&](Journal* journal) { return journal->load(key); });
  if (!loaded) return Undecided{flow::Link::Up, {}};
  if (loaded->state == ApplicationState::Rejected) return Declined{};
  auto receipt = service::parse_receipt(to_string(loaded->answer));
  if (!receipt) return Undecided{flow::Link::Up, {}};
  return Delivered{std::move(*receipt)};
}

std::expected<std::optional<Courier::Carried>, JournalFault> Courier::carry_next(platform::Client& client,
                                                                                 std::chrono::milliseconds limit) {
  const auto entries = journal_.ask([](Journal* journal) -> std::expected<std::vector<journal::Entry>, JournalFault> {
    if (journal == nullptr) return std::unexpected{JournalFault::NoAccess};
    return journal->pending();
  });
  if (!entries) return std::unexpected{entries.error()};
  for (const auto& entry : *entries) {
    {
      const std::lock_guard lock{mutex_};
      if (kept_.contains(entry.key) || carried_.contains(entry.key) || put_off_.contains(entry.key)) continue;
      put_off_.insert(entry.key);
    }
    return Carried{entry.key, entry.local_number, carry(entry.key, client, limit)};
  }
  const std::lock_guard lock{mutex_};
  put_off_.clear();
  return std::nullopt;
}

std::expected<std::size_t, JournalFault> Courier::waiting() {
  return journal_.ask([](Journal* journal) -> std::expected<std::size_t, JournalFault> {
    if (journal == nullptr) return std::unexpected{JournalFault::NoAccess};
    const auto pending = journal->pending();
    if (!pending) return std::unexpected{pending.error()};
    return pending->size();
  });
}

void Courier::withdraw(const SubmissionKey& key) {
  const Claim claim{*this, key};
  const bool gone = journal_.ask([&](Journal* journal) {
    if (journal == nullptr) return false;
    const auto entry = journal->find(key);
    if (!entry) return entry.error() == JournalFault::NotFound;
    if (journal::is_pending(entry->state)) {
      const auto quarantined = journal->quarantine(key, "withdrawn");
      log_if_refused("cannot withdraw", quarantined);
      if (!quarantined) return false;
    }
    log_if_refused("cannot forget a withdrawn application", journal->forget_contents(key));
    return true;
  });
  // What could not be withdrawn stays kept: it is not sent while this process lives.
  if (gone) release(key);
}

void Courier::sweep() {
  journal_.ask([](Journal* journal) {
    if (journal == nullptr) return false;
    const auto entries = journal->entries();
    if (!entries) return false;
    for (const auto& entry : *entries) {
      const bool decided = entry.state == ApplicationState::Acknowledged || entry.state == ApplicationState::Rejected;
      if (decided && entry.contents_kept) {
        log_if_refused("cannot forget a finished application", journal->forget_contents(entry.key));
      }
    }
    return true;
  });
}

}  // namespace bianmin::runner
