#include <algorithm>
#include <map>
#include <set>

#include "tests/kiosk/journal/fixture.h"

namespace bianmin::journal {
namespace {

constexpr int kRows = 5;

void seal_rows(const Folder& folder, int rows) {
  Life life{folder};
  for (int number = 1; number <= rows; ++number) REQUIRE(life->seal(application_number(number)));
}

// How many applications open whole. None may open to other bytes; what does not open must never be sent again.
int count_whole(Life& life, int rows) {
  int whole = 0;
  for (int number = 1; number <= rows; ++number) {
    const auto loaded = life->load(key_number(number));
    if (loaded) {
      REQUIRE(loaded->application == application_number(number));
    }
    const auto entry = life->find(key_number(number));
    if (loaded && entry->state != ApplicationState::Quarantined) {
      ++whole;
    } else if (entry) {
      CHECK(entry->state == ApplicationState::Quarantined);
    } else {
      CHECK(entry.error() == JournalFault::NotFound);
    }
  }
  return whole;
}

}  // namespace

TEST_CASE("any one byte of a row is changed on disk: that row is refused, and the others are whole") {
  const Folder folder;
  seal_rows(folder, kRows);
  const std::string sound = read_file(folder.database());
  // From the row's own key to the next row's, which lies before it in the page.
  const std::size_t begin = sound.find(key_number(3).value);
  const std::size_t end = sound.find(key_number(2).value);
  REQUIRE(begin != std::string::npos);
  REQUIRE(begin < end);
  REQUIRE(end - begin < 2000);
  // The cell of the row before it begins with a few bytes of header before its key.
  constexpr std::size_t kCellHeader = 24;

  for (std::size_t at = begin; at + kCellHeader < end; ++at) {
    INFO("byte " << at - begin << " of the row");
    std::filesystem::remove_all(folder.journal());
    std::filesystem::create_directory(folder.journal());
    std::string changed = sound;
    changed[at] = static_cast<char>(changed[at] ^ 0x20);
    write_file(folder.database(), changed);
    Life life{folder};
    CHECK(count_whole(life, kRows) == kRows - 1);
    const auto pending = life->pending().value();
    CHECK(pending.size() == kRows - 1);
  }
}

TEST_CASE("any byte of the database is changed: it opens, and never gives other bytes than were sealed") {
  const Folder folder;
  seal_rows(folder, kRows);
  const std::string sound = read_file(folder.database());
  std::size_t moved_aside = 0;
  for (std::size_t at = 0; at < sound.size(); at += at < 200 ? 1 : 97) {
    INFO("byte " << at);
    std::filesystem::remove_all(folder.journal());
    std::filesystem::create_directory(folder.journal());
    std::string changed = sound;
    changed[at] = static_cast<char>(changed[at] ^ 0x41);
    write_file(folder.database(), changed);
    Life life{folder};
    (void)count_whole(life, kRows);
    if (!life.report().damaged_copy.empty()) {
      ++moved_aside;
      CHECK(read_file(life.report().damaged_copy).size() == changed.size());
    }
    CHECK(life->seal(application_number(77)));
  }
  CHECK(moved_aside > 0);
}

TEST_CASE("a page of the database is lost: the other pages' applications are salvaged, and are asked about first") {
  const Folder folder;
  constexpr int kMany = 60;
  seal_rows(folder, kMany);
  std::string bytes = read_file(folder.database());
  const std::size_t middle = bytes.find(key_number(30).value + application_number(30).service.value) / 4096 * 4096;
  bytes.replace(middle, 4096, std::string(4096, '\xff'));
  write_file(folder.database(), bytes);

  Life life{folder};
  CHECK(life.report().damaged_copy == folder.journal() / "journal.corrupt-1");
  CHECK(life.report().salvaged > kMany / 2);
  CHECK(life.report().salvaged < kMany);
  CHECK(count_whole(life, kMany) == static_cast<int>(life.report().salvaged));
  const auto pending = life->pending().value();
  for (const Entry& entry : pending) CHECK(entry.state == ApplicationState::Unknown);
  CHECK(life->load(key_number(1)));
  CHECK(life->load(key_number(kMany)));
}

TEST_CASE("the database is rubbish: it is moved aside each time, and old copies go") {
  const Folder folder;
  for (int round = 1; round <= 5; ++round) {
    std::filesystem::create_directories(folder.journal());
    write_file(folder.database(), std::string(20'000, 'r'));
    Life life{folder};
    CHECK(life.report().damaged_copy == folder.journal() / ("journal.corrupt-" + std::to_string(round)));
    CHECK(life->seal(application_number(1)));
  }
  CHECK_FALSE(std::filesystem::exists(folder.journal() / "journal.corrupt-2"));
  CHECK(std::filesystem::exists(folder.journal() / "journal.corrupt-3"));
}

TEST_CASE("the power failed between moving the damaged database aside and putting the salvaged one in its place") {
  const Folder folder;
  seal_rows(folder, 2);
  std::filesystem::rename(folder.database(), folder.journal() / "journal.salvage");
  write_file(folder.journal() / "journal.corrupt-1", "damaged");
  write_file(folder.journal() / "journal.db-wal", "log of the damaged one");
  Life life{folder};
  CHECK(count_whole(life, 2) == 2);
  CHECK(read_file(folder.journal() / "journal.corrupt-1-wal") == "log of the damaged one");
}

TEST_CASE("a newer version wrote the journal: it is left alone") {
  const Folder folder;
  seal_rows(folder, 1);
  std::string bytes = read_file(folder.database());
  // SQLite's file format: user_version at 60, application_id at 68, big-endian.
  REQUIRE(bytes[63] == 1);
  bytes[63] = 2;
  bytes[71] = 2;
  write_file(folder.database(), bytes);
  auto keys = keys_of(folder);
  CHECK(fault_of(Journal::open({.folder = folder.journal(), .limits = {}, .vfs = ""}, keys)) ==
        JournalFault::NewerFormat);
  CHECK(read_file(folder.database()) == bytes);
}

}  // namespace bianmin::journal
