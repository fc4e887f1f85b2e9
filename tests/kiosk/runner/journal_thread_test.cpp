#include "kiosk/runner/journal_thread.h"

#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <future>

#include "tests/kiosk/journal/fixture.h"

using namespace bianmin;
using namespace bianmin::runner;
using journal::application_number;
using journal::ApplicationState;
using journal::Folder;
using journal::Journal;
using journal::key_number;

namespace {

JournalThread::Place in(const Folder& folder, std::size_t most_stored = 500) {
  return {folder.journal(), folder.key(), most_stored};
}

std::filesystem::path mark_of(const Folder& folder) { return folder.journal() / "visit.open"; }

// The terminal dies in a visit in which it did this.
template <typename Work>
void die_in_visit(const Folder& folder, const std::optional<SubmissionKey>& sealing, Work work, bool may_wait = true) {
  JournalThread journal{in(folder)};
  REQUIRE(journal.open().usable);
  journal.ask([&](Journal* opened) {
    journal.mark_visit(sealing, may_wait);
    work(*opened);
    return true;
  });
}

flow::JournalOpened start_again(const Folder& folder) {
  JournalThread journal{in(folder)};
  return journal.open();
}

void seal(Journal& journal, int number) { REQUIRE(journal.seal(application_number(number))); }

bool mentions(const flow::JournalOpened& opened, const std::string& words) {
  for (const auto& notice : opened.notices) {
    if (notice.find(words) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a first start makes folder and key, and has nothing to tell") {
  const Folder folder;
  JournalThread journal{{folder.path() / "a" / "b", folder.path() / "keys" / "journal.key", 500}};
  CHECK(journal.open() == flow::JournalOpened{});
  CHECK(std::filesystem::file_size(folder.path() / "keys" / "journal.key") == 32);
  CHECK(journal.ask([](Journal* opened) { return opened != nullptr; }));
}

TEST_CASE("what waits is counted at the start") {
  const Folder folder;
  {
    JournalThread journal{in(folder)};
    REQUIRE(journal.open().usable);
    journal.ask([](Journal* opened) {
      for (int number = 1; number <= 3; ++number) seal(*opened, number);
      REQUIRE(opened->mark_sending(key_number(1)));
      REQUIRE(opened->mark_acknowledged(key_number(1), to_bytes("{}")));
      return true;
    });
  }
  const auto opened = start_again(folder);
  CHECK(opened.usable);
  CHECK(opened.backlog == 2);
  CHECK_FALSE(opened.interrupted);
}

TEST_CASE("no more are stored than kiosk.toml allows") {
  const Folder folder;
  JournalThread journal{in(folder, 2)};
  REQUIRE(journal.open().usable);
  journal.ask([](Journal* opened) {
    seal(*opened, 1);
    seal(*opened, 2);
    CHECK(journal::fault_of(opened->seal(application_number(3))) == journal::JournalFault::Full);
    return true;
  });
}

TEST_CASE("the terminal dies in a visit before anything was sealed") {
  const Folder folder;
  die_in_visit(folder, {}, [](Journal&) {});
  const auto opened = start_again(folder);
  CHECK(opened.interrupted);
  CHECK_FALSE(opened.submitted);
}

TEST_CASE("an interruption is told again until somebody has seen it") {
  const Folder folder;
  die_in_visit(folder, key_number(1), [](Journal& journal) { seal(journal, 1); });
  const auto first = start_again(folder);
  CHECK(start_again(folder) == first);
  {
    JournalThread journal{in(folder)};
    CHECK(journal.open() == first);
    journal.ask([&](Journal*) {
      journal.unmark_visit();
      return true;
    });
  }
  CHECK_FALSE(start_again(folder).interrupted);
}

TEST_CASE("the terminal dies between announcing an application and sealing it") {
  const Folder folder;
  die_in_visit(folder, key_number(1), [](Journal&) {});
  const auto opened = start_again(folder);
  CHECK(opened.interrupted);
  CHECK_FALSE(opened.submitted);
}

TEST_CASE("the terminal dies after an application was sealed") {
  const Folder folder;
  die_in_visit(folder, key_number(1), [](Journal& journal) { seal(journal, 1); });
  const auto opened = start_again(folder);
  CHECK(opened.interrupted);
  CHECK(opened.backlog == 1);
  REQUIRE(opened.submitted);
  CHECK(*opened.submitted ==
        flow::Submitted{key_number(1), "BM-1", "2025-03-01T10:00:00+08:00", flow::Delivery::StoredHere, std::nullopt});
}

TEST_CASE("the terminal dies before a query was sent: it is not asked behind anybody's back") {
  const Folder folder;
  die_in_visit(folder, key_number(1), [](Journal& journal) { seal(journal, 1); }, false);
  JournalThread journal{in(folder)};
  const auto opened = journal.open();
  CHECK(opened.interrupted);
  CHECK_FALSE(opened.submitted);
  CHECK(opened.backlog == 0);
  const auto entry = journal.ask([](Journal* found) { return found->find(key_number(1)); });
  REQUIRE(entry);
  CHECK(entry->state == ApplicationState::Quarantined);
  CHECK_FALSE(entry->contents_kept);
}

TEST_CASE("the terminal dies while a query is on its way: it may have arrived, and is asked about") {
  const Folder folder;
  die_in_visit(
      folder, key_number(1),
      [](Journal& journal) {
        seal(journal, 1);
        REQUIRE(journal.mark_sending(key_number(1)));
      },
      false);
  const auto opened = start_again(folder);
  CHECK(opened.backlog == 1);
  REQUIRE(opened.submitted);
  CHECK(opened.submitted->delivery == flow::Delivery::StoredHere);
}

TEST_CASE("the terminal dies after a query was answered: its citizen sees the answer's number") {
  const Folder folder;
  die_in_visit(
      folder, key_number(1),
      [](Journal& journal) {
        seal(journal, 1);
        REQUIRE(journal.mark_sending(key_number(1)));
        REQUIRE(journal.mark_acknowledged(key_number(1), to_bytes(R"({"fileId":"8b1f0a52"})")));
      },
      false);
  const auto opened = start_again(folder);
  REQUIRE(opened.submitted);
  CHECK(opened.submitted->delivery == flow::Delivery::Accepted);
}

TEST_CASE("the journal is opened without anybody waiting for it") {
  const Folder folder;
  std::promise<flow::JournalOpened> told;
  JournalThread journal{in(folder)};
  REQUIRE(journal.post_opening([&told](flow::JournalOpened opened) { told.set_value(std::move(opened)); }));
  CHECK(told.get_future().get() == flow::JournalOpened{});
}

TEST_CASE("the terminal dies while an application is being sent: nobody says that it was accepted") {
  const Folder folder;
  die_in_visit(folder, key_number(1), [](Journal& journal) {
    seal(journal, 1);
    REQUIRE(journal.mark_sending(key_number(1)));
  });
  const auto opened = start_again(folder);
  REQUIRE(opened.submitted);
  CHECK(opened.submitted->delivery == flow::Delivery::StoredHere);
  CHECK(opened.backlog == 1);
}

TEST_CASE("the terminal dies after the platform accepted") {
  const Folder folder;
  die_in_visit(folder, key_number(1), [](Journal& journal) {
    seal(journal, 1);
    REQUIRE(journal.mark_sending(key_number(1)));
    REQUIRE(journal.mark_acknowledged(key_number(1), to_bytes(R"({"fileId":"8b1f0a52"})")));
  });
  const auto opened = start_again(folder);
  CHECK(opened.backlog == 0);
  REQUIRE(opened.submitted);
  CHECK(opened.submitted->delivery == flow::Delivery::Accepted);
  REQUIRE(opened.submitted->answer);
  CHECK(opened.submitted->answer->file_id == "8b1f0a52");
}

TEST_CASE("the terminal dies after the platform refused, or the citizen withdrew: a refusal is told") {
  const bool refused = GENERATE(true, false);
  const Folder folder;
  die_in_visit(folder, key_number(1), [&](Journal& journal) {
    seal(journal, 1);
    if (refused) {
      REQUIRE(journal.mark_sending(key_number(1)));
      REQUIRE(journal.mark_rejected(key_number(1), "no"));
    } else {
      REQUIRE(journal.quarantine(key_number(1), "withdrawn"));
    }
  });
  const auto opened = start_again(folder);
  CHECK(opened.interrupted);
  CHECK(opened.backlog == 0);
  CHECK(opened.refused == refused);
  CHECK(opened.submitted.has_value() == refused);
}

TEST_CASE("a visit that ended leaves no mark, and a mark is for the terminal alone") {
  const Folder folder;
  {
    JournalThread journal{in(folder)};
    REQUIRE(journal.open().usable);
    journal.ask([&](Journal*) {
      journal.mark_visit(key_number(1), true);
      struct stat mark{};
      CHECK(::stat(mark_of(folder).c_str(), &mark) == 0);
      CHECK((mark.st_mode & 0777U) == 0600U);
      journal.unmark_visit();
      journal.unmark_visit();
      return true;
    });
    CHECK_FALSE(std::filesystem::exists(mark_of(folder)));
  }
  CHECK_FALSE(start_again(folder).interrupted);
}

TEST_CASE("a mark full of rubbish is an interruption of which nothing is known") {
  const Folder folder;
  REQUIRE(start_again(folder).usable);
  journal::write_file(mark_of(folder), std::string(100'000, '\xff') + "\n" + key_number(1).value);
  const auto opened = start_again(folder);
  CHECK(opened.usable);
  CHECK(opened.interrupted);
  CHECK_FALSE(opened.submitted);
}

TEST_CASE("the journal's folder cannot be used: the terminal says so, and nothing can be sealed") {
  const Folder folder;
  journal::write_file(folder.path() / "file", "in the way");
  JournalThread journal{{folder.path() / "file" / "journal", folder.key(), 500}};
  const auto opened = journal.open();
  CHECK_FALSE(opened.usable);
  CHECK(mentions(opened, (folder.path() / "file" / "journal").string()));
  CHECK(journal.ask([](Journal* none) { return none == nullptr; }));
}

TEST_CASE("the key file is damaged: the terminal says which file, and what it must be") {
  const Folder folder;
  journal::write_file(folder.key(), "too short");
  const auto opened = start_again(folder);
  CHECK_FALSE(opened.usable);
  CHECK(mentions(opened, folder.key().string()));
  CHECK(mentions(opened, "32 bytes"));
}

TEST_CASE("the key file is another one: the technician is told to put the old one back") {
  const Folder folder;
  die_in_visit(folder, {}, [](Journal& journal) { seal(journal, 1); });
  REQUIRE(std::filesystem::remove(folder.key()));
  const auto opened = start_again(folder);
  CHECK(mentions(opened, "put the old key file back"));
}

TEST_CASE("the database is damaged: the terminal goes on, and the technician is told") {
  const Folder folder;
  die_in_visit(folder, {}, [](Journal& journal) { seal(journal, 1); });
  journal::write_file(folder.database(), std::string(8192, 'x'));
  const auto opened = start_again(folder);
  CHECK(opened.usable);
  CHECK(mentions(opened, "the journal was damaged"));
}
