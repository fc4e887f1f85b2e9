#include "drivers/code_scanner/serial_scanner.h"

#include <algorithm>
#include <utility>

#include "drivers/transport/deadline.h"

namespace bianmin::drivers {

using namespace std::chrono_literals;

namespace {

constexpr auto kWriteLimit = 500ms;
constexpr auto kAnswerLimit = 1s;
constexpr auto kTriggerRest = 1s;  // a scanner that sends nothing but rubbish is not asked for more without pause
constexpr std::size_t kMostAtOnce = 4096;
constexpr std::size_t kLongestAnswer = 512;

// For waits no longer than kAnswerLimit that nothing may cut short.
bool patient() { return true; }

}  // namespace

std::string_view to_string(CodeScannerFault fault) {
  switch (fault) {
    case CodeScannerFault::Unplugged:
      return "unplugged";
    case CodeScannerFault::NoAnswer:
      return "no answer";
    case CodeScannerFault::Stopped:
      return "stopped";
  }
  std::unreachable();
}

SerialScanner::SerialScanner(std::unique_ptr<Transport> transport, const ScannerDialect& dialect)
    : transport_{std::move(transport)}, dialect_{dialect} {}

std::expected<std::string, CodeScannerFault> SerialScanner::set_up(const KeepGoing& keep_going) {
  // A process that died may have left it scanning, and codes would mix with the answers.
  if (auto off = release(); !off) return std::unexpected{off.error()};
  std::string refused;
  for (const auto setting : dialect_.settings) {
    transport_->discard_input();
    const auto command = std::string{dialect_.command_begin} + std::string{setting} + std::string{dialect_.command_end};
    if (auto sent = send(command); !sent) return std::unexpected{sent.error()};
    const auto answer = await_answer(keep_going);
    if (!answer) return std::unexpected{answer.error()};
    if (!answer->taken) refused += (refused.empty() ? "" : ", ") + std::string{setting};
  }
  if (refused.empty()) symbology_ = dialect_.symbology;
  return refused;
}

std::expected<SerialScanner::Answer, CodeScannerFault> SerialScanner::await_answer(const KeepGoing& keep_going) {
  const Deadline deadline{kAnswerLimit};
  std::string got;
  while (!deadline.passed() && got.size() < kLongestAnswer) {
    const auto bytes = transport_->read(kMostAtOnce, std::min(kSlice, deadline.left()));
    if (!bytes) return std::unexpected{CodeScannerFault::Unplugged};
    got += bianmin::to_string(*bytes);
    if (const auto end = got.find(dialect_.answer_end); end != std::string::npos) {
      return Answer{got.substr(0, end).find(dialect_.taken) != std::string::npos,
                    to_bytes(std::string_view{got}.substr(end + dialect_.answer_end.size()))};
    }
    if (!keep_going()) return std::unexpected{CodeScannerFault::Stopped};
  }
  return std::unexpected{CodeScannerFault::NoAnswer};
}

std::expected<void, CodeScannerFault> SerialScanner::trigger() {
  transport_->discard_input();
  lines_.reset();
  return pull();
}

std::expected<void, CodeScannerFault> SerialScanner::pull() {
  refused_seen_ = lines_.refused();
  rest_ = Deadline{kTriggerRest};
  if (auto sent = send(dialect_.trigger_on); !sent || !dialect_.answers_trigger) return sent;
  const auto answer = await_answer(patient);
  if (!answer) return std::unexpected{answer.error()};
  lines_.feed(answer->rest);
  return {};
}

std::expected<void, CodeScannerFault> SerialScanner::release() {
  if (auto sent = send(dialect_.trigger_off); !sent || !dialect_.answers_trigger) return sent;
  // Awaited only so that it does not stand before the next answer or code.
  const auto answer = await_answer(patient);
  if (!answer) return std::unexpected{answer.error()};
  return {};
}

std::expected<std::optional<Code>, CodeScannerFault> SerialScanner::next_code(std::chrono::milliseconds limit) {
  const Deadline deadline{limit};
  // One look at what has arrived, however late it is; no more, however much a broken scanner sends.
  for (bool late = false;; late = deadline.passed()) {
    if (auto text = lines_.next()) return Code{std::string{symbology_}, std::move(*text)};
    if (lines_.refused() != refused_seen_ && rest_.passed()) {
      if (auto pulled = pull(); !pulled) return std::unexpected{pulled.error()};
    }
    if (late) return std::nullopt;
    const auto bytes = transport_->read(kMostAtOnce, deadline.left());
    if (!bytes) return std::unexpected{CodeScannerFault::Unplugged};
    lines_.feed(*bytes);
  }
}

std::expected<void, CodeScannerFault> SerialScanner::check() {
  // Read and forgotten: a hang-up shows here, and so would a code that nobody asked for.
  if (!transport_->read(kMostAtOnce, 0ms)) return std::unexpected{CodeScannerFault::Unplugged};
  return {};
}

std::expected<void, CodeScannerFault> SerialScanner::send(std::string_view bytes) {
  if (bytes.empty()) return {};
  const auto taken = transport_->write(as_bytes(bytes), kWriteLimit);
  if (!taken) return std::unexpected{CodeScannerFault::Unplugged};
  if (*taken < bytes.size()) return std::unexpected{CodeScannerFault::NoAnswer};
  return {};
}

}  // namespace bianmin::drivers
