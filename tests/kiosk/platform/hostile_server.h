#pragma once
// A TLS server that a test tells what to do with each connection.
#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "kiosk/platform/client.h"
#include "tests/kiosk/platform/platform_process.h"

struct ssl_st;
struct ssl_ctx_st;

namespace bianmin::platform {

// One connection, seen from the server. Thread: the server's.
class Peer {
 public:
  Peer(int descriptor, ssl_st* tls) : descriptor_{descriptor}, tls_{tls} {}

  // Headers and body. Empty when the client is gone.
  [[nodiscard]] std::string read_request();
  // False when the client is gone.
  bool write(std::string_view bytes);
  // Returns when the client is gone.
  void wait_for_end();

 private:
  [[nodiscard]] bool read_more(std::string& bytes);

  int descriptor_;
  ssl_st* tls_;  // null before the handshake
};

class HostileServer {
 public:
  using Conversation = std::function<void(Peer&)>;
  enum class Handshake { Done, Skipped };

  explicit HostileServer(Conversation conversation, Handshake handshake = Handshake::Done);
  ~HostileServer();
  HostileServer(const HostileServer&) = delete;
  HostileServer& operator=(const HostileServer&) = delete;

  [[nodiscard]] ClientSettings settings() const;
  [[nodiscard]] int connections() const { return connections_; }
  // The last client named HTTP/2 among the protocols it would speak (RFC 7301).
  [[nodiscard]] bool was_offered_http2() const { return offered_http2_; }

  // While there is no connection: no TLS above this version (TLS1_1_VERSION…).
  void speak_at_most(int version);
  // While there is no connection: no client without a certificate.
  void want_certificate();

 private:
  static int choose_protocol(ssl_st* tls, const unsigned char** chosen, unsigned char* chosen_size,
                             const unsigned char* offered, unsigned int offered_size, void* self);
  void serve(const std::stop_token& stop);

  TemporaryFolder folder_;
  Conversation conversation_;
  Handshake handshake_;
  ssl_ctx_st* context_ = nullptr;
  int listening_ = -1;
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  std::atomic<bool> offered_http2_ = false;
  std::jthread thread_;
};

}  // namespace bianmin::platform
