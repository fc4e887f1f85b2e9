#include "kiosk/journal/key_provider.h"

#include <openssl/crypto.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <optional>
#include <system_error>

#include "kiosk/journal/box.h"
#include "kiosk/journal/folder.h"

namespace bianmin::journal {
namespace {

std::expected<SecretKey, KeyFault> read_key(const std::filesystem::path& file) {
  struct stat found{};
  if (::stat(file.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return std::unexpected{KeyFault::NoAccess};
  if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0) return std::unexpected{KeyFault::NoAccess};
  if (found.st_size != static_cast<off_t>(SecretKey::kSize)) return std::unexpected{KeyFault::Malformed};
  SecretKey key;
  std::ifstream stream;
  // Unbuffered: no copy of the key stays behind in a stream's buffer.
  stream.rdbuf()->pubsetbuf(nullptr, 0);
  stream.open(file, std::ios::binary);
  if (!stream.read(reinterpret_cast<char*>(key.bytes().data()), SecretKey::kSize)) {
    return std::unexpected{KeyFault::NoAccess};
  }
  return key;
}

}  // namespace

SecretKey::~SecretKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

SecretKey::SecretKey(SecretKey&& other) noexcept : bytes_{other.bytes_} {
  OPENSSL_cleanse(other.bytes_.data(), other.bytes_.size());
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
  if (this != &other) {
    bytes_ = other.bytes_;
    OPENSSL_cleanse(other.bytes_.data(), other.bytes_.size());
  }
  return *this;
}

std::string_view to_string(KeyFault fault) {
  switch (fault) {
    case KeyFault::NoAccess:
      return "no access";
    case KeyFault::Malformed:
      return "malformed";
    case KeyFault::Refused:
      return "refused";
  }
  return "unnamed fault";
}

std::expected<FileKeyProvider, KeyFault> FileKeyProvider::open(const std::filesystem::path& file) {
  std::error_code trouble;
  if (!std::filesystem::exists(file, trouble) && !trouble) {
    const std::optional<SecretKey> made = random_key();
    if (!made) return std::unexpected{KeyFault::NoAccess};
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), trouble);
    if (trouble || !write_private_file(file, made->bytes())) return std::unexpected{KeyFault::NoAccess};
  }
  auto key = read_key(file);
  if (!key) return std::unexpected{key.error()};
  return FileKeyProvider{std::move(*key)};
}

std::expected<Bytes, KeyFault> FileKeyProvider::wrap(const SecretKey& row_key, ByteView bound_to) {
  std::optional<Bytes> wrapped = close_box(key_, row_key.bytes(), bound_to);
  if (!wrapped) return std::unexpected{KeyFault::NoAccess};
  return *std::move(wrapped);
}

std::expected<SecretKey, KeyFault> FileKeyProvider::unwrap(ByteView wrapped, ByteView bound_to) {
  std::optional<Bytes> plain = open_box(key_, wrapped, bound_to);
  if (!plain) return std::unexpected{KeyFault::Refused};
  if (plain->size() != SecretKey::kSize) {
    wipe(*plain);
    return std::unexpected{KeyFault::Refused};
  }
  SecretKey key;
  std::ranges::copy(*plain, key.bytes().begin());
  wipe(*plain);
  return key;
}

}  // namespace bianmin::journal
