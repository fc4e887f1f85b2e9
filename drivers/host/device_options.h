#pragma once
// What a device process is told on its command line.
#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "drivers/host/device_session.h"
#include "drivers/transport/connection.h"

namespace bianmin::device {

struct DeviceOptions {
  std::string kind;        // id-card-reader, social-security-card-reader, code-scanner, receipt-printer
  std::string connection;  // as parse_connection() takes it
  std::string model;       // empty: the kind's usual one
  std::vector<std::pair<std::string, std::string>> quirks;
  std::string photo_decoder = {};  // id-card-reader: path of an operator's library from the root; empty: no photos
};

// What opens the device that the options describe. The error is a sentence that names the option, its value and what it
// may be; nothing has been opened yet.
[[nodiscard]] std::expected<SessionOpener, std::string> opener_for(const DeviceOptions& options);

}  // namespace bianmin::device
