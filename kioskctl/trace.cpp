#include "kioskctl/trace.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace bianmin::kioskctl {
namespace {

using drivers::sam_v::Command;
using drivers::sam_v::Reply;
using Clock = std::chrono::steady_clock;

std::string spaced_hex(ByteView bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); ++at) text += (at == 0 ? "" : " ") + to_hex(bytes.subspan(at, 1));
  return text;
}

std::string_view meaning_of(std::uint8_t sw3) {
  const auto table = drivers::sam_v::status_table();
  const auto row = std::ranges::find(table, sw3, &drivers::sam_v::StatusRow::sw3);
  return row == table.end() ? "a status that no source knows" : row->meaning;
}

// CMD and Para of a whole request frame.
Command command_in(ByteView frame) {
  constexpr std::size_t kAt = drivers::sam_v::kPreamble.size() + 2;
  return frame.size() > kAt + 1 ? Command{frame[kAt], frame[kAt + 1]} : Command{0, 0};
}

std::string parts_of(const Command& asked, ByteView data) {
  using namespace drivers::sam_v;
  const auto base = asked == kReadBase                  ? base_information(data)
                    : asked == kReadBaseAndFingerprints ? base_and_fingerprints(data)
                                                        : std::nullopt;
  if (!base) return {};
  auto text = ": text " + std::to_string(base->text.size()) + ", photo " + std::to_string(base->photo.size());
  if (asked == kReadBaseAndFingerprints) text += ", fingerprints " + std::to_string(base->fingerprints.size());
  return text;
}

// When a line was said, counted from the first one.
class Stopwatch {
 public:
  std::string stamp() {
    const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began_).count();
    char text[32];
    std::snprintf(text, sizeof text, "%6lld ms ", static_cast<long long>(passed));
    return text;
  }

 private:
  Clock::time_point began_ = Clock::now();
};

class TracedTransport final : public drivers::Transport {
 public:
  TracedTransport(std::unique_ptr<drivers::Transport> transport, TraceSink sink)
      : transport_{std::move(transport)}, sink_{std::move(sink)} {}

  std::expected<Bytes, drivers::TransportFault> read(std::size_t most, std::chrono::milliseconds limit) override {
    auto bytes = transport_->read(most, limit);
    if (!bytes) say("← the line is " + std::string{to_string(bytes.error())});
    if (!bytes) return bytes;
    parser_.feed(*bytes);
    while (const auto reply = parser_.next()) say(traced_reply(asked_, *reply));
    return bytes;
  }

  std::expected<std::size_t, drivers::TransportFault> write(ByteView bytes, std::chrono::milliseconds limit) override {
    if (parser_.has_rubbish()) say("← bytes that belong to no frame");
    parser_.reset();
    asked_ = command_in(bytes);
    say(traced_request(bytes));
    auto taken = transport_->write(bytes, limit);
    if (!taken) say("→ the line is " + std::string{to_string(taken.error())});
    return taken;
  }

  void discard_input() override { transport_->discard_input(); }
  std::vector<pollfd> wakes() const override { return transport_->wakes(); }
  bool gone() override { return transport_->gone(); }

 private:
  void say(const std::string& line) { sink_(watch_.stamp() + line); }

  std::unique_ptr<drivers::Transport> transport_;
  TraceSink sink_;
  Stopwatch watch_;
  drivers::sam_v::ReplyParser parser_;
  Command asked_{0, 0};
};

class TracedCard final : public drivers::CardChannel {
 public:
  TracedCard(std::unique_ptr<drivers::CardChannel> card, TraceSink sink)
      : card_{std::move(card)}, sink_{std::move(sink)} {}

  std::expected<Bytes, drivers::CardLinkFault> transmit(ByteView command,
                                                        const drivers::KeepGoing& keep_going) override {
    sink_(watch_.stamp() + "→ " + spaced_hex(command));
    auto answer = card_->transmit(command, keep_going);
    if (!answer) {
      sink_(watch_.stamp() + "← " + std::string{to_string(answer.error())});
    } else {
      const auto status = ByteView{*answer}.last(std::min<std::size_t>(2, answer->size()));
      const auto hidden = answer->size() - status.size();
      sink_(watch_.stamp() + "← " + spaced_hex(status) +
            (hidden == 0 ? "" : ", " + std::to_string(hidden) + " bytes not shown"));
    }
    return answer;
  }

 private:
  std::unique_ptr<drivers::CardChannel> card_;
  TraceSink sink_;
  Stopwatch watch_;
};

}  // namespace

std::string traced_request(ByteView frame) {
  return "→ " + std::string{drivers::sam_v::name_of(command_in(frame))} + ": " + spaced_hex(frame);
}

std::string traced_reply(const Command& asked, const Reply& reply) {
  std::string line = "← ";
  if (reply.sw1 != 0 || reply.sw2 != 0) line += spaced_hex(Bytes{reply.sw1, reply.sw2}) + " ";
  line += spaced_hex(Bytes{reply.sw3}) + " " + std::string{meaning_of(reply.sw3)};
  if (reply.data.empty()) return line;
  if (asked == drivers::sam_v::kModuleId) {
    if (const auto id = drivers::sam_v::module_id(reply.data)) return line + ": " + *id;
  }
  return line + ", " + std::to_string(reply.data.size()) + " bytes not shown" + parts_of(asked, reply.data);
}

std::unique_ptr<drivers::Transport> traced(std::unique_ptr<drivers::Transport> transport, TraceSink sink) {
  return std::make_unique<TracedTransport>(std::move(transport), std::move(sink));
}

std::unique_ptr<drivers::CardChannel> traced(std::unique_ptr<drivers::CardChannel> card, TraceSink sink) {
  return std::make_unique<TracedCard>(std::move(card), std::move(sink));
}

}  // namespace bianmin::kioskctl
