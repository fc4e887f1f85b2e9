#include "kiosk/service/holder.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/service/samples.h"

using namespace bianmin::service;
using namespace std::chrono;

TEST_CASE("a card is good through its last day") {
  Holder holder = samples::zhang();
  holder.valid_until = 2026y / May / 1;
  CHECK(validity_on(holder, 2016y / April / 30) == Validity::NotYet);
  CHECK(validity_on(holder, 2016y / May / 1) == Validity::Good);
  CHECK(validity_on(holder, 2026y / May / 1) == Validity::Good);
  CHECK(validity_on(holder, 2026y / May / 2) == Validity::Expired);
  holder.valid_until = WithoutEnd{};
  CHECK(validity_on(holder, 2199y / January / 1) == Validity::Good);
}

TEST_CASE("a card whose end is not known is not one without end") {
  Holder holder = samples::zhang();
  holder.valid_until = NotKnown{};
  CHECK(validity_on(holder, 2016y / April / 30) == Validity::NotYet);
  CHECK(validity_on(holder, 2026y / May / 1) == Validity::EndNotKnown);
  CHECK(Holder{}.valid_until == Expiry{NotKnown{}});
  CHECK(spoken_end(NotKnown{}).chinese.empty());
  CHECK(spoken_end(NotKnown{}).english.empty());
  CHECK(spoken_end(WithoutEnd{}).chinese == "长期");
  CHECK(spoken_end(2026y / May / 1).english == "1 May 2026");
}

TEST_CASE("dates are read as the calendar has them") {
  CHECK(day_of("2024-02-29") == 2024y / February / 29);
  for (const char* wrong : {"2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "20240101", "2024-01-01 ", "",
                            "abcd-ef-gh", "-024-01-01", "2024-+1-01"}) {
    INFO(wrong);
    CHECK_FALSE(day_of(wrong));
  }
  CHECK(iso_date(987y / March / 4) == "0987-03-04");
  CHECK(spoken_date(1949y / December / 31).chinese == "1949年12月31日");
  CHECK(spoken_date(1949y / December / 31).english == "31 December 1949");
}

TEST_CASE("document kinds keep their catalogue words") {
  for (const auto kind : {DocumentKind::Citizen, DocumentKind::HmtPermit, DocumentKind::ForeignPermanent2017,
                          DocumentKind::ForeignPermanent2023}) {
    CHECK(document_kind(tag(kind)) == kind);
    CHECK_FALSE(title(kind).chinese.empty());
  }
  CHECK_FALSE(document_kind("passport"));
}

TEST_CASE("a card with a foreign name alone is called by it") {
  Holder holder = samples::zhang();
  holder.name.clear();
  holder.english_name = "JANE DOE";
  CHECK(called(holder) == "JANE DOE");
}
