#pragma once
// A journal with a courier, for tests at a platform.
#include <optional>
#include <variant>

#include "kiosk/runner/courier.h"
#include "tests/kiosk/journal/fixture.h"
#include "tests/kiosk/platform/fixture.h"

namespace bianmin::runner {

using journal::ApplicationState;
using journal::Journal;
using platform::kLimit;

// A journal with a courier, and applications that the reference platform takes.
struct WithCourier {
  WithCourier() { REQUIRE(journal.open().usable); }

  void seal(const SubmissionKey& key, const std::string& purpose = "own-use") {
    auto made = platform::submission(key.value, purpose);
    const journal::Application application{.key = key,
                                           .service = made.service,
                                           .body = std::move(made.body),
                                           .local_number = "260309-" + key.value,
                                           .sealed_at = "2026-03-09T10:00:00+08:00",
                                           .receipt_context = {}};
    CHECK(journal.ask([&](Journal* opened) { return opened->seal(application).has_value(); }));
  }
  journal::Entry entry(const SubmissionKey& key) {
    auto found = journal.ask([&](Journal* opened) { return opened->find(key); });
    REQUIRE(found);
    return *found;
  }
  ApplicationState state(const SubmissionKey& key) { return entry(key).state; }
  // The next of the round; empty at its end.
  std::optional<Courier::Carried> carry_next(platform::Client& client) {
    auto carried = courier.carry_next(client, kLimit);
    REQUIRE(carried);
    return *carried;
  }
  std::size_t waiting() { return courier.waiting().value(); }
  template <typename Work>
  void at_journal(Work work) {
    REQUIRE(journal.ask([&](Journal* opened) { return work(*opened); }));
  }

  journal::Folder folder;
  JournalThread journal{{folder.journal(), folder.key(), 500}};
  Courier courier{journal};
};

// The wanted alternative of a delivery, or a failed test that names the one that came.
template <typename Wanted>
Wanted want(const Delivery& delivery) {
  INFO("alternative " << delivery.index());
  REQUIRE(std::holds_alternative<Wanted>(delivery));
  return std::get<Wanted>(delivery);
}

}  // namespace bianmin::runner
