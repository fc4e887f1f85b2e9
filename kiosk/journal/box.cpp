#include "kiosk/journal/box.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <limits>
#include <memory>

namespace bianmin::journal {
namespace {

constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

bool fits_int(std::size_t size) { return size <= static_cast<std::size_t>(std::numeric_limits<int>::max()); }

}  // namespace

Digest sha256(ByteView bytes) {
  Digest digest{};
  SHA256(bytes.data(), bytes.size(), digest.data());
  return digest;
}

std::optional<SecretKey> random_key() {
  std::optional<SecretKey> key{std::in_place};
  if (RAND_bytes(key->bytes().data(), static_cast<int>(SecretKey::kSize)) != 1) return std::nullopt;
  return key;
}

std::optional<Bytes> close_box(const SecretKey& key, ByteView plain, ByteView bound_to) {
  if (!fits_int(plain.size()) || !fits_int(bound_to.size())) return std::nullopt;
  Bytes box(kNonce + plain.size() + kTag);
  std::uint8_t* const nonce = box.data();
  std::uint8_t* const cipher = nonce + kNonce;
  std::uint8_t* const tag = cipher + plain.size();
  const Context context{EVP_CIPHER_CTX_new()};
  int written = 0;
  const bool closed =
      context && RAND_bytes(nonce, kNonce) == 1 &&
      EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.bytes().data(), nonce) == 1 &&
      EVP_EncryptUpdate(context.get(), nullptr, &written, bound_to.data(), static_cast<int>(bound_to.size())) == 1 &&
      (plain.empty() ||
       EVP_EncryptUpdate(context.get(), cipher, &written, plain.data(), static_cast<int>(plain.size())) == 1) &&
      EVP_EncryptFinal_ex(context.get(), tag, &written) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTag, tag) == 1;
  if (!closed) return std::nullopt;
  return box;
}

std::optional<Bytes> open_box(const SecretKey& key, ByteView box, ByteView bound_to) {
  if (box.size() < kNonce + kTag || !fits_int(box.size()) || !fits_int(bound_to.size())) return std::nullopt;
  const ByteView nonce = box.first(kNonce);
  const ByteView cipher = box.subspan(kNonce, box.size() - kNonce - kTag);
  Bytes tag(box.end() - kTag, box.end());
  // One spare byte, so that an empty plaintext still has an address.
  Bytes plain(cipher.size() + 1);
  const Context context{EVP_CIPHER_CTX_new()};
  int written = 0;
  const bool opened =
      context && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.bytes().data(), nonce.data()) == 1 &&
      EVP_DecryptUpdate(context.get(), nullptr, &written, bound_to.data(), static_cast<int>(bound_to.size())) == 1 &&
      (cipher.empty() ||
       EVP_DecryptUpdate(context.get(), plain.data(), &written, cipher.data(), static_cast<int>(cipher.size())) == 1) &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTag, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(context.get(), plain.data() + cipher.size(), &written) == 1;
  if (!opened) {
    wipe(plain);
    return std::nullopt;
  }
  plain.pop_back();
  return plain;
}

void wipe(Bytes& bytes) {
  OPENSSL_cleanse(bytes.data(), bytes.size());
  bytes.clear();
}

}  // namespace bianmin::journal
