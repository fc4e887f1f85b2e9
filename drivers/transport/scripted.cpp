#include "drivers/transport/scripted.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace bianmin::drivers {

ScriptedTransport& ScriptedTransport::expect(Bytes bytes) {
  steps_.emplace_back(Expect{std::move(bytes)});
  return *this;
}

ScriptedTransport& ScriptedTransport::reply(Bytes bytes) {
  steps_.emplace_back(Reply{std::move(bytes)});
  return *this;
}

ScriptedTransport& ScriptedTransport::silence() {
  steps_.emplace_back(Silence{});
  return *this;
}

ScriptedTransport& ScriptedTransport::hang_up() {
  steps_.emplace_back(HangUp{});
  return *this;
}

std::unexpected<TransportFault> ScriptedTransport::fail(std::string problem) {
  if (problem_.empty()) problem_ = std::move(problem);
  return std::unexpected{TransportFault::Broken};
}

std::expected<Bytes, TransportFault> ScriptedTransport::read(std::size_t most, std::chrono::milliseconds limit) {
  if (!problem_.empty()) return std::unexpected{TransportFault::Broken};
  if (steps_.empty()) return fail("a read after the end of the script");
  if (std::holds_alternative<HangUp>(steps_.front())) return std::unexpected{TransportFault::Broken};
  if (std::holds_alternative<Silence>(steps_.front())) {
    std::this_thread::sleep_for(limit);
    return Bytes{};
  }
  auto* reply = std::get_if<Reply>(&steps_.front());
  if (reply == nullptr) return fail("a read where a write was expected");
  const auto count = static_cast<std::ptrdiff_t>(std::min(most, reply->bytes.size()));
  Bytes bytes{reply->bytes.begin(), reply->bytes.begin() + count};
  reply->bytes.erase(reply->bytes.begin(), reply->bytes.begin() + count);
  if (reply->bytes.empty()) steps_.pop_front();
  return bytes;
}

std::expected<std::size_t, TransportFault> ScriptedTransport::write(ByteView bytes, std::chrono::milliseconds) {
  if (!problem_.empty()) return std::unexpected{TransportFault::Broken};
  if (!steps_.empty() && std::holds_alternative<Silence>(steps_.front())) steps_.pop_front();
  if (!steps_.empty() && std::holds_alternative<HangUp>(steps_.front())) return std::unexpected{TransportFault::Broken};
  auto* expect = steps_.empty() ? nullptr : std::get_if<Expect>(&steps_.front());
  if (expect == nullptr) return fail("an unexpected write of " + to_hex(bytes));
  if (bytes.size() > expect->bytes.size() || !std::ranges::equal(bytes, ByteView{expect->bytes}.first(bytes.size()))) {
    return fail("a write of " + to_hex(bytes) + " where " + to_hex(expect->bytes) + " was expected");
  }
  expect->bytes.erase(expect->bytes.begin(), expect->bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size()));
  if (expect->bytes.empty()) steps_.pop_front();
  return bytes.size();
}

std::string ScriptedTransport::expect_finished() const {
  if (!problem_.empty()) return problem_;
  const bool only_an_end = steps_.size() == 1 && (std::holds_alternative<HangUp>(steps_.front()) ||
                                                  std::holds_alternative<Silence>(steps_.front()));
  if (steps_.empty() || only_an_end) return {};
  return std::to_string(steps_.size()) + " steps of the script were not reached";
}

}  // namespace bianmin::drivers
