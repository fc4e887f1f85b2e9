#pragma once
// Memory that the device process and a decoder's process both see: what is to be decoded, and room for the picture.
#include <cstddef>
#include <optional>
#include <span>

#include "drivers/transport/descriptor.h"
#include "kiosk/base/bytes.h"

namespace bianmin::drivers {

// The device process's side. No file, no name, and its size can never change. Wiped when it goes.
class PhotoMemory {
 public:
  // Empty when the system has none to give.
  [[nodiscard]] static std::optional<PhotoMemory> of(std::size_t packed, std::size_t picture);
  ~PhotoMemory();
  PhotoMemory(PhotoMemory&& other) noexcept;
  PhotoMemory& operator=(PhotoMemory&&) = delete;

  [[nodiscard]] std::span<std::uint8_t> packed() const;
  [[nodiscard]] std::span<std::uint8_t> picture() const;
  [[nodiscard]] int descriptor() const { return descriptor_.number(); }

 private:
  PhotoMemory(Descriptor descriptor, std::span<std::uint8_t> whole, std::size_t packed, std::size_t picture);

  Descriptor descriptor_;
  std::span<std::uint8_t> whole_;
  std::size_t packed_;
  std::size_t picture_;
};

// The decoder's side: both lie between pages that may not be touched, and end where such a page begins, so that the
// first byte written too many ends the process.
struct PhotoView {
  std::span<std::uint8_t> packed;
  std::span<std::uint8_t> picture;
};

// Of a PhotoMemory's descriptor, with its two sizes; for good. Empty when that is none. Closes the descriptor.
[[nodiscard]] std::optional<PhotoView> view_photo_memory(int descriptor, std::size_t packed, std::size_t picture);

}  // namespace bianmin::drivers
