#pragma once
// The technician's PIN against what kiosk.toml keeps of it.
#include <string_view>

namespace bianmin::runner {

// `kept`: "pbkdf2-sha256$<rounds>$<salt hex>$<hash hex>". False for anything malformed. Takes a noticeable time, on
// purpose.
[[nodiscard]] bool pin_matches(std::string_view kept, std::string_view pin);

}  // namespace bianmin::runner
