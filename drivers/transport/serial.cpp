#include "drivers/transport/serial.h"

#include <fcntl.h>
#include <sys/file.h>
#include <termios.h>

#include <algorithm>
#include <cerrno>

#include "drivers/transport/descriptor.h"

namespace bianmin::drivers {
namespace {

struct Speed {
  unsigned baud;
  speed_t code;
};

constexpr Speed kSpeeds[] = {
    {1200, B1200},    {2400, B2400},      {4800, B4800},      {9600, B9600},      {19'200, B19200},   {38'400, B38400},
    {57'600, B57600}, {115'200, B115200}, {230'400, B230400}, {460'800, B460800}, {921'600, B921600},
};

class Serial final : public DescriptorTransport {
 public:
  explicit Serial(Descriptor descriptor) : DescriptorTransport{std::move(descriptor)} {}
  void discard_input() override { ::tcflush(descriptor(), TCIFLUSH); }
};

bool make_raw(int descriptor, speed_t speed) {
  termios line{};
  if (::tcgetattr(descriptor, &line) != 0) return false;
  ::cfmakeraw(&line);
  line.c_cflag |= CLOCAL | CREAD;
  line.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | CRTSCTS | HUPCL);
  line.c_iflag &= ~static_cast<tcflag_t>(IXOFF | IXANY | INPCK);
  line.c_cc[VMIN] = 1;
  line.c_cc[VTIME] = 0;
  return ::cfsetspeed(&line, speed) == 0 && ::tcsetattr(descriptor, TCSANOW, &line) == 0;
}

}  // namespace

bool is_baud(unsigned baud) { return std::ranges::find(kSpeeds, baud, &Speed::baud) != std::end(kSpeeds); }

std::expected<std::unique_ptr<Transport>, TransportFault> open_serial(const SerialLine& line) {
  const auto speed = std::ranges::find(kSpeeds, line.baud, &Speed::baud);
  if (speed == std::end(kSpeeds)) return std::unexpected{TransportFault::Missing};
  Descriptor descriptor{::open(line.path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)};
  if (descriptor.number() < 0) return std::unexpected{fault_of_open(errno)};
  if (::flock(descriptor.number(), LOCK_EX | LOCK_NB) != 0) return std::unexpected{fault_of_open(errno)};
  // What is open and no terminal is not the device we were told of.
  if (!make_raw(descriptor.number(), speed->code)) return std::unexpected{TransportFault::Missing};
  ::tcflush(descriptor.number(), TCIOFLUSH);
  return std::make_unique<Serial>(std::move(descriptor));
}

}  // namespace bianmin::drivers
