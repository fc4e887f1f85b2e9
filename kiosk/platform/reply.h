#pragma once
// One request's end, before it is understood. Internal to the client.
#include <expected>
#include <string>

#include "kiosk/base/bytes.h"
#include "kiosk/platform/outcome.h"

namespace bianmin::platform {

// Headers are as they came, without the white space around; empty when they did not come.
struct Reply {
  int status = 0;
  std::string content_type;
  std::string etag;
  std::string retry_after;
  std::string replayed;
  std::string date;
  Bytes body;
};

// No whole reply. `sent`: a byte of the request may have left.
struct Broken {
  WireFault why = WireFault::NoConnection;
  bool sent = false;
  int status = 0;
};

using Exchange = std::expected<Reply, Broken>;

}  // namespace bianmin::platform
