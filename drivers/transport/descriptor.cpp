#include "drivers/transport/descriptor.h"

#include <poll.h>

#include <cerrno>

namespace bianmin::drivers {

std::expected<bool, TransportFault> DescriptorTransport::wait_for(short events, const Deadline& deadline) const {
  pollfd wanted{descriptor(), events, 0};
  while (true) {
    const int ready = ::poll(&wanted, 1, static_cast<int>(deadline.left().count()));
    if (ready > 0) return true;
    if (ready == 0) return false;
    if (errno != EINTR) return std::unexpected{TransportFault::Broken};
  }
}

bool DescriptorTransport::gone() {
  pollfd asked{descriptor(), 0, 0};
  return ::poll(&asked, 1, 0) > 0;
}

std::expected<Bytes, TransportFault> DescriptorTransport::read(std::size_t most, std::chrono::milliseconds limit) {
  const Deadline deadline{limit};
  Bytes bytes(most);
  while (true) {
    const auto readable = wait_for(POLLIN, deadline);
    if (!readable) return std::unexpected{readable.error()};
    if (!*readable) return Bytes{};
    const auto count = ::read(descriptor(), bytes.data(), bytes.size());
    if (count > 0) {
      bytes.resize(static_cast<std::size_t>(count));
      return bytes;
    }
    // A hang-up reads as the end of the file or as EIO.
    if (count == 0 || (errno != EAGAIN && errno != EINTR)) return std::unexpected{TransportFault::Broken};
  }
}

std::expected<std::size_t, TransportFault> DescriptorTransport::write(ByteView bytes, std::chrono::milliseconds limit) {
  const Deadline deadline{limit};
  std::size_t taken = 0;
  while (taken < bytes.size()) {
    const auto writable = wait_for(POLLOUT, deadline);
    if (!writable) return std::unexpected{writable.error()};
    if (!*writable) break;
    const auto count = put(bytes.subspan(taken));
    if (count >= 0) {
      taken += static_cast<std::size_t>(count);
    } else if (errno != EAGAIN && errno != EINTR) {
      return std::unexpected{TransportFault::Broken};
    }
  }
  return taken;
}

}  // namespace bianmin::drivers
