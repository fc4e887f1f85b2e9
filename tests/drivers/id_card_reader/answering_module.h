#pragma once
// A module that answers every command as it should, but for one mishap.
#include <poll.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "drivers/transport/transport.h"
#include "tests/drivers/id_card_reader/cards.h"

namespace bianmin::tests {

struct Mishap {
  drivers::sam_v::Command command = drivers::sam_v::kModuleStatus;
  std::optional<std::uint8_t> status;            // instead of the right answer to that command
  std::optional<std::size_t> pulled_after;       // so many bytes of all that it says the plug is pulled
  std::optional<drivers::sam_v::Command> stray;  // whose right answer comes before each that it cannot be taken for
};

// The right answer.
inline Bytes right_answer(const drivers::sam_v::Command& command) {
  namespace sam_v = drivers::sam_v;
  const auto* question = sam_v::question_of(command);
  if (command == sam_v::kReadBase) return reply_frame(0x90, base_data(citizen_block().block()));
  if (command == sam_v::kReadBaseAndFingerprints)
    return reply_frame(0x90, base_and_fingerprints_data(citizen_block().block(), 2));
  if (command == sam_v::kReadNewestAddress) return reply_frame(0x91);
  if (command == sam_v::kReadManagementNumber) return reply_frame(0x90, to_bytes("449801201804200000000017    "));
  return reply_frame(command == sam_v::kFindCard ? 0x9F : 0x90, Bytes(question->sizes.front()));
}

inline drivers::sam_v::Reply reply_in(const Bytes& frame) {
  return {0, 0, frame[9], {frame.begin() + 10, frame.end() - 1}};
}

class AnsweringModule final : public drivers::Transport {
 public:
  // What it has been through, for whoever gave it away.
  struct Diary {
    std::size_t said = 0;  // bytes
    std::vector<drivers::sam_v::Command> asked;
  };

  AnsweringModule(Mishap mishap, Diary& diary) : mishap_{mishap}, diary_{diary} {}

  [[nodiscard]] std::expected<Bytes, drivers::TransportFault> read(std::size_t,
                                                                   std::chrono::milliseconds limit) override {
    if (mishap_.pulled_after && *mishap_.pulled_after < diary_.said + answer_.size()) {
      answer_.resize(*mishap_.pulled_after - diary_.said);
      pulled_ = true;
    }
    if (pulled_ && answer_.empty()) return std::unexpected{drivers::TransportFault::Broken};
    if (answer_.empty()) ::poll(nullptr, 0, static_cast<int>(limit.count()));
    diary_.said += answer_.size();
    return std::exchange(answer_, {});
  }
  [[nodiscard]] std::expected<std::size_t, drivers::TransportFault> write(ByteView bytes,
                                                                          std::chrono::milliseconds) override {
    drivers::sam_v::Command command{bytes[7], bytes[8]};
    if (bytes.size() > 10) command.data = bytes[9];
    const bool mishap =
        mishap_.status && command.command == mishap_.command.command && command.parameter == mishap_.command.parameter;
    answer_ = mishap ? reply_frame(*mishap_.status) : right_answer(command);
    if (mishap_.stray && !drivers::sam_v::answers(command, reply_in(right_answer(*mishap_.stray)))) {
      const auto stray = right_answer(*mishap_.stray);
      answer_.insert(answer_.begin(), stray.begin(), stray.end());
    }
    diary_.asked.push_back(command);
    return bytes.size();
  }
  void discard_input() override { answer_.clear(); }

 private:
  Mishap mishap_;
  Diary& diary_;
  Bytes answer_;
  bool pulled_ = false;
};

}  // namespace bianmin::tests
