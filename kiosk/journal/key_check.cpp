#include "kiosk/journal/key_check.h"

#include <optional>

#include "kiosk/journal/box.h"

namespace bianmin::journal {
namespace {

ByteView check_binding() { return as_bytes("key check"); }

}  // namespace

std::expected<void, JournalFault> write_key_check(const Database& database, KeyProvider& keys) {
  const std::optional<SecretKey> nonce = random_key();
  if (!nonce) return std::unexpected{JournalFault::KeyUnavailable};
  const auto wrapped = keys.wrap(*nonce, check_binding());
  if (!wrapped) return std::unexpected{JournalFault::KeyUnavailable};
  return Query{database, "INSERT OR REPLACE INTO key_check VALUES(1, ?)", *wrapped}.run();
}

std::expected<bool, JournalFault> same_key(const Database& database, KeyProvider& keys) {
  Query query{database, "SELECT wrapped FROM key_check WHERE only = 1"};
  if (!query.next()) return std::unexpected{query.fault().value_or(JournalFault::Damaged)};
  const auto key = keys.unwrap(query.blob(0), check_binding());
  if (!key && key.error() != KeyFault::Refused) return std::unexpected{JournalFault::KeyUnavailable};
  return key.has_value();
}

}  // namespace bianmin::journal
