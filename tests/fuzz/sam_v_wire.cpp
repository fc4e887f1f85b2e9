// What a card reader sends: one byte at a time must give the same replies as all at once.
#include "drivers/id_card_reader/sam_v_wire.h"

#include <cstdlib>
#include <vector>

namespace {

using bianmin::ByteView;
using bianmin::drivers::sam_v::Reply;
using bianmin::drivers::sam_v::ReplyParser;

std::vector<Reply> parse(ByteView bytes, std::size_t piece) {
  ReplyParser parser;
  std::vector<Reply> replies;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    parser.feed(bytes.subspan(at, std::min(piece, bytes.size() - at)));
    while (auto reply = parser.next()) replies.push_back(std::move(*reply));
  }
  return replies;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes{data, size};
  const auto replies = parse(bytes, size + 1);
  if (parse(bytes, 1) != replies) std::abort();
  for (const auto& reply : replies) {
    static_cast<void>(reply.answer());
    static_cast<void>(bianmin::drivers::sam_v::module_id(reply.data));
    static_cast<void>(bianmin::drivers::sam_v::base_text(reply.data));
  }
  return 0;
}
