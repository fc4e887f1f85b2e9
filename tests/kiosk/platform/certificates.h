#pragma once
// Certificates that no platform knows, for tests.
#include <filesystem>
#include <string>

namespace bianmin::platform {

// Writes <name>.pem and <name>.key: an EC key and a certificate that signs itself, for 127.0.0.1.
void make_certificate(const std::filesystem::path& folder, const std::string& name);

// The pin of a certificate's public key: sha256//<base64>.
[[nodiscard]] std::string pin_of(const std::filesystem::path& certificate);

}  // namespace bianmin::platform
