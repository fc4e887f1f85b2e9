#include "drivers/host/message_socket.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "drivers/host/codec.h"
#include "kiosk/base/wiping.h"

namespace bianmin::device {
namespace {

constexpr std::size_t kHeader = 4;

}  // namespace

void FrameReader::append(ByteView bytes) { pending_.insert(pending_.end(), bytes.begin(), bytes.end()); }

std::expected<std::optional<Bytes>, SocketFault> FrameReader::next() {
  if (pending_.size() < kHeader) return std::nullopt;
  std::size_t length = 0;
  for (std::size_t i = 0; i < kHeader; ++i) length = length << 8 | pending_[i];
  if (length > kLargestMessage) return std::unexpected{SocketFault::Oversized};
  if (pending_.size() < kHeader + length) return std::nullopt;
  const auto end = pending_.begin() + static_cast<std::ptrdiff_t>(kHeader + length);
  Bytes content{pending_.begin() + kHeader, end};
  drop_front(pending_, kHeader + length);
  return content;
}

MessageSocket::MessageSocket(int descriptor) : descriptor_{descriptor} {
  ::fcntl(descriptor_, F_SETFL, ::fcntl(descriptor_, F_GETFL) | O_NONBLOCK);
  ::fcntl(descriptor_, F_SETFD, FD_CLOEXEC);
}

MessageSocket::~MessageSocket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

MessageSocket::MessageSocket(MessageSocket&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)},
      reader_{std::move(other.reader_)},
      unsent_{std::move(other.unsent_)} {}

MessageSocket& MessageSocket::operator=(MessageSocket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(reader_, other.reader_);
  std::swap(unsent_, other.unsent_);
  return *this;
}

std::expected<void, SocketFault> MessageSocket::send(ByteView message) {
  if (message.size() > kLargestMessage) return std::unexpected{SocketFault::Oversized};
  if (unsent_.size() + message.size() + kHeader > kMostUnsent) return std::unexpected{SocketFault::Full};
  for (int shift = 24; shift >= 0; shift -= 8) unsent_.push_back(static_cast<std::uint8_t>(message.size() >> shift));
  unsent_.insert(unsent_.end(), message.begin(), message.end());
  return flush();
}

std::expected<void, SocketFault> MessageSocket::flush() {
  std::size_t sent = 0;
  while (sent < unsent_.size()) {
    // A peer that died must be an answer here, not a SIGPIPE.
    const auto count = ::send(descriptor_, unsent_.data() + sent, unsent_.size() - sent, MSG_NOSIGNAL);
    if (count >= 0) {
      sent += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN) {
      break;
    } else if (errno != EINTR) {
      return std::unexpected{SocketFault::Closed};
    }
  }
  drop_front(unsent_, sent);
  return {};
}

std::expected<std::optional<Bytes>, SocketFault> MessageSocket::receive() {
  std::array<std::uint8_t, 65536> buffer;
  while (true) {
    auto frame = reader_.next();
    if (!frame || *frame) return frame;
    const auto count = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (count > 0) {
      reader_.append(ByteView{buffer}.first(static_cast<std::size_t>(count)));
      ::explicit_bzero(buffer.data(), static_cast<std::size_t>(count));
    } else if (count < 0 && errno == EAGAIN) {
      return std::nullopt;
    } else if (count == 0 || errno != EINTR) {
      return std::unexpected{SocketFault::Closed};
    }
  }
}

}  // namespace bianmin::device
