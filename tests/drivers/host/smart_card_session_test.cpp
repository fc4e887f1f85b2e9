// Cards that are changed faster than anybody looks. The pcscd behind it is the test's own.
#include "drivers/host/smart_card_session.h"

#include <sys/socket.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <thread>
#include <vector>

#include "drivers/host/codec.h"
#include "tests/drivers/social_security_card/cards.h"
#include "tests/drivers/transport/fake_winscard.h"

namespace bianmin::tests {
namespace {

using namespace device;
using namespace std::chrono_literals;
using drivers::ssc::Item;

constexpr auto kFirst = "44980119850312001X";
constexpr auto kSecond = "449801199003070039";

const Bytes kDone{0x90, 0x00};
const Bytes kNoSuchRecord{0x6A, 0x83};

template <typename Rows>
void put_records(std::map<int, Bytes>& records, int file, const Rows& rows, std::string_view holder) {
  for (const auto& row : rows) {
    const auto value = row.item == Item::Number ? to_bytes(holder) : hex(sample_values().at(row.item));
    auto record = tlv(row.tag, value);
    record.insert(record.end(), kDone.begin(), kDone.end());
    records[file + static_cast<int>(&row - rows.data()) + 1] = std::move(record);
  }
}

// A whole card whose holder has this number.
CardTalk card_of(std::string_view holder) {
  std::map<int, Bytes> records;
  put_records(records, 0x0500, drivers::ssc::kIssuerFile, holder);
  put_records(records, 0x0600, drivers::ssc::kHolderFile, holder);
  return [records, file = 0](ByteView command) mutable {
    if (command[1] == 0xA4) {
      file = command[2] == 0x02 ? command[6] << 8 : 0;
      return kDone;
    }
    const auto found = records.find(file + command[2]);
    return found == records.end() ? kNoSuchRecord : found->second;
  };
}

std::array<int, 2> socket_pair() {
  std::array<int, 2> ends{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
  return ends;
}

// The session, and the test in the place of the terminal.
class Bench {
 public:
  FakePcscd pcscd;

  void open() {
    auto reader = pcsc_.open({}, go_on);
    REQUIRE(reader);
    session_ = std::make_unique<SmartCardSession>(std::move(*reader), drivers::ssc::Quirks{}, link_);
  }

  void say(const ToDevice& order) { REQUIRE(session_->obey(order)); }

  template <typename Message>
  Message await() {
    const drivers::Deadline limit{5s};
    while (!limit.passed()) {
      turn();
      while (next_ < heard_.size()) {
        if (const auto* wanted = std::get_if<Message>(&heard_[next_++])) return *wanted;
      }
    }
    FAIL("it did not come; others that came: " << heard_.size());
    std::unreachable();
  }

  // Until the watch knows what pcscd knows: it tells that the slot was emptied.
  void turns(int count) {
    for (; count > 0; --count) turn();
  }

  template <typename Message>
  [[nodiscard]] std::size_t count() const {
    std::size_t found = 0;
    for (const auto& message : heard_) found += std::holds_alternative<Message>(message) ? 1U : 0U;
    return found;
  }

 private:
  void turn() {
    REQUIRE(session_->step());
    link_.wait(20ms, session_->presence());
    while (true) {
      const auto bytes = terminal_.receive();
      REQUIRE(bytes);
      if (!*bytes) return;
      const auto message = decode_from_device(**bytes);
      REQUIRE(message);
      heard_.push_back(*message);
    }
  }

  std::array<int, 2> ends_ = socket_pair();
  TerminalLink link_{ends_[0]};
  MessageSocket terminal_{ends_[1]};
  drivers::Pcsc pcsc_;
  std::unique_ptr<SmartCardSession> session_;
  std::vector<FromDevice> heard_;
  std::size_t next_ = 0;
};

TEST_CASE("a card that is changed in no time is lifted, and the other one is read") {
  Bench bench;
  SECTION("one that came while pcscd ran") { bench.pcscd.lay(card_of(kFirst)); }
  SECTION("one that lay there when pcscd started") { bench.pcscd.lies_there(card_of(kFirst)); }
  bench.open();
  bench.say(StartReading{{1}});
  CHECK(bench.await<SocialSecurityCardRead>().card.number == kFirst);
  bench.pcscd.change(card_of(kSecond));
  bench.await<CardLifted>();
  bench.say(StartReading{{2}});
  CHECK(bench.await<SocialSecurityCardRead>().card.number == kSecond);
}

TEST_CASE("an earlier citizen's card that is changed in no time does not hide the next one") {
  Bench bench;
  bench.pcscd.lay(card_of(kFirst));
  bench.open();
  bench.say(StartReading{.ticket = {1}, .only_new = true});
  bench.turns(5);
  CHECK(bench.count<CardSeen>() == 0);
  bench.pcscd.change(card_of(kSecond));
  CHECK(bench.await<SocialSecurityCardRead>().card.number == kSecond);
}

TEST_CASE("a card that is laid between the look and the power is the one that is watched") {
  Bench bench;
  bench.pcscd.lay(card_of(kFirst));
  bench.open();
  bench.pcscd.before_power([&] { bench.pcscd.change(card_of(kSecond)); });
  bench.say(StartReading{{1}});
  CHECK(bench.await<SocialSecurityCardRead>().card.number == kSecond);
  // The watch hears of the change only now; the card that was read lies there still.
  bench.turns(10);
  CHECK(bench.count<CardLifted>() == 0);
  bench.pcscd.remove();
  bench.await<CardLifted>();
}

TEST_CASE("a card that is changed in mid-read was removed, and nothing of the two is mixed") {
  constexpr int kUntilName = 9;
  Bench bench;
  // Pulled when the name is asked for, of which nothing comes.
  bench.pcscd.lay([talk = card_of(kFirst)](ByteView command) mutable {
    const bool name = command[1] == 0xB2 && command[2] == 2;
    return name ? Bytes{} : talk(command);
  });
  bench.open();
  bench.say(StartReading{{1}});
  const std::jthread hand{[&pcscd = bench.pcscd, second = card_of(kSecond)](const std::stop_token& stopped) {
    while (pcscd.commands() < kUntilName && !stopped.stop_requested()) std::this_thread::yield();
    pcscd.change(second);
  }};
  CHECK(bench.await<CardUnreadable>() == CardUnreadable{{1}, CardFault::Removed});
  CHECK(bench.count<SocialSecurityCardRead>() == 0);
  bench.await<CardLifted>();
  bench.say(StartReading{{2}});
  CHECK(bench.await<SocialSecurityCardRead>().card.number == kSecond);
}

TEST_CASE("a card whose contacts lie badly at first is read when it is tried again") {
  Bench bench;
  bench.pcscd.contacts(false);
  bench.pcscd.lay(card_of(kFirst));
  bench.open();
  bench.say(StartReading{{1}});
  CHECK(bench.await<CardUnreadable>() == CardUnreadable{{1}, CardFault::Damaged});
  bench.pcscd.contacts(true);
  bench.say(StartReading{{2}});
  CHECK(bench.await<SocialSecurityCardRead>().ticket == Ticket{2});
  bench.turns(5);
  CHECK(bench.count<CardLifted>() == 0);
}

TEST_CASE("a card that never gets power was damaged, and costs no more than itself") {
  Bench bench;
  bench.pcscd.contacts(false);
  bench.pcscd.lay(card_of(kFirst));
  bench.open();
  bench.say(StartReading{{1}});
  CHECK(bench.await<CardUnreadable>() == CardUnreadable{{1}, CardFault::Damaged});
  bench.pcscd.remove();
  bench.await<CardLifted>();
  CHECK(bench.pcscd.commands() == 0);
}

}  // namespace
}  // namespace bianmin::tests
