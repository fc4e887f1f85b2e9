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
    const auto taken = set(setting, keep_going);
    if (!taken) return std::unexpected{taken.error()};
    if (!*taken) refused += (refused.empty() ? "" : ", ") + std::string{setting};
  }
  if (refused.empty()) symbology_ = dialect_.symbology;
  return refused;
}

std::expected<bool, CodeScannerFault> SerialScanner::set(std::string_view setting, const KeepGoing& keep_going) {
  transport_->discard_input();
  const auto command = std::string{dialect_.command_begin} + std::string{setting} + std::string{dialect_.command_end};
  if (auto sent = send(command); !sent) return std::unexpected{sent.error()};
  const Deadline deadline{kAnswerLimit};
  std::string answer;
  while (!deadline.passed() && answer.size() < kLongestAnswer) {
    const auto bytes = transport_->read(kMostAtOnce, std::min(kSlice, deadline.left()));
    if (!bytes) return std::unexpected{CodeScannerFault::Unplugged};
    answer += bianmin::to_string(*bytes);
    if (const auto end = answer.find(dialect_.answer_end); end != std::string::npos) {
      return answer.substr(0, end).find(dialect_.taken) != std::string::npos;
    }
    if (!keep_going()) return std::unexpected{CodeScannerFault::Stopped};
  }
  return std::unexpected{CodeScannerFault::NoAnswer};
}

std::expected<void, CodeScannerFault> SerialScanner::trigger() {
  transport_->discard_input();
  lines_.reset();
  refused_seen_ = lines_.refused();
  rest_ = Deadline{kTriggerRest};
  return send(dialect_.trigger_on);
}

std::expected<void, CodeScannerFault> SerialScanner::pull_again_after_refusal() {
  if (lines_.refused() == refused_seen_ || !rest_.passed()) return {};
  refused_seen_ = lines_.refused();
  rest_ = Deadline{kTriggerRest};
  return send(dialect_.trigger_on);
}

std::expected<void, CodeScannerFault> SerialScanner::release() { return send(dialect_.trigger_off); }

std::expected<std::optional<Code>, CodeScannerFault> SerialScanner::next_code(std::chrono::milliseconds limit) {
  const Deadline deadline{limit};
  do {
    const auto bytes = transport_->read(kMostAtOnce, deadline.left());
    if (!bytes) return std::unexpected{CodeScannerFault::Unplugged};
    lines_.feed(*bytes);
    if (auto text = lines_.next()) return Code{std::string{symbology_}, std::move(*text)};
    if (auto pulled = pull_again_after_refusal(); !pulled) return std::unexpected{pulled.error()};
  } while (!deadline.passed());
  return std::nullopt;
}

std::expected<void, CodeScannerFault> SerialScanner::check() {
  // Read and forgotten: a hang-up shows here, and so would a code that nobody asked for.
  if (!transport_->read(kMostAtOnce, 0ms)) return std::unexpected{CodeScannerFault::Unplugged};
  return {};
}

std::expected<void, CodeScannerFault> SerialScanner::send(std::string_view bytes) {
  const auto taken = transport_->write(as_bytes(bytes), kWriteLimit);
  if (!taken) return std::unexpected{CodeScannerFault::Unplugged};
  if (*taken < bytes.size()) return std::unexpected{CodeScannerFault::NoAnswer};
  return {};
}

}  // namespace bianmin::drivers
