#include "drivers/transport/serial.h"

#include <termios.h>

#include <catch2/catch_test_macros.hpp>
#include <numeric>

#include "drivers/transport/descriptor.h"
#include "tests/drivers/transport/pty.h"

namespace bianmin::drivers {
namespace {

using namespace std::chrono_literals;
using tests::Pty;

Bytes every_byte() {
  Bytes bytes(256);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  return bytes;
}

Bytes read_all(Transport& line, std::size_t count) {
  Bytes all;
  while (all.size() < count) {
    const auto bytes = line.read(4096, 5s);
    REQUIRE(bytes);
    REQUIRE_FALSE(bytes->empty());
    all.insert(all.end(), bytes->begin(), bytes->end());
  }
  return all;
}

TEST_CASE("every byte passes a serial line unchanged, all at once and one at a time") {
  const Pty pty;
  const auto line = open_serial({pty.path(), 115'200});
  REQUIRE(line);
  const auto bytes = every_byte();
  pty.send(bytes);
  CHECK(read_all(**line, bytes.size()) == bytes);
  for (const auto byte : bytes) {
    pty.send(Bytes{byte});
    REQUIRE((*line)->read(4096, 5s) == Bytes{byte});
  }
  CHECK((*line)->write(bytes, 5s) == bytes.size());
  CHECK(pty.receive(bytes.size()) == bytes);
}

TEST_CASE("a silent line gives nothing within the limit, and that is no fault") {
  const Pty pty;
  const auto line = open_serial({pty.path(), 115'200});
  REQUIRE(line);
  CHECK((*line)->read(16, 20ms) == Bytes{});
}

TEST_CASE("an adapter that is pulled breaks the line") {
  Pty pty;
  const auto line = open_serial({pty.path(), 115'200});
  REQUIRE(line);
  pty.hang_up();
  CHECK((*line)->read(16, 5s) == std::unexpected{TransportFault::Broken});
  CHECK((*line)->write(Bytes{1}, 5s) == std::unexpected{TransportFault::Broken});
}

TEST_CASE("a line that takes no more gives back how much it took") {
  const Pty pty;
  const auto line = open_serial({pty.path(), 115'200});
  REQUIRE(line);
  const Bytes flood(1U << 20U, 'x');
  const auto taken = (*line)->write(flood, 50ms);
  REQUIRE(taken);
  CHECK(*taken > 0);
  CHECK(*taken < flood.size());
}

TEST_CASE("what has arrived can be thrown away") {
  const Pty pty;
  const auto line = open_serial({pty.path(), 115'200});
  REQUIRE(line);
  pty.send(Bytes{1, 2, 3});
  REQUIRE((*line)->read(1, 5s) == Bytes{1});
  (*line)->discard_input();
  CHECK((*line)->read(16, 0ms) == Bytes{});
}

TEST_CASE("a line is held by one program at a time") {
  const Pty pty;
  auto first = open_serial({pty.path(), 115'200});
  REQUIRE(first);
  CHECK(open_serial({pty.path(), 115'200}).error() == TransportFault::Busy);
  first->reset();
  CHECK(open_serial({pty.path(), 115'200}).has_value());
}

TEST_CASE("the line gets the speed that was asked for") {
  const Pty pty;
  const auto line = open_serial({pty.path(), 9600});
  REQUIRE(line);
  const Descriptor other{::open(pty.path().c_str(), O_RDWR | O_NOCTTY)};
  termios settings{};
  REQUIRE(::tcgetattr(other.number(), &settings) == 0);
  CHECK(::cfgetispeed(&settings) == B9600);
  CHECK((settings.c_cflag & CSIZE) == CS8);
  CHECK((settings.c_lflag & (ICANON | ECHO)) == 0U);
}

TEST_CASE("what is not there, or no serial line, is missing") {
  CHECK(open_serial({"/dev/no-such-line", 115'200}).error() == TransportFault::Missing);
  CHECK(open_serial({"/dev/null", 115'200}).error() == TransportFault::Missing);
}

}  // namespace
}  // namespace bianmin::drivers
