#include "kiosk/runner/courier.h"

#include <future>
#include <thread>

#include "tests/kiosk/runner/with_courier.h"

using namespace bianmin;
using namespace bianmin::runner;
using namespace std::chrono_literals;
using platform::AtPlatform;

namespace {

struct AtCourier : AtPlatform, WithCourier {
  SubmissionKey sealed(const std::string& purpose = "own-use") {
    const SubmissionKey key{"courier-" + new_key()};
    seal(key, purpose);
    return key;
  }
  Delivery carry(const SubmissionKey& key, std::chrono::milliseconds limit = kLimit) {
    return courier.carry(key, client, limit);
  }
  int requests() const { return platform.tell("state").at("requests"); }
};

}  // namespace

TEST_CASE_METHOD(AtCourier, "an application is delivered, and what was said of it is said again without asking") {
  const auto key = sealed();
  const int before = platform.stored();
  const auto delivered = want<Delivered>(carry(key));
  CHECK_FALSE(delivered.receipt.file_id.empty());
  CHECK_FALSE(delivered.receipt.number.empty());
  CHECK(state(key) == ApplicationState::Acknowledged);
  CHECK(entry(key).attempts == 1);
  CHECK(waiting() == 0);

  const int asked = requests();
  CHECK(want<Delivered>(carry(key)).receipt == delivered.receipt);
  CHECK(requests() == asked);
  CHECK(platform.stored() == before + 1);
}

TEST_CASE_METHOD(AtCourier, "the platform refuses an application for good, in both languages") {
  const auto key = sealed("no-such-purpose");
  const auto declined = want<Declined>(carry(key));
  REQUIRE(declined.reason);
  CHECK_FALSE(declined.reason->chinese.empty());
  CHECK_FALSE(declined.reason->english.empty());
  CHECK(state(key) == ApplicationState::Rejected);
  CHECK(waiting() == 0);
  const int asked = requests();
  want<Declined>(carry(key));
  CHECK(requests() == asked);
}

TEST_CASE_METHOD(AtCourier, "the reply is lost: the platform is asked, and has the application once") {
  const auto key = sealed();
  const int before = platform.stored();
  platform.tell("drop-reply 1");
  want<Undecided>(carry(key));
  CHECK(state(key) == ApplicationState::Unknown);
  CHECK(waiting() == 1);
  const int asked = requests();
  want<Delivered>(carry(key));
  CHECK(requests() == asked + 1);
  CHECK(state(key) == ApplicationState::Acknowledged);
  CHECK(entry(key).attempts == 1);
  CHECK(platform.stored() == before + 1);
}

TEST_CASE_METHOD(AtCourier, "the request never arrived: the platform is asked, and then it is sent again") {
  const auto key = sealed();
  const int before = platform.stored();
  at_journal([&](Journal& opened) { return opened.mark_sending(key) && opened.mark_unknown(key); });
  want<Delivered>(carry(key));
  CHECK(entry(key).attempts == 2);
  CHECK(platform.stored() == before + 1);
}

TEST_CASE_METHOD(AtCourier, "an attempt whose end could not be noted is asked about first") {
  const auto key = sealed();
  REQUIRE(std::holds_alternative<platform::Acknowledged>(client.submit(platform::submission(key.value), kLimit)));
  const int before = platform.stored();
  at_journal([&](Journal& opened) { return opened.mark_sending(key).has_value(); });
  want<Delivered>(carry(key));
  CHECK(state(key) == ApplicationState::Acknowledged);
  CHECK(platform.stored() == before);
}

TEST_CASE_METHOD(AtCourier, "the platform forbids this terminal: nothing is lost, and nothing is sent") {
  const auto key = sealed();
  platform.tell("forbid on");
  want<Halted>(carry(key));
  CHECK(state(key) == ApplicationState::Sealed);
  at_journal([&](Journal& opened) { return opened.mark_sending(key) && opened.mark_unknown(key); });
  want<Halted>(carry(key));
  CHECK(state(key) == ApplicationState::Unknown);
  platform.tell("forbid off");
  want<Delivered>(carry(key));
}

TEST_CASE_METHOD(AtCourier, "the platform is out of reach, and comes back") {
  const auto key = sealed();
  const int before = platform.stored();
  platform.tell("go-away");
  CHECK(want<Undecided>(carry(key)).link == flow::Link::Down);
  CHECK(state(key) == ApplicationState::Sealed);
  CHECK(want<Undecided>(carry_next(client)->delivery).link == flow::Link::Down);
  CHECK_FALSE(carry_next(client));  // the round is over
  platform.tell("come-back");
  const auto carried = carry_next(client);
  REQUIRE(carried);
  CHECK(carried->key == key);
  CHECK(carried->local_number == entry(key).local_number);
  want<Delivered>(carried->delivery);
  CHECK(platform.stored() == before + 1);
  CHECK_FALSE(carry_next(client));
}

