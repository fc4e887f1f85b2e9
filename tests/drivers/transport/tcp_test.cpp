#include "drivers/transport/tcp.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <catch2/catch_test_macros.hpp>

#include "drivers/transport/descriptor.h"

namespace bianmin::drivers {
namespace {

using namespace std::chrono_literals;

// A loopback port that listens.
struct Listener {
  Listener() : socket{::socket(AF_INET, SOCK_STREAM, 0)} {
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(socket.number(), reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(socket.number(), 1) == 0);
    REQUIRE(::getsockname(socket.number(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
  }
  [[nodiscard]] TcpAddress where() const { return {"127.0.0.1", ntohs(address.sin_port)}; }
  [[nodiscard]] Descriptor accept() const { return Descriptor{::accept(socket.number(), nullptr, nullptr)}; }

  Descriptor socket;
  sockaddr_in address{};
};

TEST_CASE("bytes go both ways over TCP") {
  const Listener listener;
  const auto connection = open_tcp(listener.where(), 5s);
  REQUIRE(connection);
  const auto peer = listener.accept();
  REQUIRE((*connection)->write(Bytes{1, 2, 3}, 5s) == 3U);
  Bytes got(3);
  CHECK(::recv(peer.number(), got.data(), got.size(), MSG_WAITALL) == 3);
  CHECK(got == Bytes{1, 2, 3});
  REQUIRE(::send(peer.number(), "ok", 2, 0) == 2);
  CHECK((*connection)->read(16, 5s) == Bytes{'o', 'k'});
  CHECK((*connection)->read(16, 10ms) == Bytes{});
}

TEST_CASE("a printer that closes the connection breaks it, without a signal") {
  const Listener listener;
  const auto connection = open_tcp(listener.where(), 5s);
  REQUIRE(connection);
  {
    const auto peer = listener.accept();
  }
  CHECK((*connection)->read(16, 5s) == std::unexpected{TransportFault::Broken});
  const Bytes data(65536, 0);
  // The first write may still be taken by the kernel; the reset arrives before the next ones.
  auto written = (*connection)->write(data, 1s);
  for (int i = 0; i < 100 && written; ++i) written = (*connection)->write(data, 1s);
  CHECK(written == std::unexpected{TransportFault::Broken});
}

TEST_CASE("an address where nobody listens is missing") {
  TcpAddress nowhere;
  {
    const Listener listener;
    nowhere = listener.where();
  }
  CHECK(open_tcp(nowhere, 5s).error() == TransportFault::Missing);
  CHECK(open_tcp({"printer.example", 9100}, 5s).error() == TransportFault::Missing);
}

}  // namespace
}  // namespace bianmin::drivers
