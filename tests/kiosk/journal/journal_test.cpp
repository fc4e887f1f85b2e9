#include "kiosk/journal/journal.h"

#include <sys/stat.h>

#include <algorithm>

#include "tests/kiosk/journal/fixture.h"

namespace bianmin::journal {
namespace {

std::vector<SubmissionKey> keys_in(const std::vector<Entry>& entries) {
  std::vector<SubmissionKey> keys;
  std::ranges::transform(entries, std::back_inserter(keys), &Entry::key);
  return keys;
}

mode_t mode_of(const std::filesystem::path& path) {
  struct stat found{};
  REQUIRE(::stat(path.c_str(), &found) == 0);
  return found.st_mode & 07777;
}

ApplicationState state_of(Life& life, int number) { return life->find(key_number(number)).value().state; }

}  // namespace

TEST_CASE("an application sealed in one life is whole in the next") {
  const Folder folder;
  const Application application = application_number(1);
  SealedInfo info;
  {
    Life life{folder};
    info = life->seal(application).value();
    CHECK(info.local_number == "BM-1");
  }
  Life life{folder};
  const Loaded loaded = life->load(application.key).value();
  CHECK(loaded.application == application);
  CHECK(loaded.digest == info.digest);
  CHECK(loaded.state == ApplicationState::Sealed);
  CHECK(life.report() == OpenReport{});
}

TEST_CASE("an empty body and an empty context are kept as such") {
  const Folder folder;
  Life life{folder};
  Application application = application_number(1);
  application.body.clear();
  application.receipt_context.clear();
  REQUIRE(life->seal(application));
  CHECK(life->load(application.key).value().application == application);
}

TEST_CASE("only the owner may enter the folder or read a file in it") {
  const Folder folder;
  std::filesystem::create_directory(folder.journal());
  std::filesystem::permissions(folder.journal(), std::filesystem::perms::all);
  Life life{folder};
  REQUIRE(life->seal(application_number(1)));
  CHECK(mode_of(folder.journal()) == 0700);
  for (const auto& file : std::filesystem::directory_iterator{folder.journal()}) {
    INFO(file.path());
    CHECK(mode_of(file.path()) == 0600);
  }
}

TEST_CASE("no file of the journal holds a word of the application in the clear") {
  const Folder folder;
  const Application application = application_number(1);
  const auto clear_words = {std::string{"欧阳小满"}, std::string{"1101011990"}, std::string{"幸福路"},
                            std::string{"formData"}, std::string{"receipt of"}, std::string{"the platform's answer"},
                            std::string{"不予受理"}};
  const auto none_in_the_clear = [&] {
    const std::string bytes = all_bytes(folder.path());
    // The search itself finds what is there: bookkeeping is readable.
    CHECK(bytes.find("BM-1") != std::string::npos);
    for (const std::string& word : clear_words) {
      INFO(word);
      CHECK(bytes.find(word) == std::string::npos);
    }
  };
  {
    Life life{folder};
    REQUIRE(life->seal(application));
    none_in_the_clear();
    REQUIRE(life->mark_sending(application.key));
    REQUIRE(life->mark_acknowledged(application.key, as_bytes("the platform's answer about 欧阳小满")));
    none_in_the_clear();
    REQUIRE(life->seal(application_number(2)));
    REQUIRE(life->mark_sending(key_number(2)));
    REQUIRE(life->mark_rejected(key_number(2), "不予受理 欧阳小满"));
    none_in_the_clear();
  }
  none_in_the_clear();
}

TEST_CASE("what the platform answered is kept with the application") {
  const Folder folder;
  Life life{folder};
  REQUIRE(life->seal(application_number(1)));
  REQUIRE(life->mark_sending(key_number(1)));
  REQUIRE(life->mark_acknowledged(key_number(1), as_bytes("{\"fileId\":\"7\"}")));
  CHECK(life->load(key_number(1)).value().answer == to_bytes("{\"fileId\":\"7\"}"));
  REQUIRE(life->seal(application_number(2)));
  REQUIRE(life->mark_sending(key_number(2)));
  REQUIRE(life->mark_rejected(key_number(2), "no such address"));
  CHECK(life->load(key_number(2)).value().rejection == "no such address");
}

TEST_CASE("forgetting destroys the contents and their key, and keeps the bookkeeping") {
  const Folder folder;
  Life life{folder};
  REQUIRE(life->seal(application_number(1)));
  CHECK(fault_of(life->forget_contents(key_number(1))) == JournalFault::IllegalMove);
  REQUIRE(life->mark_sending(key_number(1)));
  CHECK(fault_of(life->forget_contents(key_number(1))) == JournalFault::IllegalMove);
  REQUIRE(life->mark_acknowledged(key_number(1), as_bytes("answer")));
  const std::string sealed = all_bytes(folder.journal());

  REQUIRE(life->forget_contents(key_number(1)));
  REQUIRE(life->forget_contents(key_number(1)));
  CHECK(fault_of(life->load(key_number(1))) == JournalFault::ContentsForgotten);
  const Entry entry = life->find(key_number(1)).value();
  CHECK(entry.state == ApplicationState::Acknowledged);
  CHECK(entry.local_number == "BM-1");
  CHECK_FALSE(entry.contents_kept);

  // The boxes stood after the row's state; no run of their bytes is left in any file.
  const std::string forgotten = all_bytes(folder.journal());
  const std::string before_boxes = application_number(1).sealed_at + "acknowledged";
  const std::size_t place = sealed.rfind(before_boxes);
  REQUIRE(place != std::string::npos);
  REQUIRE(forgotten.find(before_boxes) != std::string::npos);
  const std::string boxes = sealed.substr(place + before_boxes.size() + 1, 300);
  REQUIRE(boxes.size() == 300);
  for (std::size_t at = 0; at + 12 <= boxes.size(); ++at) {
    CHECK(forgotten.find(boxes.substr(at, 12)) == std::string::npos);
  }
}

TEST_CASE("a state that the table forbids is refused and changes nothing") {
  const Folder folder;
  Life life{folder};
  REQUIRE(life->seal(application_number(1)));
  CHECK(fault_of(life->mark_acknowledged(key_number(1), as_bytes("x"))) == JournalFault::IllegalMove);
  CHECK(fault_of(life->mark_unknown(key_number(1))) == JournalFault::IllegalMove);
  CHECK(fault_of(life->mark_unsent(key_number(1))) == JournalFault::IllegalMove);
  CHECK(state_of(life, 1) == ApplicationState::Sealed);
  REQUIRE(life->mark_sending(key_number(1)));
  CHECK(fault_of(life->mark_sending(key_number(1))) == JournalFault::IllegalMove);
  REQUIRE(life->mark_unsent(key_number(1)));
  REQUIRE(life->mark_sending(key_number(1)));
  REQUIRE(life->mark_unknown(key_number(1)));
  REQUIRE(life->mark_sending(key_number(1)));
  REQUIRE(life->mark_rejected(key_number(1), "no"));
  CHECK(fault_of(life->mark_sending(key_number(1))) == JournalFault::IllegalMove);
  CHECK(life->find(key_number(1)).value().attempts == 3);
  CHECK(fault_of(life->mark_sending(key_number(9))) == JournalFault::NotFound);
}

TEST_CASE("the process dies while sending: the next one asks first") {
  const Folder folder;
  {
    Life life{folder};
    REQUIRE(life->seal(application_number(1)));
    REQUIRE(life->seal(application_number(2)));
    REQUIRE(life->mark_sending(key_number(2)));
  }
  Life life{folder};
  CHECK(life.report().asked_again == 1);
  CHECK(state_of(life, 1) == ApplicationState::Sealed);
  CHECK(state_of(life, 2) == ApplicationState::Unknown);
}

TEST_CASE("pending applications come in the order of sealing, without those that ended") {
  const Folder folder;
  Life life{folder};
  for (const int number : {5, 3, 9, 1}) REQUIRE(life->seal(application_number(number)));
  REQUIRE(life->mark_sending(key_number(3)));
  REQUIRE(life->mark_acknowledged(key_number(3), {}));
  REQUIRE(life->quarantine(key_number(1), "by the operator"));
  CHECK(keys_in(life->pending().value()) == std::vector{key_number(5), key_number(9)});
  CHECK(keys_in(life->entries().value()) == std::vector{key_number(5), key_number(3), key_number(9), key_number(1)});
  CHECK(life->entries().value().back().quarantine_reason == "by the operator");
}

TEST_CASE("sealing twice is one application, and a key is never reused for another") {
  const Folder folder;
  Life life{folder};
  const SealedInfo first = life->seal(application_number(1)).value();
  CHECK(life->seal(application_number(1)).value() == first);
  Application other = application_number(1);
  other.body.push_back(' ');
  CHECK(fault_of(life->seal(other)) == JournalFault::AlreadySealed);
  CHECK(life->entries().value().size() == 1);
}

TEST_CASE("the cap of pending applications is reached") {
  const Folder folder;
  Limits limits;
  limits.pending = 2;
  limits.contents_kept = 3;
  Life life{folder, limits};
  REQUIRE(life->seal(application_number(1)));
  REQUIRE(life->seal(application_number(2)));
  CHECK(fault_of(life->seal(application_number(3))) == JournalFault::Full);
  REQUIRE(life->mark_sending(key_number(1)));
  REQUIRE(life->mark_acknowledged(key_number(1), {}));
  REQUIRE(life->seal(application_number(3)));

  // Ended but not forgotten ones have a cap as well.
  REQUIRE(life->quarantine(key_number(2), "by the operator"));
  CHECK(fault_of(life->seal(application_number(4))) == JournalFault::Full);
  REQUIRE(life->forget_contents(key_number(1)));
  REQUIRE(life->seal(application_number(4)));
}

TEST_CASE("forgotten applications over their cap go, the oldest first") {
  const Folder folder;
  Limits limits;
  limits.finished_kept = 2;
  Life life{folder, limits};
  for (int number = 1; number <= 4; ++number) {
    REQUIRE(life->seal(application_number(number)));
    REQUIRE(life->mark_sending(key_number(number)));
    REQUIRE(life->mark_acknowledged(key_number(number), {}));
    REQUIRE(life->forget_contents(key_number(number)));
  }
  CHECK(keys_in(life->entries().value()) == std::vector{key_number(3), key_number(4)});
}

TEST_CASE("too much to seal is refused whole") {
  const Folder folder;
  Limits limits;
  limits.body = 1000;
  Life life{folder, limits};
  Application application = application_number(1);
  application.body.assign(1001, 'x');
  CHECK(fault_of(life->seal(application)) == JournalFault::TooLarge);
  application.body.resize(1000);
  application.key.value.assign(500, 'k');
  CHECK(fault_of(life->seal(application)) == JournalFault::TooLarge);
  CHECK(life->entries().value().empty());
}

TEST_CASE("a second process finds the journal in use") {
  const Folder folder;
  Life life{folder};
  auto keys = keys_of(folder);
  CHECK(fault_of(Journal::open({.folder = folder.journal(), .limits = {}, .vfs = ""}, keys)) == JournalFault::InUse);
}

TEST_CASE("the folder's place is taken by a file") {
  const Folder folder;
  write_file(folder.journal(), "not a folder");
  auto keys = keys_of(folder);
  CHECK(fault_of(Journal::open({.folder = folder.journal(), .limits = {}, .vfs = ""}, keys)) == JournalFault::NoAccess);
}

TEST_CASE("the key file was replaced: nothing is lost, and the true key opens all again") {
  const Folder folder;
  {
    Life life{folder};
    REQUIRE(life->seal(application_number(1)));
  }
  const std::string true_key = read_file(folder.key());
  std::filesystem::remove(folder.key());
  {
    Life life{folder};
    CHECK(life.report().other_key);
    CHECK(fault_of(life->load(key_number(1))) == JournalFault::KeyUnavailable);
    CHECK(state_of(life, 1) == ApplicationState::Sealed);
  }
  write_file(folder.key(), true_key);
  std::filesystem::permissions(folder.key(), std::filesystem::perms{0600});
  Life life{folder};
  CHECK_FALSE(life.report().other_key);
  CHECK(life->load(key_number(1)).value().application == application_number(1));
}

}  // namespace bianmin::journal