TEST_CASE_METHOD(AtCourier, "the platform is slow: the application is not sent again while it may be there") {
  const auto key = sealed();
  const int before = platform.stored();
  // The first request of a connection is not the one that is measured.
  REQUIRE(client.fetch("/services", "", kLimit));
  platform.tell("slow 600000");
  want<Undecided>(carry(key, 500ms));
  CHECK(state(key) == ApplicationState::Unknown);
  CHECK(entry(key).attempts == 1);
  platform.tell("slow off");
  const auto end = std::chrono::steady_clock::now() + kLimit;
  auto delivery = carry(key);
  while (std::holds_alternative<Undecided>(delivery) && std::chrono::steady_clock::now() < end) {
    CHECK(std::get<Undecided>(delivery).link == flow::Link::Up);
    delivery = carry(key);
  }
  want<Delivered>(delivery);
  CHECK(entry(key).attempts == 1);
  CHECK(platform.stored() == before + 1);
}

TEST_CASE_METHOD(AtCourier, "the platform is overloaded, and says when to come again") {
  const auto key = sealed();
  platform.tell("error 503 7");
  const auto undecided = want<Undecided>(carry(key));
  CHECK(undecided.link == flow::Link::Up);
  CHECK(undecided.retry_after == 7s);
  CHECK(state(key) == ApplicationState::Sealed);
  platform.tell("error off");
  want<Delivered>(carry(key));
}

TEST_CASE_METHOD(AtCourier, "the one that a visit keeps is left to it, and the others go in their order") {
  const auto first = sealed();
  const auto second = sealed();
  const auto third = sealed();
  courier.keep(first);
  CHECK(waiting() == 3);
  CHECK(carry_next(client)->key == second);
  CHECK(carry_next(client)->key == third);
  CHECK_FALSE(carry_next(client));
  CHECK(waiting() == 1);
  courier.release(first);
  CHECK(carry_next(client)->key == first);
  CHECK(waiting() == 0);
}

TEST_CASE_METHOD(AtCourier, "an application that is withdrawn is never sent, and nothing of it is left") {
  const auto key = sealed();
  courier.keep(key);
  const int asked = requests();
  courier.withdraw(key);
  CHECK(state(key) == ApplicationState::Quarantined);
  CHECK(entry(key).quarantine_reason == "withdrawn");
  CHECK_FALSE(entry(key).contents_kept);
  want<Undecided>(carry(key));
  CHECK_FALSE(carry_next(client));
  CHECK(waiting() == 0);
  CHECK(requests() == asked);
}

TEST_CASE_METHOD(AtCourier, "withdrawing what was answered only forgets it, and what is not there does nothing") {
  const auto key = sealed();
  want<Delivered>(carry(key));
  courier.withdraw(key);
  CHECK(state(key) == ApplicationState::Acknowledged);
  CHECK_FALSE(entry(key).contents_kept);
  want<Undecided>(carry(key));
  courier.withdraw({"none-such"});
  want<Undecided>(carry({"none-such"}));
}

TEST_CASE_METHOD(AtCourier, "a visit and the outbox carry the same application at once: it arrives once") {
  const auto key = sealed();
  const int before = platform.stored();
  platform::Client other{platform.settings(), stop.get_token()};
  auto outbox = std::async(std::launch::async, [&] { return courier.carry(key, other, kLimit); });
  const auto visit = want<Delivered>(carry(key));
  CHECK(want<Delivered>(outbox.get()).receipt == visit.receipt);
  CHECK(entry(key).attempts == 1);
  CHECK(platform.stored() == before + 1);
}

TEST_CASE_METHOD(AtCourier, "the outbox does not wait for what a visit is sending") {
  const auto key = sealed();
  platform.tell("slow 600000");
  std::stop_source ends;
  platform::Client visits{platform.settings(), ends.get_token()};
  auto visit = std::async(std::launch::async, [&] { return courier.carry(key, visits, kLimit); });
  const auto end = std::chrono::steady_clock::now() + kLimit;
  while (platform.tell("state").at("running") == 0 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  CHECK_FALSE(carry_next(client));
  CHECK(waiting() == 1);
  platform.tell("slow off");
  want<Delivered>(visit.get());
}

TEST_CASE_METHOD(AtCourier, "what was delivered or refused is swept, and what waits is not") {
  const auto delivered = sealed();
  const auto refused = sealed("no-such-purpose");
  const auto waits = sealed();
  want<Delivered>(carry(delivered));
  want<Declined>(carry(refused));
  courier.sweep();
  CHECK_FALSE(entry(delivered).contents_kept);
  CHECK_FALSE(entry(refused).contents_kept);
  CHECK(entry(waits).contents_kept);
}

TEST_CASE_METHOD(AtPlatform, "without a journal nothing is carried, and nothing breaks") {
  const journal::Folder folder;
  journal::write_file(folder.path() / "file", "in the way");
  JournalThread journal{{folder.path() / "file" / "journal", folder.key(), 500}};
  REQUIRE_FALSE(journal.open().usable);
  Courier courier{journal};
  CHECK(std::holds_alternative<Undecided>(courier.carry({"any"}, client, kLimit)));
  CHECK(courier.carry_next(client, kLimit).error() == journal::JournalFault::NoAccess);
  CHECK(courier.waiting().error() == journal::JournalFault::NoAccess);
  courier.withdraw({"any"});
  courier.sweep();
}
