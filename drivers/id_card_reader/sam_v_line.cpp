#include "drivers/id_card_reader/sam_v_line.h"

#include <algorithm>
#include <cassert>

namespace bianmin::drivers {

using namespace std::chrono_literals;
using sam_v::Command;
using sam_v::Reply;

namespace {

constexpr auto kWriteLimit = 500ms;
// A frame whose bytes stop coming for this long will not be finished: the card was pulled or the line is bad.
constexpr auto kLongestGap = 500ms;
constexpr std::size_t kMostAtOnce = 4096;
// When a conversation was left in the middle: so long nothing comes before the next question, and so long after the
// time of the last one a line that talks without end is listened to.
constexpr auto kQuiet = 50ms;
constexpr auto kLongestListening = 500ms;

IdCardReaderFault fault_of(TransportFault fault) {
  return fault == TransportFault::Stalled ? IdCardReaderFault::GarbledAnswer : IdCardReaderFault::Unplugged;
}

}  // namespace

std::expected<Reply, IdCardReaderFault> SamVLine::exchange(const Command& command, const KeepGoing& keep_going) {
  if (const auto settled = settle(keep_going); !settled) return std::unexpected{settled.error()};
  transport_->discard_input();
  parser_.reset();
  const auto* question = sam_v::question_of(command);
  assert(question != nullptr);
  owed_ = Owed{command, Deadline{question->limit}};
  const auto frame = sam_v::request(command);
  const auto taken = transport_->write(frame, kWriteLimit);
  if (!taken) return std::unexpected{fault_of(taken.error())};
  if (*taken < frame.size()) return std::unexpected{IdCardReaderFault::NoAnswer};
  return await_reply(question->limit, keep_going);
}

// An answer that still comes must not be taken for the answer to the next question.
std::expected<void, IdCardReaderFault> SamVLine::settle(const KeepGoing& keep_going) {
  if (!owed_) return {};
  const Deadline longest{owed_->until.left() + kLongestListening};
  Deadline quiet{kQuiet};
  while (!longest.passed() && !(quiet.passed() && owed_->until.passed())) {
    const auto rest = std::min(longest.left(), std::max(quiet.left(), owed_->until.left()));
    const auto bytes = transport_->read(kMostAtOnce, std::min(kSlice, rest));
    if (bytes == std::unexpected{TransportFault::Stalled}) break;  // with it went what was under way
    if (!bytes) return std::unexpected{fault_of(bytes.error())};
    if (!bytes->empty()) quiet = Deadline{kQuiet};
    parser_.feed(*bytes);
    if (next_answer()) return {};
    if (!keep_going()) return std::unexpected{IdCardReaderFault::Stopped};
  }
  owed_.reset();
  return {};
}

// Replies that answer something else are passed over.
std::optional<Reply> SamVLine::next_answer() {
  while (auto reply = parser_.next()) {
    if (sam_v::answers(owed_->command, *reply)) {
      owed_.reset();
      return reply;
    }
    strays_ = true;
  }
  return std::nullopt;
}

std::expected<Reply, IdCardReaderFault> SamVLine::await_reply(std::chrono::milliseconds limit,
                                                              const KeepGoing& keep_going) {
  const Deadline deadline{limit};
  Deadline gap{limit};
  strays_ = false;
  while (!deadline.passed() && !gap.passed()) {
    const auto bytes = transport_->read(kMostAtOnce, std::min({kSlice, deadline.left(), gap.left()}));
    if (!bytes) {
      owed_.reset();  // with it went what was under way
      return std::unexpected{fault_of(bytes.error())};
    }
    parser_.feed(*bytes);
    if (auto reply = next_answer()) return std::move(*reply);
    // A whole frame that answers something else does not tell when ours begins.
    if (!bytes->empty()) gap = Deadline{parser_.unfinished() ? kLongestGap : deadline.left()};
    if (!keep_going()) return std::unexpected{IdCardReaderFault::Stopped};
  }
  // The answer has come, and was spoilt.
  if (!deadline.passed()) owed_.reset();
  const bool heard = strays_ || parser_.has_rubbish();
  return std::unexpected{heard ? IdCardReaderFault::GarbledAnswer : IdCardReaderFault::NoAnswer};
}

}  // namespace bianmin::drivers
