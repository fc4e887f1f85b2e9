#include "kioskctl/trouble.h"

#include <catch2/catch_test_macros.hpp>
#include <set>
#include <vector>

namespace bianmin::kioskctl {
namespace {

std::vector<Trouble> every_trouble() {
  using namespace drivers;
  std::vector<Trouble> troubles{no_card("serial:/dev/ttyUSB0")};
  const std::string place = "serial:/dev/ttyUSB0";
  for (const auto fault : {TransportFault::Missing, TransportFault::Forbidden, TransportFault::Busy,
                           TransportFault::Broken, TransportFault::Stalled}) {
    troubles.push_back(trouble_of(fault, place));
  }
  for (const auto fault : {IdCardReaderFault::Unplugged, IdCardReaderFault::NoAnswer, IdCardReaderFault::GarbledAnswer,
                           IdCardReaderFault::NotAuthorised, IdCardReaderFault::Broken, IdCardReaderFault::Stopped}) {
    troubles.push_back(trouble_of(fault, place));
  }
  for (const auto fault :
       {CardLinkFault::Removed, CardLinkFault::Mute, CardLinkFault::InUse, CardLinkFault::NoReader,
        CardLinkFault::NoService, CardLinkFault::Forbidden, CardLinkFault::NoAnswer, CardLinkFault::Stopped}) {
    troubles.push_back(trouble_of(fault, place, "why"));
  }
  for (const auto problem :
       {CardProblem::Removed, CardProblem::Damaged, CardProblem::WrongKind, CardProblem::Garbled}) {
    troubles.push_back(trouble_of(problem, place));
  }
  return troubles;
}

TEST_CASE("every trouble names the place, says more than that, and has its word and status") {
  std::set<std::string_view> words;
  for (const auto& trouble : every_trouble()) {
    INFO(trouble.sentence.english);
    CHECK(trouble.sentence.english.starts_with("serial:/dev/ttyUSB0: "));
    CHECK(trouble.sentence.chinese.starts_with("serial:/dev/ttyUSB0："));
    CHECK_FALSE(trouble.word.empty());
    CHECK(trouble.exit != Exit::Done);
    CHECK(trouble.exit != Exit::WrongUse);
    words.insert(trouble.word);
  }
  CHECK(words.size() == 15);
}

TEST_CASE("a reader that another program holds is told with the program to stop") {
  const auto trouble = trouble_of(drivers::TransportFault::Busy, "usb:@1:4");
  CHECK(trouble.exit == Exit::NotOpened);
  CHECK(trouble.sentence.english ==
        "usb:@1:4: another program holds it. Stop the terminal first: systemctl stop bianmin-terminal.service");
}

}  // namespace
}  // namespace bianmin::kioskctl
