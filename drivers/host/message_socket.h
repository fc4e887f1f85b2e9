#pragma once
// One end of the socket pair between the terminal and a device process: frames of 4 bytes length, big-endian, and
// content.
#include <cstddef>
#include <expected>
#include <optional>

#include "kiosk/base/bytes.h"

namespace bianmin::device {

enum class SocketFault {
  Closed,     // the other side is gone
  Oversized,  // a frame longer than kLargestMessage came or was to be sent
  Full,       // the other side has not read for so long that kMostUnsent bytes wait
};

// Takes a stream apart into frames, however it was split on the way. Thread: its owner's.
class FrameReader {
 public:
  void append(ByteView bytes);
  // The next whole frame's content; empty when more bytes must come first. After Oversized the stream is lost.
  [[nodiscard]] std::expected<std::optional<Bytes>, SocketFault> next();

 private:
  Bytes pending_;
};

// Owns the descriptor of a SOCK_STREAM socket and makes it non-blocking. Thread: its owner's. After any fault it is
// spent: the other process is to be given up.
class MessageSocket {
 public:
  static constexpr std::size_t kMostUnsent = 4UL * 1024 * 1024;

  explicit MessageSocket(int descriptor);
  ~MessageSocket();
  MessageSocket(MessageSocket&& other) noexcept;
  MessageSocket& operator=(MessageSocket&& other) noexcept;

  // For poll(): POLLIN always, POLLOUT while wants_write().
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] bool wants_write() const { return !unsent_.empty(); }

  // Sends what fits at once and keeps the rest for flush(). Never waits.
  [[nodiscard]] std::expected<void, SocketFault> send(ByteView message);
  [[nodiscard]] std::expected<void, SocketFault> flush();
  // The next message, if one is whole. Call until it gives empty. Never waits.
  [[nodiscard]] std::expected<std::optional<Bytes>, SocketFault> receive();

 private:
  int descriptor_;
  FrameReader reader_;
  Bytes unsent_;
};

}  // namespace bianmin::device
