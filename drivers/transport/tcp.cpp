#include "drivers/transport/tcp.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "drivers/transport/descriptor.h"

namespace bianmin::drivers {
namespace {

struct FreeAddresses {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Addresses resolve(const std::string& host, const std::string& port) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  return Addresses{::getaddrinfo(host.c_str(), port.c_str(), &hints, &list) == 0 ? list : nullptr};
}

class Tcp final : public DescriptorTransport {
 public:
  explicit Tcp(Descriptor descriptor) : DescriptorTransport{std::move(descriptor)} {}

  void discard_input() override {
    std::array<std::uint8_t, 4096> rubbish;
    // A device that talks without end must not hold us here.
    for (int round = 0; round < 64; ++round) {
      if (::recv(descriptor(), rubbish.data(), rubbish.size(), MSG_DONTWAIT) <= 0) return;
    }
  }

 protected:
  ssize_t put(ByteView bytes) override { return ::send(descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL); }
};

// The errno of a failed connection; 0 once it stands.
int connect_within(int descriptor, const addrinfo& address, std::chrono::milliseconds limit) {
  if (::connect(descriptor, address.ai_addr, address.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  const Deadline deadline{limit};
  pollfd wanted{descriptor, POLLOUT, 0};
  int ready = 0;
  do {
    ready = ::poll(&wanted, 1, static_cast<int>(deadline.left().count()));
  } while (ready < 0 && errno == EINTR);
  if (ready <= 0) return ETIMEDOUT;
  int error_number = 0;
  socklen_t size = sizeof error_number;
  ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error_number, &size);
  return error_number;
}

void set_option(int descriptor, int level, int name, int value) {
  ::setsockopt(descriptor, level, name, &value, sizeof value);
}

}  // namespace

bool is_numeric_address(const std::string& host) { return resolve(host, "1") != nullptr; }

std::expected<std::unique_ptr<Transport>, TransportFault> open_tcp(const TcpAddress& address,
                                                                   std::chrono::milliseconds limit) {
  const auto addresses = resolve(address.host, std::to_string(address.port));
  if (!addresses) return std::unexpected{TransportFault::Missing};
  Descriptor descriptor{::socket(addresses->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (descriptor.number() < 0) return std::unexpected{fault_of_open(errno)};
  if (const int failed = connect_within(descriptor.number(), *addresses, limit); failed != 0) {
    return std::unexpected{fault_of_open(failed)};
  }
  set_option(descriptor.number(), IPPROTO_TCP, TCP_NODELAY, 1);
  // A device whose cable is cut says nothing: without probes the connection would look alive for hours.
  set_option(descriptor.number(), SOL_SOCKET, SO_KEEPALIVE, 1);
  set_option(descriptor.number(), IPPROTO_TCP, TCP_KEEPIDLE, 10);
  set_option(descriptor.number(), IPPROTO_TCP, TCP_KEEPINTVL, 5);
  set_option(descriptor.number(), IPPROTO_TCP, TCP_KEEPCNT, 3);
  return std::make_unique<Tcp>(std::move(descriptor));
}

}  // namespace bianmin::drivers
