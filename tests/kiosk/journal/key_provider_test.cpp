#include "kiosk/journal/key_provider.h"

#include <sys/stat.h>

#include <algorithm>

#include "tests/kiosk/journal/fixture.h"

namespace bianmin::journal {
namespace {

SecretKey some_key() {
  SecretKey key;
  std::ranges::fill(key.bytes(), std::uint8_t{0x5a});
  return key;
}

}  // namespace

TEST_CASE("the key is made once, for the owner only, and read ever after") {
  const Folder folder;
  (void)keys_of(folder);
  struct stat found{};
  REQUIRE(::stat(folder.key().c_str(), &found) == 0);
  CHECK((found.st_mode & 07777) == 0600);
  CHECK(found.st_size == 32);
  const std::string made = read_file(folder.key());
  (void)keys_of(folder);
  CHECK(read_file(folder.key()) == made);
}

TEST_CASE("a wrapped key opens only with the same key for the same row") {
  const Folder folder;
  auto keys = keys_of(folder);
  Bytes wrapped = keys.wrap(some_key(), as_bytes("row 1")).value();
  CHECK(std::ranges::equal(keys.unwrap(wrapped, as_bytes("row 1")).value().bytes(), some_key().bytes()));
  CHECK(keys.unwrap(wrapped, as_bytes("row 2")).error() == KeyFault::Refused);
  for (std::uint8_t& byte : wrapped) {
    byte ^= 1U;
    CHECK(keys.unwrap(wrapped, as_bytes("row 1")).error() == KeyFault::Refused);
    byte ^= 1U;
  }
  CHECK(keys.unwrap({}, as_bytes("row 1")).error() == KeyFault::Refused);
  const Folder elsewhere;
  auto other = keys_of(elsewhere);
  CHECK(other.unwrap(wrapped, as_bytes("row 1")).error() == KeyFault::Refused);
}

TEST_CASE("a key file that others may read, or that is no key, is refused") {
  const Folder folder;
  (void)keys_of(folder);
  std::filesystem::permissions(folder.key(), std::filesystem::perms{0640});
  CHECK(FileKeyProvider::open(folder.key()).error() == KeyFault::NoAccess);
  std::filesystem::permissions(folder.key(), std::filesystem::perms{0600});
  write_file(folder.key(), "short");
  CHECK(FileKeyProvider::open(folder.key()).error() == KeyFault::Malformed);
}

}  // namespace bianmin::journal
