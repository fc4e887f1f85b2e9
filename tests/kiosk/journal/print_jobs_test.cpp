#include "tests/kiosk/journal/fixture.h"

namespace bianmin::journal {
namespace {

PrintJob job(const std::string& id, PrintState state, std::uint32_t rung = 0) {
  return {.id = id, .submission = key_number(1), .state = state, .rung = rung};
}

}  // namespace

TEST_CASE("the power fails while a receipt is being printed: it is unsure whether it is on paper") {
  const Folder folder;
  {
    Life life{folder};
    for (const char* id : {"a", "b", "c"}) REQUIRE(life->record_print(job(id, PrintState::Queued)));
    REQUIRE(life->record_print(job("a", PrintState::Sent)));
    REQUIRE(life->record_print(job("c", PrintState::Sent)));
    REQUIRE(life->record_print(job("c", PrintState::Confirmed)));
  }
  Life life{folder};
  CHECK(life.report().prints_unsure == 1);
  CHECK(life->open_prints().value() == std::vector{job("a", PrintState::Unknown), job("b", PrintState::Queued)});
  CHECK(life->find_print("c").value() == job("c", PrintState::Confirmed));
}

TEST_CASE("a failed print goes on at the next rung") {
  const Folder folder;
  Life life{folder};
  REQUIRE(life->record_print(job("a", PrintState::Queued)));
  REQUIRE(life->record_print(job("a", PrintState::Failed)));
  REQUIRE(life->record_print(job("a", PrintState::Queued, 1)));
  CHECK(life->open_prints().value() == std::vector{job("a", PrintState::Queued, 1)});
}

TEST_CASE("a print job moves only by its table, and begins queued") {
  const Folder folder;
  Life life{folder};
  CHECK(fault_of(life->record_print(job("a", PrintState::Sent))) == JournalFault::IllegalMove);
  CHECK(fault_of(life->find_print("a")) == JournalFault::NotFound);
  REQUIRE(life->record_print(job("a", PrintState::Queued)));
  CHECK(fault_of(life->record_print(job("a", PrintState::Confirmed))) == JournalFault::IllegalMove);
  CHECK(fault_of(life->record_print(job("a", PrintState::Queued))) == JournalFault::IllegalMove);
}

TEST_CASE("print jobs have caps: open ones are refused, ended ones go") {
  const Folder folder;
  Limits limits;
  limits.open_prints = 2;
  limits.finished_kept = 1;
  Life life{folder, limits};
  REQUIRE(life->record_print(job("a", PrintState::Queued)));
  REQUIRE(life->record_print(job("b", PrintState::Queued)));
  CHECK(fault_of(life->record_print(job("c", PrintState::Queued))) == JournalFault::Full);
  REQUIRE(life->record_print(job("a", PrintState::Failed)));
  REQUIRE(life->record_print(job("b", PrintState::Failed)));
  CHECK(fault_of(life->find_print("a")) == JournalFault::NotFound);
  CHECK(life->find_print("b"));
}

}  // namespace bianmin::journal
