#pragma once
// Questions to a SAM_V module and their answers, one at a time, over whatever carries a stream of bytes.
#include <expected>
#include <memory>
#include <optional>
#include <utility>

#include "drivers/id_card_reader/id_card_reader.h"
#include "drivers/id_card_reader/sam_v_wire.h"
#include "drivers/transport/deadline.h"
#include "drivers/transport/transport.h"

namespace bianmin::drivers {

// Thread: the device process's only thread.
class SamVLine {
 public:
  explicit SamVLine(std::unique_ptr<Transport> transport) : transport_{std::move(transport)} {}

  // Waits as long as the question allows for what may answer it and passes over everything else. Where the answer to an
  // earlier question may still come, it listens for that first. A module answers in the order in which it was asked, so
  // one card's data cannot come as the answer to reading the next: that has been found and selected in between. The
  // answer may be any of the question's statuses; the faults are Unplugged, NoAnswer, GarbledAnswer and Stopped.
  [[nodiscard]] std::expected<sam_v::Reply, IdCardReaderFault> exchange(const sam_v::Command& command,
                                                                        const KeepGoing& keep_going);

  [[nodiscard]] Presence* presence() { return transport_.get(); }

 private:
  // A question that was asked and not answered, and until when its answer may come.
  struct Owed {
    sam_v::Command command;
    Deadline until;
  };

  [[nodiscard]] std::expected<void, IdCardReaderFault> settle(const KeepGoing& keep_going);
  [[nodiscard]] std::expected<sam_v::Reply, IdCardReaderFault> await_reply(std::chrono::milliseconds limit,
                                                                           const KeepGoing& keep_going);
  [[nodiscard]] std::optional<sam_v::Reply> next_answer();

  std::unique_ptr<Transport> transport_;
  sam_v::ReplyParser parser_;
  std::optional<Owed> owed_;
  bool strays_ = false;  // came since the last question: whole replies that do not answer it
};

}  // namespace bianmin::drivers
