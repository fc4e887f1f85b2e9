#include "drivers/host/plain_cbor.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace bianmin::device {
namespace {

enum class Major : std::uint8_t { Unsigned, Negative, Binary, Text, Array, Map, Tag, Simple };

struct Head {
  Major major;
  std::uint64_t argument;
};

class Walk {
 public:
  explicit Walk(ByteView bytes) : rest_{bytes} {}

  // Empty for reserved and indefinite lengths and where the bytes end too soon.
  std::optional<Head> head() {
    if (rest_.empty()) return std::nullopt;
    const auto first = rest_.front();
    rest_ = rest_.subspan(1);
    const auto info = static_cast<std::uint8_t>(first & 0x1F);
    const auto major = static_cast<Major>(first >> 5);
    if (info < 24) return Head{major, info};
    if (info > 27) return std::nullopt;
    const auto width = std::size_t{1} << (info - 24);
    if (rest_.size() < width) return std::nullopt;
    std::uint64_t argument = 0;
    for (const auto byte : rest_.first(width)) argument = argument << 8 | byte;
    rest_ = rest_.subspan(width);
    return Head{major, argument};
  }

  bool skip(std::uint64_t count) {
    if (count > rest_.size()) return false;
    rest_ = rest_.subspan(static_cast<std::size_t>(count));
    return true;
  }

  [[nodiscard]] std::size_t left() const { return rest_.size(); }

 private:
  ByteView rest_;
};

}  // namespace

bool is_plain_cbor(ByteView bytes, std::size_t depth) {
  Walk walk{bytes};
  std::vector<std::uint64_t> awaited{1};  // items still to come, at each open level
  while (!awaited.empty()) {
    if (awaited.back() == 0) {
      awaited.pop_back();
      continue;
    }
    --awaited.back();
    const auto head = walk.head();
    if (!head) return false;
    switch (head->major) {
      case Major::Unsigned:
      case Major::Negative:
      case Major::Simple:
        break;
      case Major::Binary:
      case Major::Text:
        if (!walk.skip(head->argument)) return false;
        break;
      case Major::Array:
      case Major::Map:
        // Every item takes a byte at least, so more items than bytes is a lie.
        if (awaited.size() > depth || head->argument > walk.left()) return false;
        awaited.push_back(head->major == Major::Map ? head->argument * 2 : head->argument);
        break;
      case Major::Tag:
        return false;
    }
  }
  return walk.left() == 0;
}

}  // namespace bianmin::device
