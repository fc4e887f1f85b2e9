// Who trusts whom: nothing of an application leaves for a platform that is not ours.
#include <fstream>

#include "tests/kiosk/platform/certificates.h"
#include "tests/kiosk/platform/fixture.h"

namespace bianmin::platform {
namespace {

struct AtTrust : AtPlatform {
  AtTrust() { make_certificate(folder.path(), "stranger"); }

  // What comes of a submission with these settings.
  Outcome submit_with(const ClientSettings& wanted) {
    Client other{wanted, stop.get_token()};
    return other.submit(submission(new_key()), kLimit);
  }

  TemporaryFolder folder;
  ClientSettings settings = platform.settings();
};

}  // namespace

TEST_CASE_METHOD(AtTrust, "the platform's certificate comes from another CA") {
  settings.authority = folder.path() / "stranger.pem";
  CHECK(want<Unreachable>(submit_with(settings)).why == WireFault::PlatformNotTrusted);
}

TEST_CASE_METHOD(AtTrust, "the platform's certificate is for another name") {
  settings.address.replace(settings.address.find("127.0.0.1"), 9, "127.0.0.2");
  const auto unreachable = want<Unreachable>(submit_with(settings));
  // The platform listens on one address only; where the other leads nowhere, that is the fault that shows.
  CHECK((unreachable.why == WireFault::PlatformNotTrusted || unreachable.why == WireFault::NoConnection));
}

TEST_CASE_METHOD(AtTrust, "the terminal has no certificate, or one from another CA: the platform takes nothing") {
  const int before = platform.stored();
  const int requests = platform.tell("state").at("requests");
  for (const char* name : {"", "stranger"}) {
    const bool none = *name == '\0';
    settings.certificate = none ? "" : folder.path() / "stranger.pem";
    settings.key = none ? "" : folder.path() / "stranger.key";
    // Under TLS 1.3 the refusal comes when the request has left. This platform resets the connection with it, so that
    // its alert may be lost on the way; then nobody can tell that nothing arrived.
    const Outcome outcome = submit_with(settings);
    CHECK((outcome == Outcome{Unreachable{WireFault::CertificateNotAccepted}} ||
           outcome == Outcome{Unknown{WireFault::Cut, 0}}));
  }
  CHECK(platform.stored() == before);
  CHECK(platform.tell("state").at("requests") == requests);
}

TEST_CASE_METHOD(AtTrust, "only pinned keys are spoken to, and a backup pin does no harm") {
  const std::string right = pin_of(platform.state() / "server.pem");
  const std::string wrong = pin_of(folder.path() / "stranger.pem");
  settings.pinned_keys = {wrong};
  CHECK(want<Unreachable>(submit_with(settings)).why == WireFault::PinMismatch);
  settings.pinned_keys = {wrong, right};
  want<Acknowledged>(submit_with(settings));
  // Anything else would be taken for a file that holds the key.
  settings.pinned_keys = {(platform.state() / "server.pem").string()};
  CHECK(want<Unreachable>(submit_with(settings)).why == WireFault::BadAddress);
}

TEST_CASE_METHOD(AtTrust, "a file of the credentials is missing or is none") {
  std::ofstream{folder.path() / "rubbish.pem"} << "rubbish";
  for (const auto& bad : {folder.path() / "missing.pem", folder.path() / "rubbish.pem"}) {
    INFO(bad);
    for (const auto member : {&ClientSettings::authority, &ClientSettings::certificate, &ClientSettings::key}) {
      ClientSettings changed = settings;
      changed.*member = bad;
      CHECK(want<Unreachable>(submit_with(changed)).why == WireFault::CredentialsMissing);
    }
  }
}

TEST_CASE_METHOD(AtTrust, "an address that is none, or not HTTPS, is not tried") {
  for (const char* address : {"", "https://", "http://127.0.0.1", "127.0.0.1", "https://a b", "file:///etc/passwd"}) {
    INFO(address);
    settings.address = address;
    CHECK(want<Unreachable>(submit_with(settings)).why == WireFault::BadAddress);
  }
  settings = platform.settings();
  settings.terminal = "a\r\nX: y";
  CHECK(want<Unreachable>(submit_with(settings)).why == WireFault::BadAddress);
}

TEST_CASE_METHOD(AtTrust, "the platform's name is unknown") {
  settings.address = "https://no-such-platform.invalid";
  CHECK(want<Unreachable>(submit_with(settings)).why == WireFault::NameNotFound);
}

}  // namespace bianmin::platform
