#include "drivers/id_card_reader/photo_memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace bianmin::drivers {
namespace {

constexpr std::size_t kPacked = 1024;
constexpr std::size_t kPicture = 38'556;

TEST_CASE("both sides see the same memory, whatever its sizes") {
  const auto picture = GENERATE(std::size_t{1}, std::size_t{4096}, kPicture, std::size_t{38'862});
  const auto memory = PhotoMemory::of(kPacked, picture);
  REQUIRE(memory);
  REQUIRE(memory->packed().size() == kPacked);
  REQUIRE(memory->picture().size() == picture);
  std::ranges::fill(memory->packed(), std::uint8_t{1});
  const auto view = view_photo_memory(::dup(memory->descriptor()), kPacked, picture);
  REQUIRE(view);
  REQUIRE(view->packed.size() == kPacked);
  REQUIRE(view->picture.size() == picture);
  CHECK(std::ranges::count(view->packed, 1) == kPacked);
  CHECK(std::ranges::count(view->picture, 0) == static_cast<std::ptrdiff_t>(picture));
  std::ranges::fill(view->picture, std::uint8_t{2});
  CHECK(std::ranges::count(memory->picture(), 2) == static_cast<std::ptrdiff_t>(picture));
  CHECK(std::ranges::count(memory->packed(), 1) == kPacked);
}

// Whether the byte before and the one behind may not be read: msync() says ENOMEM of no memory only, so ask the kernel
// to read them.
bool may_be_read(const std::uint8_t* byte) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return true;
  const bool read = ::write(ends[1], byte, 1) == 1;
  for (const int end : ends) ::close(end);
  return read;
}

TEST_CASE("what lies behind a decoder's memory may not be touched") {
  const auto memory = PhotoMemory::of(kPacked, kPicture);
  REQUIRE(memory);
  const auto view = view_photo_memory(::dup(memory->descriptor()), kPacked, kPicture);
  REQUIRE(view);
  for (const auto part : {view->packed, view->picture}) {
    CHECK(may_be_read(part.data()));
    CHECK(may_be_read(part.data() + part.size() - 1));
    CHECK_FALSE(may_be_read(part.data() + part.size()));
  }
}

TEST_CASE("the size of the memory can be changed by nobody, and another is not taken for it") {
  const auto memory = PhotoMemory::of(kPacked, kPicture);
  REQUIRE(memory);
  CHECK(::ftruncate(memory->descriptor(), 0) == -1);
  CHECK(::ftruncate(memory->descriptor(), 1 << 20) == -1);
  CHECK_FALSE(view_photo_memory(::dup(memory->descriptor()), kPacked, 2 * kPicture));
  CHECK_FALSE(view_photo_memory(-1, kPacked, kPicture));
}

TEST_CASE("nothing is in the memory when its owner has gone") {
  auto memory = PhotoMemory::of(kPacked, kPicture);
  REQUIRE(memory);
  std::ranges::fill(memory->packed(), std::uint8_t{1});
  std::ranges::fill(memory->picture(), std::uint8_t{2});
  const auto view = view_photo_memory(::dup(memory->descriptor()), kPacked, kPicture);
  REQUIRE(view);
  {
    const auto moved = std::move(*memory);
    CHECK(view->packed[0] == 1);
    CHECK(view->picture[0] == 2);
  }
  CHECK(std::ranges::count(view->packed, 0) == kPacked);
  CHECK(std::ranges::count(view->picture, 0) == static_cast<std::ptrdiff_t>(kPicture));
}

}  // namespace
}  // namespace bianmin::drivers
