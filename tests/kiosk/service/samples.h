#pragma once
// Two services as a platform serves them, and a citizen to go with them.
#include <nlohmann/json.hpp>
#include <string>

#include "kiosk/service/definition.h"
#include "kiosk/service/holder.h"

namespace bianmin::service::samples {

// A file as in config/services: members `service`, `definition`, `eForm`.
struct Entry {
  nlohmann::json file;
  [[nodiscard]] std::string service_json() const;
  [[nodiscard]] std::string form_json() const;
};

// From config/services, by name.
[[nodiscard]] Entry shipped(const std::string& name);
[[nodiscard]] Entry social_insurance();
[[nodiscard]] Entry change_of_address();
// Fails the test when the entry is refused.
[[nodiscard]] ServiceDefinition parsed(const Entry& entry);

[[nodiscard]] Holder zhang();
[[nodiscard]] std::string read_file(const std::string& path);

}  // namespace bianmin::service::samples
