#include "drivers/id_card_reader/photo_memory.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

namespace bianmin::drivers {
namespace {

std::size_t page() { return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)); }

std::size_t whole_pages(std::size_t size) { return (size + page() - 1) / page() * page(); }

// Both parts end at the end of a page.
std::span<std::uint8_t> last(std::span<std::uint8_t> pages, std::size_t size) { return pages.last(size); }

std::span<std::uint8_t> map(std::size_t size, int rights, int flags, int descriptor) {
  void* memory = ::mmap(nullptr, size, rights, flags, descriptor, 0);
  if (memory == MAP_FAILED) return {};
  return {static_cast<std::uint8_t*>(memory), size};
}

// The part of the memory that begins at `from`, between two pages that may not be touched. Empty: there is no room.
std::span<std::uint8_t> map_guarded(int descriptor, std::size_t from, std::size_t size) {
  const auto pages = whole_pages(size);
  const auto around = map(pages + 2 * page(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
  if (around.empty()) return {};
  const auto inner = around.subspan(page(), pages);
  const void* there = ::mmap(inner.data(), inner.size(), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, descriptor,
                             static_cast<off_t>(from));
  return there == MAP_FAILED ? std::span<std::uint8_t>{} : last(inner, size);
}

}  // namespace

std::optional<PhotoMemory> PhotoMemory::of(std::size_t packed, std::size_t picture) {
  const auto size = whole_pages(packed) + whole_pages(picture);
  Descriptor descriptor{::memfd_create("photo", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
  // Memory that the other side made shorter would end this process where it looks at it.
  const bool made = descriptor.number() >= 0 && ::ftruncate(descriptor.number(), static_cast<off_t>(size)) == 0 &&
                    ::fcntl(descriptor.number(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
  if (!made) return std::nullopt;
  const auto whole = map(size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor.number());
  if (whole.empty()) return std::nullopt;
  ::madvise(whole.data(), whole.size(), MADV_DONTDUMP);
  return PhotoMemory{std::move(descriptor), whole, packed, picture};
}

PhotoMemory::PhotoMemory(Descriptor descriptor, std::span<std::uint8_t> whole, std::size_t packed, std::size_t picture)
    : descriptor_{std::move(descriptor)}, whole_{whole}, packed_{packed}, picture_{picture} {}

PhotoMemory::PhotoMemory(PhotoMemory&& other) noexcept
    : descriptor_{std::move(other.descriptor_)},
      whole_{std::exchange(other.whole_, {})},
      packed_{other.packed_},
      picture_{other.picture_} {}

PhotoMemory::~PhotoMemory() {
  if (whole_.empty()) return;
  ::explicit_bzero(whole_.data(), whole_.size());
  ::munmap(whole_.data(), whole_.size());
}

std::span<std::uint8_t> PhotoMemory::packed() const { return last(whole_.first(whole_pages(packed_)), packed_); }
std::span<std::uint8_t> PhotoMemory::picture() const { return last(whole_, picture_); }

std::optional<PhotoView> view_photo_memory(int descriptor, std::size_t packed, std::size_t picture) {
  const Descriptor closed_here{descriptor};
  struct stat is{};
  const auto size = static_cast<off_t>(whole_pages(packed) + whole_pages(picture));
  if (::fstat(descriptor, &is) != 0 || is.st_size != size) return std::nullopt;
  const PhotoView view{map_guarded(descriptor, 0, packed), map_guarded(descriptor, whole_pages(packed), picture)};
  if (view.packed.empty() || view.picture.empty()) return std::nullopt;
  return view;
}

}  // namespace bianmin::drivers
