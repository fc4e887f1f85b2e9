#include <openssl/ssl.h>

#include <atomic>

#include "tests/kiosk/platform/fixture.h"
#include "tests/kiosk/platform/hostile_server.h"

namespace bianmin::platform {
namespace {

constexpr std::string_view kAccepted = "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"fileId\":\"F-1\"}";

// Answers the first request with these bytes and waits until the client hangs up.
HostileServer::Conversation answering(std::string bytes) {
  return [bytes = std::move(bytes)](Peer& peer) {
    if (peer.read_request().empty() || !peer.write(bytes)) return;
    peer.wait_for_end();
  };
}

// Answers with a beginning, and then with the same bytes again and again until the client hangs up.
HostileServer::Conversation answering_without_end(std::string beginning, std::string part) {
  return [beginning = std::move(beginning), part = std::move(part)](Peer& peer) {
    if (peer.read_request().empty() || !peer.write(beginning)) return;
    while (peer.write(part)) {
    }
  };
}

Outcome submit_to(const HostileServer& server, std::chrono::milliseconds limit = kLimit) {
  Client client{server.settings(), {}};
  return client.submit(submission("key"), limit);
}

}  // namespace

TEST_CASE("the server under these tests is one that the client can speak to") {
  const HostileServer server{answering(std::string{kAccepted})};
  CHECK(want<Acknowledged>(submit_to(server)).file_id == "F-1");
  CHECK(server.was_offered_http2());
}

TEST_CASE("the request says who sends what, and nothing else") {
  std::string request;
  {
    HostileServer server{[&](Peer& peer) {
      request = peer.read_request();
      peer.write(kAccepted);
    }};
    want<Acknowledged>(submit_to(server));
  }
  const Submission sent = submission("key");
  CHECK(request.starts_with("POST /services/5b0c6a52-3f0e-4d6b-9a5e-2f6d1c7e8a01/applications HTTP/1.1\r\n"));
  CHECK(request.find("\r\nIdempotency-Key: \"key\"\r\n") != std::string::npos);
  CHECK(request.find("\r\nContent-Digest: sha-256=:") != std::string::npos);
  CHECK(request.find("\r\nContent-Type: application/json\r\n") != std::string::npos);
  CHECK(request.find("\r\nInformation-Mediator-Client: CN/GOV/11449800/terminal\r\n") != std::string::npos);
  CHECK(request.find("\r\nBianmin-Terminal: YS-HALL-01\r\n") != std::string::npos);
  for (const char* unwanted : {"User-Agent", "Accept-Encoding", "Expect", "Cookie", "Authorization"}) {
    CHECK(request.find(unwanted) == std::string::npos);
  }
  CHECK(request.ends_with("\r\n\r\n" + bianmin::to_string(sent.body)));
}

TEST_CASE("a reply without end is cut at its cap") {
  const std::string part(16'384, 'x');
  for (const char* length : {"Content-Length: 99999999999\r\n", ""}) {
    const HostileServer server{answering_without_end(std::string{"HTTP/1.1 200 OK\r\n"} + length + "\r\n", part)};
    CHECK(want<Unknown>(submit_to(server)) == Unknown{WireFault::TooLarge, 200});
  }
}

TEST_CASE("headers without end are cut: one line, many lines, many interim replies") {
  const auto all = {
      answering_without_end("HTTP/1.1 200 OK\r\nX: ", std::string(16'384, 'x')),
      answering_without_end("HTTP/1.1 200 OK\r\n", "X: " + std::string(1'000, 'x') + "\r\n"),
      answering_without_end("", "HTTP/1.1 103 Early Hints\r\nX: " + std::string(100, 'x') + "\r\n\r\n"),
  };
  for (const auto& conversation : all) {
    const HostileServer server{conversation};
    Client client{server.settings(), {}};
    const Outcome outcome = client.submit(submission("key"), kLimit);
    INFO(client.last_error());
    CHECK(want<Unknown>(outcome).why == WireFault::TooLarge);
  }
}

TEST_CASE("a reply that trickles in forever ends with the request's own limit") {
  const HostileServer server{[](Peer& peer) {
    if (peer.read_request().empty() || !peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")) return;
    peer.wait_for_end();
  }};
  CHECK(want<Unknown>(submit_to(server, 300ms)) == Unknown{WireFault::TimedOut, 200});
}

TEST_CASE("the server accepts and says nothing: the connect limit ends it, and nothing was sent") {
  const HostileServer server{[](Peer& peer) { peer.wait_for_end(); }, HostileServer::Handshake::Skipped};
  ClientSettings settings = server.settings();
  settings.connect_limit = 200ms;
  Client client{settings, {}};
  CHECK(want<Unreachable>(client.submit(submission("key"), kLimit)).why == WireFault::TimedOut);
}

TEST_CASE("what answers is not TLS, or hangs up in the handshake") {
  const auto all = {
      HostileServer::Conversation{[](Peer& peer) {
        peer.write("HTTP/1.1 200 OK\r\n\r\n");
        peer.wait_for_end();
      }},
      HostileServer::Conversation{[](Peer&) {}},
  };
  for (const auto& conversation : all) {
    const HostileServer server{conversation, HostileServer::Handshake::Skipped};
    CHECK(want<Unreachable>(submit_to(server)).why == WireFault::TlsFailed);
  }
}

TEST_CASE("a server that speaks no TLS newer than 1.1 is not spoken to") {
  HostileServer server{answering(std::string{kAccepted})};
  server.speak_at_most(TLS1_1_VERSION);
  CHECK(want<Unreachable>(submit_to(server)).why == WireFault::TlsFailed);
}

TEST_CASE("the terminal's certificate is wanted and missing: nothing was taken, though under TLS 1.3 it had left") {
  HostileServer server{answering(std::string{kAccepted})};
  server.want_certificate();
  CHECK(want<Unreachable>(submit_to(server)).why == WireFault::CertificateNotAccepted);
  // TLS 1.2 has no word for it but a failed handshake (RFC 5246, 7.4.6).
  server.speak_at_most(TLS1_2_VERSION);
  CHECK(want<Unreachable>(submit_to(server)).why == WireFault::TlsFailed);
}

TEST_CASE("TLS 1.2 is enough") {
  HostileServer server{answering(std::string{kAccepted})};
  server.speak_at_most(TLS1_2_VERSION);
  want<Acknowledged>(submit_to(server));
}

TEST_CASE("the connection is cut before the reply, within the headers, within the body") {
  for (const char* beginning :
       {"", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"fileId\":\"F-1\"}"}) {
    INFO(beginning);
    const HostileServer server{[&](Peer& peer) {
      if (!peer.read_request().empty() && *beginning != '\0') peer.write(beginning);
    }};
    // libcurl takes headers that break off for all there were; then the body is not what it must be.
    const auto why = want<Unknown>(submit_to(server)).why;
    CHECK((why == WireFault::Cut || why == WireFault::Garbled));
    CHECK(server.connections() == 1);
  }
}

TEST_CASE("a kept connection dies under a submission: it is not sent a second time unasked") {
  std::atomic<int> posts = 0;
  const HostileServer server{[&](Peer& peer) {
    while (true) {
      const std::string request = peer.read_request();
      if (request.empty()) return;
      if (request.starts_with("POST")) {
        ++posts;
        return;
      }
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
    }
  }};
  Client client{server.settings(), {}};
  REQUIRE(client.fetch("/services", "", kLimit));
  CHECK(want<Unknown>(client.submit(submission("key"), kLimit)) == Unknown{WireFault::Cut, 0});
  CHECK(posts == 1);
}

TEST_CASE("connections are kept between requests") {
  const HostileServer server{[](Peer& peer) {
    while (!peer.read_request().empty()) peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
  }};
  Client client{server.settings(), {}};
  for (int count = 0; count < 3; ++count) REQUIRE(client.fetch("/services", "", kLimit));
  CHECK(server.connections() == 1);
}

TEST_CASE("redirects are not followed, cookies not kept, compression not undone") {
  std::string second;
  {
    const HostileServer server{[&](Peer& peer) {
      if (peer.read_request().empty()) return;
      peer.write("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
      second = peer.read_request();
      peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x01");
      peer.wait_for_end();
    }};
    Client client{server.settings(), {}};
    CHECK(want<Unknown>(client.submit(submission("key"), kLimit)) == Unknown{WireFault::Garbled, 302});
    CHECK(client.fetch("/services", "", kLimit)->body == to_bytes("\x1f\x8b\x08\x01"));
  }
  CHECK(second.starts_with("GET /services "));
  CHECK(second.find("Cookie") == std::string::npos);
}

TEST_CASE("what answers is not HTTP, or an HTTP of long ago") {
  for (const char* words : {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "<html>hello</html>\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n"}) {
    INFO(words);
    const HostileServer server{[&](Peer& peer) {
      if (!peer.read_request().empty()) peer.write(words);
    }};
    Client client{server.settings(), {}};
    const Outcome outcome = client.submit(submission("key"), kLimit);
    INFO(client.last_error());
    CHECK(want<Unknown>(outcome).why == WireFault::Garbled);
  }
}

TEST_CASE("a plain server that has never heard of the question") {
  const HostileServer server{
      answering("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nnot found")};
  Client client{server.settings(), {}};
  want<Unsupported>(client.ask({"key"}, kLimit));
}

}  // namespace bianmin::platform
