#include "kiosk/base/wiping.h"

#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <array>

namespace bianmin {
namespace {

// Deeper than any call of ours goes: drawing text and TLS handshakes need less than half of it.
constexpr std::size_t kDeepest = 256UL * 1024;

template <typename Buffer>
void drop(Buffer& buffer, std::size_t count) {
  if (count == 0) return;
  Buffer rest{buffer.begin() + static_cast<std::ptrdiff_t>(count), buffer.end()};
  explicit_bzero(buffer.data(), buffer.size());
  buffer.swap(rest);
}

}  // namespace

void drop_front(Bytes& bytes, std::size_t count) { drop(bytes, count); }
void drop_front(std::string& text, std::size_t count) { drop(text, count); }

[[gnu::noinline]] void wipe_stack() {
  std::array<unsigned char, kDeepest> below;
  explicit_bzero(below.data(), below.size());
}

void forbid_dumps() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
#ifndef BIANMIN_SANITIZED
  ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

}  // namespace bianmin
