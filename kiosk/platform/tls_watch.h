#pragma once
// What TLS itself said: libcurl does not tell one alert from another. Internal to the client.
#include <curl/curl.h>

namespace bianmin::platform {

// Watches the connections of one easy handle. Thread: the client's. Outlives the handle.
class TlsWatch {
 public:
  void attach(CURL* handle);
  void forget() { certificate_refused_ = false; }

  // The platform sent an alert about our certificate. Under TLS 1.3 that alert comes after the request has left, but
  // before the platform would read it: the handshake is not over on its side (RFC 8446, 4.4.2.4).
  [[nodiscard]] bool certificate_refused() const { return certificate_refused_; }
  void note_alert(int description);

 private:
  bool certificate_refused_ = false;
};

}  // namespace bianmin::platform
