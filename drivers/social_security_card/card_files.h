#pragma once
// The two files of a social-security card that can be read without keys: commands, records, fields. Pure.
//
// Sources. The files and their data items: 人社信息函〔2012〕37号 (社会保障卡文件结构和数据项 V2.0) and LD/T 32.5-2015
// (commands), as quoted in public; these were compared with each other in five public implementations that agree on
// every row below:
//   yxsylyh/hiquotion_cpp  Hardware/card/SIDCard/DeCard/SIDCardOperation.{h,cpp}   tags and lengths of EF05, EF06
//   a7082633/HDOS_VC6      新疆焦阳/HD_XJDLL/HD_XJDLL.cpp                            EF06 by tag, EF05 07
//   a card printer's program that writes cards of versions 1.00 to 3.00             record numbers together with tags
//   a T10 reader's program (Decard)                                                 tag 4E, SFI 05 and 06
//   the 银海 control SSCARDCtrl                                                       tag-length-value, 4E missing on
//   older cards
// Not established: that every issuer frames records as tag, length, value; hence the quirk `records`. That every card
// of version 3.00 lets its files be read without a key: such a card says 6982. How a card writes that it is valid
// without end: only the word itself, 长期, is taken for that; a blank, 9999-12-31 and all else that is no day are "not
// known".
//
// Only number and name are needed. Whatever else a card keeps to itself or writes in its own way does not cost it.
#include <array>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "drivers/social_security_card/social_security_card.h"
#include "drivers/transport/apdu.h"

namespace bianmin::drivers::ssc {

// What differs from issuer to issuer.
enum class RecordFraming {
  Tlv,    // tag (1 byte), length (1 byte), value
  Plain,  // the value alone; its record number says what it is
};
struct Quirks {
  RecordFraming records = RecordFraming::Tlv;
};
// "records" is "tlv" or "plain". The error is a sentence that names the quirk and what it may be.
[[nodiscard]] std::expected<Quirks, std::string> parse_quirks(
    const std::vector<std::pair<std::string, std::string>>& quirks);
[[nodiscard]] std::string_view to_string(RecordFraming framing);

enum class File : std::uint16_t { Issuer = 0xEF05, Holder = 0xEF06 };

[[nodiscard]] CommandApdu select_application();  // "sx1.sh.社会保障", ISO/IEC 7816-4 by name
[[nodiscard]] CommandApdu select_file(File file);
[[nodiscard]] CommandApdu read_record(std::uint8_t number);

// What a status word says, whatever was asked.
enum class Answer {
  Done,
  NoSuchRecord,
  NotThisCard,  // no such application, file or command: another kind of card
  NeedsKey,     // access only after authentication
  Failed,       // blocked, worn out, or at odds with itself
};
[[nodiscard]] Answer answer_of(std::uint16_t status);

enum class Item {
  CardId,
  CardClass,
  Version,
  Issuer,
  ValidFrom,
  ValidUntil,
  CardNumber,
  Number,
  Name,
  NameRest,
  Sex,
  Ethnicity,
  BirthPlace,
  Birth,
};

struct Row {
  Item item;
  std::uint8_t tag;
  std::uint8_t length;  // in bytes, as the standard has it
  enum class Kept { Always, AtLeast, NotByOlderCards } kept = Kept::Always;
};

// In the order of their record numbers, which begin at 1. AtLeast: longer on some cards. NotByOlderCards: they have no
// such record, and the next one takes its number.
// clang-format off
inline constexpr std::array kIssuerFile{
    Row{Item::CardId,     0x01, 16},  // cn: division code first
    Row{Item::CardClass,  0x02, 1},
    Row{Item::Version,    0x03, 4},  // an: "1.00", "2.00", "3.00"
    Row{Item::Issuer,     0x04, 12},  // cn
    Row{Item::ValidFrom,  0x05, 4},  // cn: YYYYMMDD
    Row{Item::ValidUntil, 0x06, 4},  // cn
    Row{Item::CardNumber, 0x07, 9, Row::Kept::AtLeast},  // an; of a longer one the first nine count
};
inline constexpr std::array kHolderFile{
    Row{Item::Number,     0x08, 18},  // an
    Row{Item::Name,       0x09, 30},  // GB 18030
    Row{Item::NameRest,   0x4E, 20, Row::Kept::NotByOlderCards},   // goes on from Name; not on cards of version 1.00
    Row{Item::Sex,        0x0A, 1},  // an, GB/T 2261.1
    Row{Item::Ethnicity,  0x0B, 1},  // cn, GB/T 3304
    Row{Item::BirthPlace, 0x0C, 3},  // cn: division code
    Row{Item::Birth,      0x0D, 4},  // cn
};
// clang-format on

// Whether the card makes no sense without this record: those up to the second part of the name, or what has its place.
[[nodiscard]] bool is_needed(File file, std::uint8_t number);

// What was read, item by item. Collect both files' records, the issuer's first, then ask for the card.
class Records {
 public:
  explicit Records(RecordFraming framing) : framing_{framing} {}

  // One record as the card gave it, the lower numbers first. Where the first that fits at all fits the other framing
  // only, the file's are taken so. A record that fits none is left out, and so is what is told twice; false where the
  // card makes no sense then.
  [[nodiscard]] bool add(File file, std::uint8_t number, ByteView record);

  [[nodiscard]] bool has(Item item) const { return values_.contains(item); }

  // The error names the item that makes no sense, and never quotes it.
  [[nodiscard]] std::expected<SocialSecurityCard, std::string> card() const;

 private:
  struct Value {
    Item item;
    ByteView bytes;
  };

  [[nodiscard]] std::optional<Value> understood(File file, std::uint8_t number, ByteView record);
  [[nodiscard]] std::optional<Value> read_as(RecordFraming framing, File file, std::uint8_t number, ByteView record);
  [[nodiscard]] static std::optional<Value> framed(File file, ByteView record);
  [[nodiscard]] static std::optional<Value> plain(File file, std::size_t place, ByteView record);
  [[nodiscard]] ByteView value(Item item) const;

  RecordFraming framing_;
  std::set<File> settled_;               // files whose framing is known
  std::map<File, std::size_t> missing_;  // records that older cards have not; counted for Plain only
  std::map<Item, Bytes> values_;
  std::set<Item> doubtful_;  // told twice
};

}  // namespace bianmin::drivers::ssc
