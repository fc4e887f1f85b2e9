// What a card reader sends: cut in pieces it must give the same replies as all at once, and each of them must stand in
// the stream with its length and its checksum.
#include "drivers/id_card_reader/sam_v_wire.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <vector>

namespace {

using bianmin::Bytes;
using bianmin::ByteView;
using namespace bianmin::drivers::sam_v;

// One byte at a time costs as many searches as there are bytes: longer streams come in longer pieces, so that there are
// more of them in the same time.
constexpr std::size_t kShort = 64;

std::vector<Reply> parse(ByteView bytes, const std::function<std::size_t()>& piece) {
  ReplyParser parser;
  std::vector<Reply> replies;
  while (!bytes.empty()) {
    const auto size = std::min(piece(), bytes.size());
    parser.feed(bytes.first(size));
    bytes = bytes.subspan(size);
    while (auto reply = parser.next()) replies.push_back(std::move(*reply));
  }
  return replies;
}

// Pieces of 1 to 255 bytes, which ones depends on what stands in the stream.
class Cuts {
 public:
  explicit Cuts(ByteView bytes) {
    for (const auto byte : bytes) seed_ = (seed_ ^ byte) * 16777619U;
  }
  std::size_t operator()() {
    seed_ = seed_ * 1664525U + 1013904223U;
    return 1 + (seed_ >> 24) % 255;
  }

 private:
  std::uint32_t seed_ = 2166136261U;
};

// The frame that the reply was in.
bool stands_in(ByteView bytes, const Reply& reply) {
  const auto length = reply.data.size() + kShortestReplyLength;
  Bytes frame{kPreamble.begin(), kPreamble.end()};
  for (const auto byte : {length >> 8, length & 0xFF}) frame.push_back(static_cast<std::uint8_t>(byte));
  frame.insert(frame.end(), {reply.sw1, reply.sw2, reply.sw3});
  frame.insert(frame.end(), reply.data.begin(), reply.data.end());
  std::uint8_t sum = 0;
  for (std::size_t i = kPreamble.size(); i < frame.size(); ++i) sum ^= frame[i];
  frame.push_back(sum);
  return std::ranges::search(bytes, frame).begin() != bytes.end();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes{data, size};
  const auto replies = parse(bytes, [size] { return size; });
  if (parse(bytes, Cuts{bytes}) != replies) std::abort();
  if (size <= kShort && parse(bytes, [] { return std::size_t{1}; }) != replies) std::abort();
  for (const auto& reply : replies) {
    if (!stands_in(bytes, reply)) std::abort();
    static_cast<void>(reply.answer());
    for (const auto& question : questions()) {
      // A card without the data that belongs to it is none.
      const bool answered = answers(question.command, reply) && reply.answer() == question.success;
      if (answered && std::ranges::find(question.sizes, reply.data.size()) == question.sizes.end()) std::abort();
    }
    static_cast<void>(module_id(reply.data));
    static_cast<void>(base_text(reply.data));
    static_cast<void>(base_and_fingerprints(reply.data));
    static_cast<void>(management_number(reply.data));
  }
  return 0;
}
