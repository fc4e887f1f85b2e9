#include "kiosk/platform/outcome.h"

namespace bianmin::platform {

std::string_view to_string(WireFault fault) {
  switch (fault) {
    case WireFault::BadAddress:
      return "bad address";
    case WireFault::CredentialsMissing:
      return "credentials missing";
    case WireFault::NameNotFound:
      return "name not found";
    case WireFault::NoConnection:
      return "no connection";
    case WireFault::TlsFailed:
      return "TLS failed";
    case WireFault::PlatformNotTrusted:
      return "platform not trusted";
    case WireFault::PinMismatch:
      return "pin mismatch";
    case WireFault::CertificateNotAccepted:
      return "certificate not accepted";
    case WireFault::TimedOut:
      return "timed out";
    case WireFault::Cut:
      return "cut";
    case WireFault::TooLarge:
      return "too large";
    case WireFault::Garbled:
      return "garbled";
    case WireFault::NotFound:
      return "not found";
    case WireFault::Refused:
      return "refused";
    case WireFault::ServerError:
      return "server error";
    case WireFault::Cancelled:
      return "cancelled";
  }
  return "unnamed fault";
}

}  // namespace bianmin::platform
