#include "kiosk/journal/audit.h"

#include <sqlite3.h>

#include "tests/kiosk/journal/fixture.h"

namespace bianmin::journal {
namespace {

AuditEvent event_number(int number) {
  return {.name = "application.sealed",
          .service = {"f7d33db0"},
          .local_number = "BM-" + std::to_string(number),
          .outcome = "ok",
          .time = "2025-03-01T10:00:00+08:00"};
}

void append_events(const Folder& folder, int count) {
  Life life{folder};
  for (int number = 1; number <= count; ++number) REQUIRE(life->append(event_number(number)));
  REQUIRE(life->verify().value() == static_cast<std::uint64_t>(count));
}

void meddle(const Folder& folder, const char* statement) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(folder.database().c_str(), &handle) == SQLITE_OK);
  REQUIRE(sqlite3_exec(handle, statement, nullptr, nullptr, nullptr) == SQLITE_OK);
  REQUIRE(sqlite3_changes(handle) > 0);
  REQUIRE(sqlite3_close(handle) == SQLITE_OK);
}

AuditBreak break_after(const char* statement) {
  const Folder folder;
  append_events(folder, 5);
  meddle(folder, statement);
  Life life{folder};
  const auto verified = life->verify();
  REQUIRE_FALSE(verified.has_value());
  return verified.error();
}

}  // namespace

TEST_CASE("the chain holds through restarts, and its head tells of every event") {
  const Folder folder;
  {
    Life life{folder};
    CHECK(life->head().value() == AuditHead{});
    CHECK(life->verify().value() == 0);
  }
  append_events(folder, 3);
  Life life{folder};
  const AuditHead before = life->head().value();
  CHECK(before.count == 3);
  const AuditHead after = life->append(event_number(4)).value();
  CHECK(after == AuditHead{4, chain(before.digest, 4, event_number(4))});
  CHECK(life->head().value() == after);
  CHECK(life->verify().value() == 4);
}

TEST_CASE("an audit event changed, taken out, moved or cut off is found") {
  CHECK(break_after("UPDATE audit SET outcome = 'OK' WHERE number = 3") == AuditBreak{3, AuditBreakKind::Changed});
  CHECK(break_after("UPDATE audit SET time = '' WHERE number = 1") == AuditBreak{1, AuditBreakKind::Changed});
  CHECK(break_after("UPDATE audit SET digest = x'00' WHERE number = 2") == AuditBreak{2, AuditBreakKind::Changed});
  CHECK(break_after("DELETE FROM audit WHERE number = 2") == AuditBreak{2, AuditBreakKind::Missing});
  CHECK(break_after("DELETE FROM audit WHERE number = 5") == AuditBreak{5, AuditBreakKind::Missing});
  CHECK(break_after("DELETE FROM audit WHERE number = 1") == AuditBreak{1, AuditBreakKind::Missing});
  CHECK(break_after("UPDATE audit SET number = 9 WHERE number = 4") == AuditBreak{4, AuditBreakKind::Missing});
  CHECK(break_after("UPDATE audit_ends SET head_digest = zeroblob(32)") == AuditBreak{5, AuditBreakKind::Changed});
  CHECK(break_after("UPDATE audit_ends SET head_digest = x''") == AuditBreak{0, AuditBreakKind::Unreadable});
}

TEST_CASE("text moved from one field to the next is another event") {
  AuditEvent one = event_number(1);
  AuditEvent other = one;
  one.name = "ab";
  one.service = {"c"};
  other.name = "a";
  other.service = {"bc"};
  CHECK(chain({}, 1, one) != chain({}, 1, other));
}

TEST_CASE("over its cap the chain loses its oldest events and still holds") {
  const Folder folder;
  Limits limits;
  limits.audit_kept = 20;
  {
    Life life{folder, limits};
    for (int number = 1; number <= 50; ++number) {
      REQUIRE(life->append(event_number(number)));
      REQUIRE(life->verify().has_value());
    }
    CHECK(life->verify().value() <= 20);
    CHECK(life->verify().value() >= 18);
    CHECK(life->head().value().count == 50);
  }
  meddle(folder, "DELETE FROM audit WHERE number = (SELECT min(number) FROM audit)");
  Life life{folder, limits};
  CHECK(life->verify().error().kind == AuditBreakKind::Missing);
}

TEST_CASE("an endless field is cut, not in the midst of a character") {
  const Folder folder;
  Life life{folder};
  AuditEvent event = event_number(1);
  event.outcome.clear();
  for (int count = 0; count < 200; ++count) event.outcome += "满";
  REQUIRE(life->append(event));
  CHECK(life->verify().value() == 1);
  CHECK(all_bytes(folder.journal()).find(std::string(event.outcome, 0, 198)) != std::string::npos);
  CHECK(all_bytes(folder.journal()).find(std::string(event.outcome, 0, 199)) == std::string::npos);
}

}  // namespace bianmin::journal
