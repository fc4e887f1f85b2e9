#pragma once
// What an identity card says of its holder, whatever kind of card and reader it came from.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "drivers/id_card_reader/date.h"
#include "kiosk/base/bytes.h"

namespace bianmin::drivers {

enum class IdCardKind {
  Citizen,               // 居民身份证
  HmtPermit,             // 港澳台居民居住证
  ForeignPermanent2017,  // 外国人永久居留身份证, number of 15 characters
  ForeignPermanent2023,  // 外国人永久居留身份证, number of 18 characters that begins with 9
};

// GB/T 2261.1: 0, 1, 2 and 9.
enum class Sex { Unknown, Male, Female, NotStated };

// The holder's picture: rows from the top, each pixel three bytes, red, green, blue.
struct CardPhoto {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  Bytes rgb;

  friend bool operator==(const CardPhoto&, const CardPhoto&) = default;
};

// All text is UTF-8 without the padding of the card. An empty string: this kind of card has no such field, or the card
// leaves it blank.
struct IdCard {
  IdCardKind kind = IdCardKind::Citizen;
  std::string name;          // in Chinese characters; a foreigner may have none
  std::string english_name;  // foreign permanent residents, with its spaces
  Sex sex = Sex::Unknown;
  std::string ethnicity_code;  // citizens: GB/T 3304, "01" to "56", "97", "98"
  Date birth;
  std::string address;  // citizens and HK/Macao/Taiwan permits
  std::string number;   // 18 characters, 15 on a foreigner's card of 2017
  // Whether the last character of an 18-character number is what GB 11643 asks. True where the number has none.
  bool number_check_right = true;
  std::string issuer;  // the authority: its name, or on a foreigner's card of 2017 its code
  Date valid_from;
  std::optional<Date> valid_until;  // empty means 长期, without end; the day itself is still valid
  std::string nationality;          // foreigners: as the card writes it, letters or digits
  std::string permit_number;        // HK/Macao/Taiwan: of the travel permit
  std::string issue_count;          // HK/Macao/Taiwan: times issued; foreigners of 2023: times renewed
  // Addresses written into the chip after it was issued, at most 4, in the chip's order (not established: newest first
  // or last). Most cards have none.
  std::vector<std::string> newer_addresses;
  // Templates of 512 bytes, at most 2. Read only when asked for, and a card may hold none.
  std::vector<Bytes> fingerprints;
  // The chip's own number. Read only when asked for; hexadecimal where it is not text.
  std::string management_number;
  std::optional<CardPhoto> photo;  // empty without an operator's decoder, or when that failed

  friend bool operator==(const IdCard&, const IdCard&) = default;
};

}  // namespace bianmin::drivers
