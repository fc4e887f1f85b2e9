#pragma once
// The platform's client: HTTPS with mutual TLS on libcurl.
#include <chrono>
#include <cstddef>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/platform/outcome.h"

namespace bianmin::platform {

struct ClientSettings {
  std::string address;                   // https://host[:port][/prefix], no slash at the end
  std::filesystem::path authority;       // PEM: the only CA trusted; the system's are not
  std::filesystem::path certificate;     // PEM: the terminal's; empty: none
  std::filesystem::path key;             // PEM
  std::vector<std::string> pinned_keys;  // "sha256//<base64>" of public keys; empty: any key the CA vouches for
  std::string mediator_client;           // Information-Mediator-Client: INSTANCE/CLASS/MEMBER/SUBSYSTEM
  std::string terminal;                  // Bianmin-Terminal: this terminal's id
  std::chrono::milliseconds connect_limit{3'000};  // name, TCP and TLS together
  std::size_t reply_cap = 4U << 20U;               // bytes of a reply's body
};

// One platform, its connection kept between requests. Follows no redirect, uses no proxy, cookie or compression.
// Thread: one (the network thread); `stop` may be asked for from any, and ends a running request at once (Cancelled).
// The process ignores SIGPIPE: a connection cut while it is written to must be a result, not the end.
class Client {
 public:
  Client(ClientSettings settings, std::stop_token stop);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // GET of `path` ("/services"). `etag`, when not empty, makes it conditional. `limit` covers the whole request.
  [[nodiscard]] std::expected<Fetched, PlatformFault> fetch(std::string_view path, std::string_view etag,
                                                            std::chrono::milliseconds limit);

  // POST /services/{service}/applications. Never sends twice by itself: a retry is the caller's decision.
  [[nodiscard]] Outcome submit(const Submission& submission, std::chrono::milliseconds limit);

  // GET /bianmin/submissions/{key}.
  [[nodiscard]] Answer ask(const SubmissionKey& key, std::chrono::milliseconds limit);

  // POST /bianmin/submissions/{key}/rating. `grade` is 1 (very dissatisfied) to 5. Said twice it counts once.
  [[nodiscard]] std::expected<void, PlatformFault> rate(const SubmissionKey& key, int grade,
                                                        std::chrono::milliseconds limit);

  // POST /bianmin/electronic-ids: whose electronic ID is this? Acknowledged has the holder as body. Asked again it has
  // the same effect. `service`: what it is for.
  [[nodiscard]] Outcome verify_electronic_id(std::string_view code, const ServiceId& service,
                                             std::chrono::milliseconds limit);

  // Hangs up, so that nothing of what was sent and answered stays in the line's buffers. The next request connects
  // anew.
  void forget();

  // The platform's clock minus ours, by the last reply's Date. Empty before the first. For the record: nothing is
  // ordered by it.
  [[nodiscard]] std::optional<std::chrono::seconds> clock_offset() const;

  // libcurl's own words on the last request that failed, for the log. Empty after one that did not.
  [[nodiscard]] const std::string& last_error() const;

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace bianmin::platform
