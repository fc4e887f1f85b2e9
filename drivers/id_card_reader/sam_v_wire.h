#pragma once
// The frames of SAM_V, the security module in every resident-ID reader, apart from any line. Pure.
//
//   request: AA AA AA 96 69 | Len | CMD Para [Data] | CHK        reply: AA AA AA 96 69 | Len | SW1 SW2 SW3 [Data] | CHK
//
// Len is big-endian and counts everything after itself; CHK makes the exclusive-or over Len…CHK zero. Source: vendors'
// public documents and SDK headers, compared.
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kiosk/base/bytes.h"

namespace bianmin::drivers::sam_v {

inline constexpr std::array<std::uint8_t, 5> kPreamble{0xAA, 0xAA, 0xAA, 0x96, 0x69};
// SW1–SW3 and CHK; and the longest reply there is, base information with two fingerprints.
inline constexpr std::size_t kShortestReplyLength = 4;
inline constexpr std::size_t kLongestReplyLength = 2314;

// CMD, Para and Data of a request.
struct Command {
  std::uint8_t command;
  std::uint8_t parameter;
  std::optional<std::uint8_t> data = std::nullopt;
  friend bool operator==(const Command&, const Command&) = default;
};

inline constexpr Command kResetModule{0x10, 0xFF};
inline constexpr Command kModuleStatus{0x11, 0xFF};
inline constexpr Command kModuleId{0x12, 0xFF};
inline constexpr Command kFindCard{0x20, 0x01};
inline constexpr Command kSelectCard{0x20, 0x02};
inline constexpr Command kReadBase{0x30, 0x01};
inline constexpr Command kReadBaseAndFingerprints{0x30, 0x10};
inline constexpr Command kReadNewestAddress{0x30, 0x03};
inline constexpr Command kReadManagementNumber{0x30, 0x05};
[[nodiscard]] constexpr Command set_largest_rf_frame(std::uint8_t size) { return {0x61, 0xFF, size}; }

// Empty when no module knows that speed: 115200, 57600, 38400, 19200, 9600.
[[nodiscard]] std::optional<Command> set_baud_rate(unsigned baud);

[[nodiscard]] Bytes request(const Command& command);

// What a reply's status bytes say, as far as a driver acts on it.
enum class Answer {
  Done,
  CardFound,
  NoContent,      // the card holds no such thing
  NoCard,         // there is none, or it went
  CardFailed,     // the card is there and cannot be read
  WrongCard,      // it is no card for this module
  BadRequest,     // the reader did not understand us: noise on the line
  NotAuthorised,  // the module may not do this
  Broken,         // the module's own fault
};

// What a command is about, as far as statuses differ by it. More is what a card may lack: all but the base information.
enum class About : std::uint8_t { Module = 1, Finding = 2, Selecting = 4, Reading = 8, ReadingMore = 16 };

struct StatusRow {
  std::uint8_t sw3;
  Answer answer;
  std::string_view meaning;
  std::uint8_t of;  // the sum of every About it may answer
};

// Every known SW3.
[[nodiscard]] std::span<const StatusRow> status_table();

struct Reply {
  std::uint8_t sw1 = 0;
  std::uint8_t sw2 = 0;
  std::uint8_t sw3 = 0;
  Bytes data;
  friend bool operator==(const Reply&, const Reply&) = default;

  // A status that no source knows is BadRequest: neither "fine" nor "no card".
  [[nodiscard]] Answer answer() const;
};

// A stage of the conversation: what can be asked, and what may answer it.
struct Question {
  Command command;  // where its last byte is a choice, one of those
  std::string_view name;
  About about;
  std::chrono::milliseconds limit;     // for the answer
  Answer success;                      // Done or CardFound
  std::span<const std::size_t> sizes;  // that the data of a success may have
};
// Every one there is.
[[nodiscard]] std::span<const Question> questions();
// Null for what is in no table.
[[nodiscard]] const Question* question_of(const Command& command);

// What a command is called in a trace: "find card".
[[nodiscard]] std::string_view name_of(const Command& command);

// Whether the reply may be the answer to that command: one of its own statuses, with as much data as belongs to it.
// What is not is a late answer to an earlier question, or noise that happens to be a frame.
[[nodiscard]] bool answers(const Command& command, const Reply& reply);

// Finds replies in a stream that may be cut anywhere and hold rubbish before and between frames. A frame with a wrong
// length or checksum gives nothing; the search goes on behind its first byte. Thread: any one.
class ReplyParser {
 public:
  void feed(ByteView bytes);
  // Empty when more bytes must come first.
  [[nodiscard]] std::optional<Reply> next();
  // Before each request: what is left of an earlier reply must not swallow the next one.
  void reset();

  // Whether what came last may be the beginning of a frame.
  [[nodiscard]] bool unfinished() const { return !pending_.empty(); }

  // Whether bytes came since reset() that belong to no whole frame.
  [[nodiscard]] bool has_rubbish() const { return rubbish_ || !pending_.empty(); }

 private:
  void drop(std::size_t count);

  Bytes pending_;  // never longer than the longest frame and what one feed() added
  bool rubbish_ = false;
};

inline constexpr std::size_t kTextSize = 256;
inline constexpr std::size_t kPhotoSize = 1024;
inline constexpr std::size_t kFingerprintSize = 512;
inline constexpr std::size_t kManagementNumberSize = 28;

// The parts of the data that a view shows, which must outlive them.
struct BaseInformation {
  std::span<const std::uint8_t, kTextSize> text;
  std::span<const std::uint8_t, kPhotoSize> photo;  // WLT, a format that only vendors' libraries decode
  ByteView fingerprints;                            // 0, 1 or 2 templates of kFingerprintSize
};
// Of a reply to kReadBase. Empty when the two length words are not those of 256 bytes of text and 1024 of picture, or
// the data is not as long as they say.
[[nodiscard]] std::optional<BaseInformation> base_information(ByteView data);
// Of a reply to kReadBaseAndFingerprints, where a third length word of 0, 512 or 1024 follows.
[[nodiscard]] std::optional<BaseInformation> base_and_fingerprints(ByteView data);
// The text alone, of a reply to kReadBase.
[[nodiscard]] std::optional<std::span<const std::uint8_t, kTextSize>> base_text(ByteView data);

// Of a reply to kReadManagementNumber: as text without padding where it is printable ASCII, else in hexadecimal, since
// no source tells its form. Empty when the data is not 28 bytes.
[[nodiscard]] std::optional<std::string> management_number(ByteView data);

// The printed form of the module's number, "05.03-20260118-1449801017-1503276049". Empty when the data is not 16 bytes.
[[nodiscard]] std::optional<std::string> module_id(ByteView data);

}  // namespace bianmin::drivers::sam_v
