#include "drivers/id_card_reader/sam_v_wire.h"

#include <algorithm>
#include <cstdio>

#include "kiosk/base/wiping.h"

namespace bianmin::drivers::sam_v {
namespace {

constexpr std::size_t kHeader = kPreamble.size() + 2;

constexpr StatusRow kStatuses[] = {
    {0x90, Answer::Done, "done"},
    {0x9F, Answer::CardFound, "card found"},
    {0x91, Answer::NoContent, "no such content on the card"},
    {0x10, Answer::BadRequest, "bad checksum"},
    {0x11, Answer::BadRequest, "bad length"},
    {0x21, Answer::BadRequest, "bad command"},
    {0x23, Answer::NotAuthorised, "no privilege"},
    {0x24, Answer::BadRequest, "unknown"},
    {0x31, Answer::CardFailed, "the card does not accept the module"},
    {0x32, Answer::CardFailed, "the module does not accept the card"},
    {0x33, Answer::CardFailed, "verification error"},
    {0x34, Answer::NoCard, "not found first"},
    {0x40, Answer::WrongCard, "wrong card kind"},
    {0x41, Answer::CardFailed, "read failed"},
    {0x47, Answer::CardFailed, "random number failed"},
    {0x50, Answer::CardFailed, "write failed"},
    {0x60, Answer::Broken, "self-test failed"},
    {0x61, Answer::CardFailed, "login failed"},
    {0x66, Answer::NotAuthorised, "module not authorised"},
    {0x80, Answer::NoCard, "no card found"},
    {0x81, Answer::NoCard, "select failed"},
};

constexpr unsigned kBaudRates[] = {115'200, 57'600, 38'400, 19'200, 9'600};

struct CommandRow {
  std::uint8_t command;
  std::optional<std::uint8_t> parameter;  // empty: any
  std::string_view name;
};
constexpr CommandRow kCommands[] = {
    {0x10, 0xFF, "reset module"},
    {0x11, 0xFF, "module status"},
    {0x12, 0xFF, "module id"},
    {0x20, 0x01, "find card"},
    {0x20, 0x02, "select card"},
    {0x30, 0x01, "read base information"},
    {0x30, 0x10, "read base information and fingerprints"},
    {0x30, 0x03, "read newest address"},
    {0x30, 0x05, "read management number"},
    {0x60, std::nullopt, "set baud rate"},
    {0x61, 0xFF, "set largest RF frame"},
};

std::uint8_t exclusive_or(ByteView bytes) {
  std::uint8_t sum = 0;
  for (const auto byte : bytes) sum ^= byte;
  return sum;
}

std::size_t big_endian(ByteView two) { return std::size_t{two[0]} << 8 | two[1]; }

std::uint32_t little_endian(ByteView bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) value = value << 8 | bytes[i - 1];
  return value;
}

}  // namespace

std::span<const StatusRow> status_table() { return kStatuses; }

std::optional<Command> set_baud_rate(unsigned baud) {
  const auto known = std::ranges::find(kBaudRates, baud);
  if (known == std::end(kBaudRates)) return std::nullopt;
  return Command{0x60, static_cast<std::uint8_t>(known - std::begin(kBaudRates))};
}

std::string_view name_of(const Command& command) {
  const auto row = std::ranges::find_if(kCommands, [&](const CommandRow& one) {
    return one.command == command.command && one.parameter.value_or(command.parameter) == command.parameter;
  });
  return row == std::end(kCommands) ? "unknown command" : row->name;
}

Bytes request(const Command& command) {
  Bytes body{command.command, command.parameter};
  if (command.data) body.push_back(*command.data);
  Bytes frame{kPreamble.begin(), kPreamble.end()};
  frame.push_back(0);
  frame.push_back(static_cast<std::uint8_t>(body.size() + 1));
  frame.insert(frame.end(), body.begin(), body.end());
  frame.push_back(exclusive_or(ByteView{frame}.subspan(kPreamble.size())));
  return frame;
}

Answer Reply::answer() const {
  const auto row = std::ranges::find(kStatuses, sw3, &StatusRow::sw3);
  return sw1 != 0 || sw2 != 0 || row == std::end(kStatuses) ? Answer::BadRequest : row->answer;
}

void ReplyParser::feed(ByteView bytes) { pending_.insert(pending_.end(), bytes.begin(), bytes.end()); }

void ReplyParser::reset() {
  drop_front(pending_, pending_.size());
  rubbish_ = false;
}

void ReplyParser::drop(std::size_t count) {
  if (count > 0) rubbish_ = true;
  drop_front(pending_, count);
}

std::optional<Reply> ReplyParser::next() {
  while (true) {
    const auto found = std::ranges::search(pending_, kPreamble);
    if (found.empty()) {
      // The last four bytes may be the beginning of a preamble.
      drop(pending_.size() - std::min(pending_.size(), kPreamble.size() - 1));
      return std::nullopt;
    }
    drop(static_cast<std::size_t>(found.begin() - pending_.begin()));
    if (pending_.size() < kHeader) return std::nullopt;
    const auto length = big_endian(ByteView{pending_}.subspan(kPreamble.size()));
    if (length < kShortestReplyLength || length > kLongestReplyLength) {
      drop(1);
      continue;
    }
    if (pending_.size() < kHeader + length) return std::nullopt;
    if (exclusive_or(ByteView{pending_}.subspan(kPreamble.size(), 2 + length)) != 0) {
      drop(1);
      continue;
    }
    const auto content = pending_.begin() + kHeader;
    const auto end = content + static_cast<std::ptrdiff_t>(length);
    Reply reply{content[0], content[1], content[2], Bytes{content + 3, end - 1}};
    drop_front(pending_, kHeader + length);
    return reply;
  }
}

std::optional<BaseInformation> base_information(ByteView data) {
  constexpr std::size_t kLengthWords = 4;
  if (data.size() != kLengthWords + kTextSize + kPhotoSize) return std::nullopt;
  if (big_endian(data) != kTextSize || big_endian(data.subspan(2)) != kPhotoSize) return std::nullopt;
  return BaseInformation{data.subspan<kLengthWords, kTextSize>(), data.subspan<kLengthWords + kTextSize, kPhotoSize>(),
                         ByteView{}};
}

std::optional<BaseInformation> base_and_fingerprints(ByteView data) {
  constexpr std::size_t kLengthWords = 6;
  constexpr std::size_t kFixed = kLengthWords + kTextSize + kPhotoSize;
  if (data.size() < kFixed) return std::nullopt;
  if (big_endian(data) != kTextSize || big_endian(data.subspan(2)) != kPhotoSize) return std::nullopt;
  const auto fingerprints = big_endian(data.subspan(4));
  if (fingerprints > 2 * kFingerprintSize || fingerprints % kFingerprintSize != 0) return std::nullopt;
  if (data.size() != kFixed + fingerprints) return std::nullopt;
  return BaseInformation{data.subspan<kLengthWords, kTextSize>(), data.subspan<kLengthWords + kTextSize, kPhotoSize>(),
                         data.subspan(kFixed)};
}

std::optional<std::span<const std::uint8_t, kTextSize>> base_text(ByteView data) {
  const auto base = base_information(data);
  return base ? std::optional{base->text} : std::nullopt;
}

std::optional<std::string> management_number(ByteView data) {
  if (data.size() != kManagementNumberSize) return std::nullopt;
  const bool printable = std::ranges::all_of(data, [](std::uint8_t byte) { return byte >= 0x20 && byte < 0x7F; });
  if (!printable) return to_hex(data);
  auto text = to_string(data);
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::optional<std::string> module_id(ByteView data) {
  if (data.size() != 16) return std::nullopt;
  char text[64];
  const int length = std::snprintf(text, sizeof text, "%02u.%02u-%08u-%010u-%010u", little_endian(data.subspan(0, 2)),
                                   little_endian(data.subspan(2, 2)), little_endian(data.subspan(4, 4)),
                                   little_endian(data.subspan(8, 4)), little_endian(data.subspan(12, 4)));
  return std::string{text, static_cast<std::size_t>(length)};
}

}  // namespace bianmin::drivers::sam_v
