#include "drivers/host/message_socket.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "drivers/host/codec.h"

namespace bianmin::device {
namespace {

std::array<int, 2> socket_pair() {
  std::array<int, 2> ends{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
  return ends;
}

// Waits until something can be read; the limit only ends a test that fails.
Bytes await_message(MessageSocket& socket, MessageSocket& other) {
  while (true) {
    auto message = socket.receive();
    REQUIRE(message.has_value());
    if (message->has_value()) return **message;
    REQUIRE(other.flush().has_value());
    pollfd wanted{socket.descriptor(), POLLIN, 0};
    REQUIRE(::poll(&wanted, 1, 5000) == 1);
  }
}

Bytes frame_of(const Bytes& content) {
  Bytes frame;
  for (int shift = 24; shift >= 0; shift -= 8) frame.push_back(static_cast<std::uint8_t>(content.size() >> shift));
  frame.insert(frame.end(), content.begin(), content.end());
  return frame;
}

TEST_CASE("frames are found however the stream is cut") {
  const auto piece = GENERATE(std::size_t{1}, std::size_t{3}, std::size_t{1000});
  Bytes stream;
  for (const auto& content : {Bytes{}, Bytes{1}, Bytes(300, 7)}) {
    const auto frame = frame_of(content);
    stream.insert(stream.end(), frame.begin(), frame.end());
  }
  FrameReader reader;
  std::vector<Bytes> found;
  for (std::size_t at = 0; at < stream.size(); at += piece) {
    reader.append(ByteView{stream}.subspan(at, std::min(piece, stream.size() - at)));
    while (true) {
      const auto next = reader.next();
      REQUIRE(next.has_value());
      if (!next->has_value()) break;
      found.push_back(**next);
    }
  }
  CHECK(found == std::vector<Bytes>{{}, {1}, Bytes(300, 7)});
}

TEST_CASE("a frame that announces more than a message may have is refused before it is kept") {
  FrameReader reader;
  reader.append(Bytes{0x00, 0x10, 0x00, 0x01});
  CHECK(reader.next().error() == SocketFault::Oversized);
}

TEST_CASE("the largest message passes, though the socket holds less at once") {
  const auto ends = socket_pair();
  MessageSocket left{ends[0]};
  MessageSocket right{ends[1]};
  const Bytes large(kLargestMessage, 0xA5);
  REQUIRE(left.send(large).has_value());
  CHECK(left.wants_write());
  REQUIRE(left.send(Bytes{1}).has_value());
  CHECK(await_message(right, left) == large);
  CHECK(await_message(right, left) == Bytes{1});
  CHECK_FALSE(left.wants_write());
}

TEST_CASE("what is too large is not sent, and who never reads is given up") {
  const auto ends = socket_pair();
  MessageSocket left{ends[0]};
  const MessageSocket right{ends[1]};
  CHECK(left.send(Bytes(kLargestMessage + 1, 0)).error() == SocketFault::Oversized);
  const Bytes large(kLargestMessage, 0);
  auto sent = left.send(large);
  for (int i = 0; i < 8 && sent; ++i) sent = left.send(large);
  CHECK(sent.error() == SocketFault::Full);
}

TEST_CASE("a peer that is gone is told on both ways, without a signal") {
  const auto ends = socket_pair();
  MessageSocket left{ends[0]};
  REQUIRE(left.send(Bytes{1}).has_value());
  {
    const MessageSocket right{ends[1]};
  }
  CHECK(left.send(Bytes{2}).error() == SocketFault::Closed);
  CHECK(left.receive().error() == SocketFault::Closed);
}

}  // namespace
}  // namespace bianmin::device
