#include "tests/kiosk/platform/hostile_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "tests/kiosk/platform/certificates.h"

namespace bianmin::platform {
namespace {

constexpr timeval kPatience{30, 0};

std::size_t content_length(std::string_view headers) {
  constexpr std::string_view kName = "Content-Length: ";
  const std::size_t at = headers.find(kName);
  if (at == std::string_view::npos) return 0;
  return std::strtoul(std::string{headers.substr(at + kName.size())}.c_str(), nullptr, 10);
}

}  // namespace

bool Peer::read_more(std::string& bytes) {
  std::array<char, 4096> part{};
  const int size = tls_ == nullptr ? static_cast<int>(::read(descriptor_, part.data(), part.size()))
                                   : SSL_read(tls_, part.data(), static_cast<int>(part.size()));
  if (size <= 0) return false;
  bytes.append(part.data(), static_cast<std::size_t>(size));
  return true;
}

std::string Peer::read_request() {
  std::string request;
  std::size_t end = 0;
  while ((end = request.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more(request)) return "";
  }
  while (request.size() < end + 4 + content_length(request)) {
    if (!read_more(request)) return "";
  }
  return request;
}

bool Peer::write(std::string_view bytes) {
  if (bytes.empty()) return true;
  return tls_ == nullptr ? ::write(descriptor_, bytes.data(), bytes.size()) > 0
                         : SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size())) > 0;
}

void Peer::wait_for_end() {
  std::string ignored;
  while (read_more(ignored)) ignored.clear();
}

HostileServer::HostileServer(Conversation conversation, Handshake handshake)
    : conversation_{std::move(conversation)}, handshake_{handshake} {
  make_certificate(folder_.path(), "hostile");
  context_ = SSL_CTX_new(TLS_server_method());
  REQUIRE(SSL_CTX_use_certificate_file(context_, (folder_.path() / "hostile.pem").c_str(), SSL_FILETYPE_PEM) == 1);
  REQUIRE(SSL_CTX_use_PrivateKey_file(context_, (folder_.path() / "hostile.key").c_str(), SSL_FILETYPE_PEM) == 1);
  SSL_CTX_set_alpn_select_cb(context_, choose_protocol, this);
  listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(::bind(listening_, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(::listen(listening_, 8) == 0);
  REQUIRE(::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread{[this](const std::stop_token& stop) { serve(stop); }};
}

HostileServer::~HostileServer() {
  thread_.request_stop();
  ::shutdown(listening_, SHUT_RDWR);
  thread_.join();
  ::close(listening_);
  SSL_CTX_free(context_);
}

int HostileServer::choose_protocol(SSL*, const unsigned char**, unsigned char*, const unsigned char* offered,
                                   unsigned int offered_size, void* self) {
  const std::string_view names{reinterpret_cast<const char*>(offered), offered_size};
  static_cast<HostileServer*>(self)->offered_http2_ = names.find("\x02h2") != std::string_view::npos;
  return SSL_TLSEXT_ERR_NOACK;
}

void HostileServer::speak_at_most(int version) {
  SSL_CTX_set_security_level(context_, 0);
  SSL_CTX_set_min_proto_version(context_, 0);
  SSL_CTX_set_max_proto_version(context_, version);
}

void HostileServer::want_certificate() {
  SSL_CTX_set_verify(context_, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
}

ClientSettings HostileServer::settings() const {
  ClientSettings settings;
  settings.address = "https://127.0.0.1:" + std::to_string(port_);
  settings.authority = folder_.path() / "hostile.pem";
  settings.mediator_client = "CN/GOV/11449800/terminal";
  settings.terminal = "YS-HALL-01";
  return settings;
}

void HostileServer::serve(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const int descriptor = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) return;
    ++connections_;
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
    if (handshake_ == Handshake::Skipped) {
      Peer peer{descriptor, nullptr};
      conversation_(peer);
    } else {
      SSL* const tls = SSL_new(context_);
      SSL_set_fd(tls, descriptor);
      if (SSL_accept(tls) == 1) {
        Peer peer{descriptor, tls};
        conversation_(peer);
      } else {
        // Closing with unread bytes would reset the connection, and the alert could be lost with it.
        ::shutdown(descriptor, SHUT_WR);
        Peer{descriptor, nullptr}.wait_for_end();
      }
      SSL_free(tls);
    }
    ::close(descriptor);
  }
}

}  // namespace bianmin::platform
