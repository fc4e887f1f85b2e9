#include "screens/words/mo_file.h"

#include <cassert>
#include <cstring>

namespace bianmin::screens {
namespace {

constexpr std::uint32_t kMagic = 0x950412de;
// Offsets of the header's words.
constexpr std::size_t kCount = 8;
constexpr std::size_t kOriginals = 12;
constexpr std::size_t kTranslations = 16;
constexpr std::size_t kHeader = 28;
constexpr std::size_t kEntry = 8;  // length, offset

}  // namespace

std::uint32_t MoFile::word(std::size_t offset) const {
  assert(offset + sizeof(std::uint32_t) <= bytes_.size());
  std::uint32_t value = 0;
  std::memcpy(&value, bytes_.data() + offset, sizeof value);
  return value;
}

std::string_view MoFile::string_at(std::size_t entry) const {
  const std::size_t length = word(entry);
  const std::size_t offset = word(entry + 4);
  assert(offset + length <= bytes_.size());
  return {reinterpret_cast<const char*>(bytes_.data()) + offset, length};
}

bool MoFile::readable() const { return bytes_.size() >= kHeader && word(0) == kMagic; }

std::size_t MoFile::size() const { return word(kCount); }

std::string_view MoFile::original(std::size_t index) const { return string_at(word(kOriginals) + index * kEntry); }

std::string_view MoFile::translation(std::size_t index) const {
  return string_at(word(kTranslations) + index * kEntry);
}

std::string_view MoFile::find(std::string_view msgid) const {
  std::size_t first = 0;
  std::size_t last = size();
  while (first < last) {
    const std::size_t middle = first + (last - first) / 2;
    const auto whole = original(middle);
    // A plural is found by its singular, as gettext does.
    const auto order = whole.substr(0, whole.find('\0')).compare(msgid);
    if (order == 0) return translation(middle);
    if (order < 0) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return {};
}

}  // namespace bianmin::screens
