#pragma once
// AES-256-GCM boxes and SHA-256 on OpenSSL. Internal to the journal. Thread: any.
#include <optional>

#include "kiosk/base/bytes.h"
#include "kiosk/journal/audit.h"
#include "kiosk/journal/key_provider.h"

namespace bianmin::journal {

[[nodiscard]] Digest sha256(ByteView bytes);

// Empty when the machine gives no random bytes.
[[nodiscard]] std::optional<SecretKey> random_key();

// nonce (12, random) + ciphertext + tag (16). `bound_to` must be the same at opening. Empty when OpenSSL refuses, which
// it does only without memory or random bytes.
[[nodiscard]] std::optional<Bytes> close_box(const SecretKey& key, ByteView plain, ByteView bound_to);

// Empty when the box, the key or `bound_to` is another than at closing.
[[nodiscard]] std::optional<Bytes> open_box(const SecretKey& key, ByteView box, ByteView bound_to);

// Overwrites before the bytes are given back to the heap.
void wipe(Bytes& bytes);

}  // namespace bianmin::journal
