#include "drivers/id_card_reader/sam_v_wire.h"

#include <algorithm>
#include <cstdio>

#include "kiosk/base/wiping.h"

namespace bianmin::drivers::sam_v {
namespace {

constexpr std::size_t kHeader = kPreamble.size() + 2;

using namespace std::chrono_literals;

constexpr auto bit(About about) { return static_cast<std::uint8_t>(about); }
constexpr std::uint8_t kFinding = bit(About::Finding);
constexpr std::uint8_t kSelecting = bit(About::Selecting);
constexpr std::uint8_t kReadingMore = bit(About::ReadingMore);
constexpr std::uint8_t kReading = bit(About::Reading) | kReadingMore;
constexpr std::uint8_t kCard = kSelecting | kReading;
constexpr std::uint8_t kAny = bit(About::Module) | kFinding | kCard;

// Of a success the question tells whether it is one of its own.
constexpr StatusRow kStatuses[] = {
    {0x90, Answer::Done, "done", kAny},
    {0x9F, Answer::CardFound, "card found", kAny},
    {0x91, Answer::NoContent, "no such content on the card", kReadingMore},
    {0x10, Answer::BadRequest, "bad checksum", kAny},
    {0x11, Answer::BadRequest, "bad length", kAny},
    {0x21, Answer::BadRequest, "bad command", kAny},
    {0x23, Answer::NotAuthorised, "no privilege", kAny},
    {0x24, Answer::BadRequest, "unknown", kAny},
    {0x31, Answer::CardFailed, "the card does not accept the module", kCard},
    {0x32, Answer::CardFailed, "the module does not accept the card", kCard},
    {0x33, Answer::CardFailed, "verification error", kCard},
    {0x34, Answer::NoCard, "not found first", kCard},
    {0x40, Answer::WrongCard, "wrong card kind", kFinding | kCard},
    {0x41, Answer::CardFailed, "read failed", kReading},
    {0x47, Answer::CardFailed, "random number failed", kCard},
    {0x50, Answer::CardFailed, "write failed", kCard},
    {0x60, Answer::Broken, "self-test failed", kAny},
    {0x61, Answer::CardFailed, "login failed", kCard},
    {0x66, Answer::NotAuthorised, "module not authorised", kAny},
    {0x80, Answer::NoCard, "no card found", kFinding},
    {0x81, Answer::NoCard, "select failed", kFinding | kSelecting},
};

constexpr std::uint8_t kSetBaudRate = 0x60;
constexpr unsigned kBaudRates[] = {115'200, 57'600, 38'400, 19'200, 9'600};

constexpr std::array<std::size_t, 1> kNothing{0};
constexpr std::array<std::size_t, 1> kModuleIdSizes{16};
constexpr std::array<std::size_t, 1> kFoundSizes{4};
constexpr std::array<std::size_t, 1> kSerialSizes{8};
constexpr std::array<std::size_t, 1> kBaseSizes{4 + kTextSize + kPhotoSize};
constexpr std::array<std::size_t, 3> kFingerprintsSizes{6 + kTextSize + kPhotoSize,
                                                        6 + kTextSize + kPhotoSize + kFingerprintSize,
                                                        6 + kTextSize + kPhotoSize + 2 * kFingerprintSize};
constexpr std::array<std::size_t, 4> kAddressSizes{70, 140, 210, 280};
constexpr std::array<std::size_t, 1> kManagementNumberSizes{kManagementNumberSize};

// A reader in order answers find and select within 100 ms and tells its number within 300 ms. Waiting longer costs
// nothing then; waiting too short makes a late answer look like one to the next question.
constexpr Question kQuestions[] = {
    {kResetModule, "reset module", About::Module, 1s, Answer::Done, kNothing},
    {kModuleStatus, "module status", About::Module, 500ms, Answer::Done, kNothing},
    {kModuleId, "module id", About::Module, 500ms, Answer::Done, kModuleIdSizes},
    {kFindCard, "find card", About::Finding, 500ms, Answer::CardFound, kFoundSizes},
    {kSelectCard, "select card", About::Selecting, 500ms, Answer::Done, kSerialSizes},
    {kReadBase, "read base information", About::Reading, 2s, Answer::Done, kBaseSizes},
    {kReadBaseAndFingerprints, "read base information and fingerprints", About::ReadingMore, 3s, Answer::Done,
     kFingerprintsSizes},
    {kReadNewestAddress, "read newest address", About::ReadingMore, 1500ms, Answer::Done, kAddressSizes},
    {kReadManagementNumber, "read management number", About::ReadingMore, 1500ms, Answer::Done, kManagementNumberSizes},
    {{kSetBaudRate, 0}, "set baud rate", About::Module, 500ms, Answer::Done, kNothing},
    {set_largest_rf_frame(0x50), "set largest RF frame", About::Module, 500ms, Answer::Done, kNothing},
};

const StatusRow* row_of(std::uint8_t sw3) {
  const auto* row = std::ranges::find(kStatuses, sw3, &StatusRow::sw3);
  return row == std::end(kStatuses) ? nullptr : row;
}

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
  return Command{kSetBaudRate, static_cast<std::uint8_t>(known - std::begin(kBaudRates))};
}

std::span<const Question> questions() { return kQuestions; }

const Question* question_of(const Command& command) {
  const auto* row = std::ranges::find_if(kQuestions, [&](const Question& one) {
    return one.command.command == command.command &&
           (one.command.parameter == command.parameter || command.command == kSetBaudRate);
  });
  return row == std::end(kQuestions) ? nullptr : row;
}

std::string_view name_of(const Command& command) {
  const auto* question = question_of(command);
  return question == nullptr ? "unknown command" : question->name;
}

bool answers(const Command& command, const Reply& reply) {
  const auto* question = question_of(command);
  const auto* status = row_of(reply.sw3);
  if (question == nullptr || status == nullptr || reply.sw1 != 0 || reply.sw2 != 0) return false;
  if (status->answer == Answer::Done || status->answer == Answer::CardFound) {
    return status->answer == question->success &&
           std::ranges::find(question->sizes, reply.data.size()) != question->sizes.end();
  }
  return reply.data.empty() && (status->of & bit(question->about)) != 0;
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
  const auto* row = row_of(sw3);
  return sw1 != 0 || sw2 != 0 || row == nullptr ? Answer::BadRequest : row->answer;
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
  const ByteView all{pending_};
  for (std::size_t at = 0;; ++at) {
    const auto rest = all.subspan(at);
    const auto found = std::ranges::search(rest, kPreamble);
    if (found.empty()) {
      // The last four bytes may be the beginning of a preamble.
      drop(all.size() - std::min(rest.size(), kPreamble.size() - 1));
      return std::nullopt;
    }
    at += static_cast<std::size_t>(found.begin() - rest.begin());
    const auto frame = all.subspan(at);
    if (frame.size() < kHeader) {
      drop(at);
      return std::nullopt;
    }
    const auto length = big_endian(frame.subspan(kPreamble.size()));
    if (length < kShortestReplyLength || length > kLongestReplyLength) continue;
    if (frame.size() < kHeader + length) {
      drop(at);
      return std::nullopt;
    }
    if (exclusive_or(frame.subspan(kPreamble.size(), 2 + length)) != 0) continue;
    const auto content = frame.subspan(kHeader, length);
    Reply reply{content[0], content[1], content[2], Bytes{content.begin() + 3, content.end() - 1}};
    drop(at);
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
