#pragma once
// What the transports over a file descriptor have in common.
#include <unistd.h>

#include <utility>

#include "drivers/transport/deadline.h"
#include "drivers/transport/transport.h"

namespace bianmin::drivers {

// Owns an open file descriptor, or -1.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_{number} {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

// What an open or connect that failed with this errno says of the device.
[[nodiscard]] TransportFault fault_of_open(int error_number);

// Reads and writes a non-blocking descriptor with poll().
class DescriptorTransport : public Transport {
 public:
  [[nodiscard]] std::expected<Bytes, TransportFault> read(std::size_t most, std::chrono::milliseconds limit) override;
  [[nodiscard]] std::expected<std::size_t, TransportFault> write(ByteView bytes,
                                                                 std::chrono::milliseconds limit) override;
  [[nodiscard]] std::vector<pollfd> wakes() const override { return {{descriptor(), 0, 0}}; }
  [[nodiscard]] bool gone() override;

 protected:
  explicit DescriptorTransport(Descriptor descriptor) : descriptor_{std::move(descriptor)} {}
  [[nodiscard]] int descriptor() const { return descriptor_.number(); }
  // As ::write(), and never a SIGPIPE.
  [[nodiscard]] virtual ssize_t put(ByteView bytes) { return ::write(descriptor(), bytes.data(), bytes.size()); }

 private:
  // False when the time ran out first.
  [[nodiscard]] std::expected<bool, TransportFault> wait_for(short events, const Deadline& deadline) const;

  Descriptor descriptor_;
};

}  // namespace bianmin::drivers
