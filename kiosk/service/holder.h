#pragma once
// Who stands at the terminal, as the document on the reader says it: free of any card's layout.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/base/bytes.h"
#include "kiosk/base/language.h"

namespace bianmin::service {

enum class DocumentKind {
  Citizen,               // resident identity card
  HmtPermit,             // residence permit for Hong Kong, Macao and Taiwan residents
  ForeignPermanent2017,  // foreign permanent resident's card, 2017 layout
  ForeignPermanent2023,  // the same, 2023 layout
  SocialSecurityCard,    // its holder's file on the chip, read without keys
  ElectronicId,          // a code on a telephone, vouched for by the platform
};

// GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated.
enum class Sex { Unknown = 0, Male = 1, Female = 2, NotStated = 9 };

// Rows from the top, each pixel three bytes: red, green, blue. `rgb` is as long as that says.
struct Photo {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  Bytes rgb;
  friend bool operator==(const Photo&, const Photo&) = default;
};

// Until when a document is valid; the day itself still counts. "Not known" is never taken, shown, printed or sent as
// "without end". A document of which it is not known is accepted all the same, and the platform is told so: the
// terminal checks dates to spare people a wasted visit, and the authority's register, which the platform asks, knows
// better than any chip what is valid. A card that has always worked at the counter is no reason to send its holder
// away.
struct NotKnown {  // the document does not say, or nobody can read what it says
  friend bool operator==(const NotKnown&, const NotKnown&) = default;
};
struct WithoutEnd {  // 长期
  friend bool operator==(const WithoutEnd&, const WithoutEnd&) = default;
};
using Expiry = std::variant<NotKnown, WithoutEnd, std::chrono::year_month_day>;

struct Holder {
  DocumentKind document = DocumentKind::Citizen;
  std::string name;          // as printed; empty on a card that carries a foreign name only
  std::string english_name;  // empty on cards without one
  Sex sex = Sex::Unknown;
  std::optional<std::chrono::year_month_day> birth;  // empty: not readable as a date
  std::string address;                               // the newest one the card knows; empty when it carries none
  std::string number;
  std::optional<std::chrono::year_month_day> valid_from;
  Expiry valid_until;
  bool number_check_ok = false;       // its check character agrees, or it is of a kind without one
  std::optional<Photo> photo{};       // only where the operator's decoder gave one
  std::vector<Bytes> fingerprints{};  // templates from the card, for services that ask for them; empty: none were read
  friend bool operator==(const Holder&, const Holder&) = default;
};

enum class Validity {
  Good,
  NotYet,
  Expired,
  EndNotKnown,  // it has begun, as far as one can tell
};
[[nodiscard]] Validity validity_on(const Holder& holder, std::chrono::year_month_day today);

// The name to greet with and to print: `name`, or `english_name` where a card has only that.
[[nodiscard]] const std::string& called(const Holder& holder);

// The word of catalogues and submissions: `citizen`, `hmt-permit`, `foreign-permanent-2017`, `foreign-permanent-2023`,
// `social-security-card`, `electronic-id`.
[[nodiscard]] std::string_view tag(DocumentKind kind);
[[nodiscard]] std::optional<DocumentKind> document_kind(std::string_view tag);

[[nodiscard]] LocalText title(DocumentKind kind);
[[nodiscard]] LocalText title(Sex sex);

// "1949年12月31日", "31 December 1949".
[[nodiscard]] LocalText spoken_date(std::chrono::year_month_day day);
// The day, "长期" and "No end date", or nothing where it is not known.
[[nodiscard]] LocalText spoken_end(const Expiry& until);
// "1949-12-31", and back; empty for anything that is no day of the calendar.
[[nodiscard]] std::string iso_date(std::chrono::year_month_day day);
[[nodiscard]] std::optional<std::chrono::year_month_day> day_of(std::string_view iso);

}  // namespace bianmin::service
