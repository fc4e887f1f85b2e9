#pragma once
// Who keeps the key that opens the journal's rows.
#include <array>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <span>
#include <string_view>

#include "kiosk/base/bytes.h"

namespace bianmin::journal {

// 32 secret bytes, overwritten when they go. Thread: any, one at a time.
class SecretKey {
 public:
  static constexpr std::size_t kSize = 32;

  SecretKey() = default;  // all zero: to be filled
  ~SecretKey();
  SecretKey(SecretKey&& other) noexcept;
  SecretKey& operator=(SecretKey&& other) noexcept;
  SecretKey(const SecretKey&) = delete;
  SecretKey& operator=(const SecretKey&) = delete;

  [[nodiscard]] std::span<std::uint8_t, kSize> bytes() { return bytes_; }
  [[nodiscard]] std::span<const std::uint8_t, kSize> bytes() const { return bytes_; }

 private:
  std::array<std::uint8_t, kSize> bytes_{};
};

enum class KeyFault {
  NoAccess,   // the key cannot be read or made
  Malformed,  // the key file is not a key
  Refused,    // the wrapped key was made by another key, or was changed
};

[[nodiscard]] std::string_view to_string(KeyFault fault);

// Wraps and unwraps row keys. Thread: the journal's own.
class KeyProvider {
 public:
  virtual ~KeyProvider() = default;

  // `bound_to` must be the same at unwrapping: a wrapped key cannot be moved to another row.
  [[nodiscard]] virtual std::expected<Bytes, KeyFault> wrap(const SecretKey& row_key, ByteView bound_to) = 0;
  [[nodiscard]] virtual std::expected<SecretKey, KeyFault> unwrap(ByteView wrapped, ByteView bound_to) = 0;
};

// A key of 32 random bytes in a file of mode 0600, made at the first start. AES-256-GCM does the wrapping.
class FileKeyProvider final : public KeyProvider {
 public:
  // Reads the key; makes it, on disk, where there is no file. A file that others may read is NoAccess: remedy chmod
  // 600.
  [[nodiscard]] static std::expected<FileKeyProvider, KeyFault> open(const std::filesystem::path& file);

  [[nodiscard]] std::expected<Bytes, KeyFault> wrap(const SecretKey& row_key, ByteView bound_to) override;
  [[nodiscard]] std::expected<SecretKey, KeyFault> unwrap(ByteView wrapped, ByteView bound_to) override;

 private:
  explicit FileKeyProvider(SecretKey key) : key_{std::move(key)} {}

  SecretKey key_;
};

}  // namespace bianmin::journal
