#include "tests/kiosk/journal/fixture.h"
#include "tests/kiosk/journal/shaky_disk.h"

namespace bianmin::journal {

TEST_CASE("the disk is full at any step of sealing: nothing is accepted, nothing is half there, and it goes on later") {
  for (std::uint64_t step = 1;; ++step) {
    INFO("full from step " << step);
    REQUIRE(step < 100);
    const Folder folder;
    auto keys = keys_of(folder);
    ShakyDisk::calm();
    auto opened = Journal::open({.folder = folder.journal(), .limits = {}, .vfs = ShakyDisk::vfs()}, keys);
    REQUIRE(opened);
    Journal& journal = opened->journal;
    REQUIRE(journal.seal(application_number(1)));

    ShakyDisk::fill_at(step);
    const auto sealed = journal.seal(application_number(2));
    ShakyDisk::calm();
    if (sealed) {
      CHECK(step > 2);
      break;
    }
    CHECK(sealed.error() == JournalFault::DiskFull);
    CHECK(fault_of(journal.find(key_number(2))) == JournalFault::NotFound);
    CHECK(journal.load(key_number(1)).value().application == application_number(1));

    // Room again: the very same object goes on.
    REQUIRE(journal.seal(application_number(2)));
    CHECK(journal.load(key_number(2)).value().application == application_number(2));
  }
}

TEST_CASE("the disk is full while a state is marked: the mark is refused, and the state before it stands") {
  const Folder folder;
  auto keys = keys_of(folder);
  ShakyDisk::calm();
  auto opened = Journal::open({.folder = folder.journal(), .limits = {}, .vfs = ShakyDisk::vfs()}, keys);
  REQUIRE(opened);
  Journal& journal = opened->journal;
  REQUIRE(journal.seal(application_number(1)));
  ShakyDisk::fill_at(1);
  CHECK(fault_of(journal.mark_sending(key_number(1))) == JournalFault::DiskFull);
  CHECK(fault_of(journal.append({})) == JournalFault::DiskFull);
  CHECK(journal.find(key_number(1)).value().state == ApplicationState::Sealed);
  ShakyDisk::calm();
  REQUIRE(journal.mark_sending(key_number(1)));
}

TEST_CASE("the disk is full at opening") {
  const Folder folder;
  auto keys = keys_of(folder);
  ShakyDisk::fill_at(1);
  const auto opened = Journal::open({.folder = folder.journal(), .limits = {}, .vfs = ShakyDisk::vfs()}, keys);
  CHECK(fault_of(opened) == JournalFault::DiskFull);
  ShakyDisk::calm();
  Life life{folder};
  CHECK(life->seal(application_number(1)));
}

}  // namespace bianmin::journal
