#pragma once
// A pseudo-terminal: the test holds the master side, a driver opens path().
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include "kiosk/base/bytes.h"

namespace bianmin::tests {

class Pty {
 public:
  Pty() {
    std::array<char, 128> name{};
    int slave = -1;
    if (::openpty(&master_, &slave, name.data(), nullptr, nullptr) != 0) throw std::runtime_error{"no pty"};
    path_ = name.data();
    ::close(slave);
  }
  ~Pty() { hang_up(); }
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

  void send(ByteView bytes) const {
    if (::write(master_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
      throw std::runtime_error{"the pty took less than was sent"};
    }
  }

  // Reads until that many bytes have come; fewer when five seconds were not enough.
  [[nodiscard]] Bytes receive(std::size_t count) const {
    Bytes bytes;
    pollfd wanted{master_, POLLIN, 0};
    while (bytes.size() < count && ::poll(&wanted, 1, 5000) > 0) {
      std::array<std::uint8_t, 4096> buffer{};
      const auto got = ::read(master_, buffer.data(), buffer.size());
      if (got <= 0) break;
      bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + got);
    }
    return bytes;
  }

  void hang_up() {
    if (master_ >= 0) ::close(std::exchange(master_, -1));
  }

 private:
  int master_ = -1;
  std::string path_;
};

}  // namespace bianmin::tests
