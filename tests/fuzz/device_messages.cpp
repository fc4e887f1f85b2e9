// What a device process, perhaps with a vendor's library gone wild in it, says to the terminal, and the other way
// round: what decodes must encode to something that decodes to the same.
#include <cstdlib>

#include "drivers/host/codec.h"
#include "drivers/host/message_socket.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::device;
  const bianmin::ByteView bytes{data, size};
  if (const auto report = decode_from_device(bytes)) {
    if (decode_from_device(encode(*report)) != *report) std::abort();
  }
  if (const auto order = decode_to_device(bytes)) {
    if (decode_to_device(encode(*order)) != *order) std::abort();
  }
  FrameReader frames;
  frames.append(bytes);
  while (true) {
    const auto frame = frames.next();
    if (!frame || !*frame) return 0;
  }
}
