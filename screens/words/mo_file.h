#pragma once
// Reads gettext's compiled translations: GNU gettext manual, "The Format of GNU MO Files".
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace bianmin::screens {

// Looks into `bytes`, which must outlive it and be what msgfmt wrote on a machine of the same byte order.
class MoFile {
 public:
  explicit constexpr MoFile(std::span<const unsigned char> bytes) : bytes_{bytes} {}

  // Whether `bytes` is such a file at all.
  [[nodiscard]] bool readable() const;
  // Empty when `msgid` is not in it. With plural forms it is all of them, each ended by a NUL but the last.
  [[nodiscard]] std::string_view find(std::string_view msgid) const;

  [[nodiscard]] std::size_t size() const;
  // In the order of strcmp. A plural's original is both forms with a NUL between.
  [[nodiscard]] std::string_view original(std::size_t index) const;
  [[nodiscard]] std::string_view translation(std::size_t index) const;

 private:
  [[nodiscard]] std::uint32_t word(std::size_t offset) const;
  [[nodiscard]] std::string_view string_at(std::size_t entry) const;

  std::span<const unsigned char> bytes_;
};

}  // namespace bianmin::screens
