#include <algorithm>

#include "drivers/social_security_card/card_files.h"
#include "kiosk/base/bytes.h"

namespace bianmin::drivers::ssc {
namespace {

constexpr std::uint8_t kSelect = 0xA4;
constexpr std::uint8_t kReadRecord = 0xB2;
constexpr std::uint8_t kByName = 0x04;
constexpr std::uint8_t kFileOfThisDirectory = 0x02;
constexpr std::uint8_t kThisRecordNumber = 0x04;

struct StatusRow {
  std::uint16_t first;
  std::uint16_t last;
  Answer answer;
};

// ISO/IEC 7816-4, 5.1.3; what is not here has Failed. The first row that fits counts.
// clang-format off
constexpr StatusRow kStatus[] = {
    {0x9000, 0x9000, Answer::Done},
    {0x6282, 0x6282, Answer::Done},          // the record ended before Le
    {0x6982, 0x6982, Answer::NeedsKey},      // security status not satisfied
    {0x6985, 0x6985, Answer::NeedsKey},      // conditions of use not satisfied
    {0x6A83, 0x6A83, Answer::NoSuchRecord},
    {0x6A81, 0x6A82, Answer::NotThisCard},   // function not supported; file or application not found
    {0x6A86, 0x6A88, Answer::NotThisCard},   // wrong P1 P2; referenced data not found
    {0x6B00, 0x6B00, Answer::NotThisCard},   // wrong P1 P2
    {0x6D00, 0x6D00, Answer::NotThisCard},   // instruction not supported
    {0x6E00, 0x6E00, Answer::NotThisCard},   // class not supported
};
// clang-format on

}  // namespace

CommandApdu select_application() {
  return {0x00,
          kSelect,
          kByName,
          0x00,
          {0x73, 0x78, 0x31, 0x2E, 0x73, 0x68, 0x2E, 0xC9, 0xE7, 0xBB, 0xE1, 0xB1, 0xA3, 0xD5, 0xCF},
          {}};
}

CommandApdu select_file(File file) {
  const auto name = static_cast<std::uint16_t>(file);
  return {0x00,
          kSelect,
          kFileOfThisDirectory,
          0x00,
          {static_cast<std::uint8_t>(name >> 8), static_cast<std::uint8_t>(name)},
          {}};
}

CommandApdu read_record(std::uint8_t number) { return {0x00, kReadRecord, number, kThisRecordNumber, {}, 256}; }

Answer answer_of(std::uint16_t status) {
  for (const auto& row : kStatus) {
    if (row.first <= status && status <= row.last) return row.answer;
  }
  return Answer::Failed;
}

std::string_view to_string(RecordFraming framing) { return framing == RecordFraming::Tlv ? "tlv" : "plain"; }

std::expected<Quirks, std::string> parse_quirks(const std::vector<std::pair<std::string, std::string>>& quirks) {
  Quirks parsed;
  for (const auto& [name, value] : quirks) {
    if (name != "records") return std::unexpected{"quirk '" + name + "': expected records"};
    if (value != "tlv" && value != "plain") {
      return std::unexpected{"quirk records '" + value + "': expected tlv or plain"};
    }
    parsed.records = value == "tlv" ? RecordFraming::Tlv : RecordFraming::Plain;
  }
  return parsed;
}

}  // namespace bianmin::drivers::ssc
