// The social-security-card reader's process against the real pcscd with virtual cards.
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "tests/drivers/host/emulator.h"
#include "tests/drivers/host/running_device.h"

namespace bianmin::tests {
namespace {

using namespace device;
using namespace std::chrono_literals;

// Why there can be no pcscd of one's own here; empty when there can.
std::string hindrance() {
  const std::string command = "/usr/bin/python3 -B " BIANMIN_SOURCE_DIR "/demo/emulators/smart_card_reader.py --check";
  const std::unique_ptr<FILE, int (*)(FILE*)> output{::popen(command.c_str(), "r"), ::pclose};
  std::array<char, 512> line{};
  if (!output) return "no shell";
  return std::fgets(line.data(), line.size(), output.get()) == nullptr ? "" : line.data();
}

struct Bench {
  Emulator reader;
  RunningDevice process;

  explicit Bench(std::vector<std::string> emulator = {}, std::vector<std::string> driver = {})
      : reader{"smart_card_reader.py", with(possible(std::move(emulator)), {"--folder", "@/pcsc"})},
        process{with(on_socket(reader, std::move(driver)),
                     {"--kind", "social-security-card-reader", "--connection", "pcsc:auto"})} {
    process.await<Ready>();
  }

  // Skips the case where it is not.
  static std::vector<std::string> possible(std::vector<std::string> arguments) {
    static const std::string reason = hindrance();
    if (!reason.empty()) SKIP(reason);
    return arguments;
  }

  static std::vector<std::string> on_socket(const Emulator& reader, std::vector<std::string> arguments) {
    ::setenv("PCSCLITE_CSOCK_NAME", (reader.folder() / "pcsc/pcscd.comm").c_str(), 1);
    return arguments;
  }

  static std::vector<std::string> with(std::vector<std::string> some, std::vector<std::string> more) {
    some.insert(some.end(), more.begin(), more.end());
    return some;
  }

  // The keys of all sample cards.
  std::vector<std::string> cards() const {
    std::vector<std::string> keys;
    const auto cards = reader.command("cards")["cards"];
    for (const auto& card : cards.items()) keys.push_back(card.key());
    return keys;
  }
  std::string any_card() const { return cards().front(); }

  void beats(int count) {
    for (; count > 0; --count) process.await<Heartbeat>();
  }
};

TEST_CASE("the reader introduces itself with its name and how records are framed") {
  Bench bench;
  const auto& said = std::get<Ready>(bench.process.heard().front());
  CHECK(said == Ready{"pcsc", "Virtual PCD 00 00, records=tlv (differs from issuer to issuer)"});
}

TEST_CASE("every sample card is read as its holder is known, and seen to be lifted") {
  Bench bench;
  const auto holders = bench.reader.command("cards")["cards"];
  REQUIRE(holders.size() >= 4);
  std::uint64_t ticket = 0;
  for (const auto& [key, holder] : holders.items()) {
    INFO(key);
    bench.reader.command("lay " + key);
    bench.process.say(StartReading{{++ticket}});
    CHECK(bench.process.await<CardSeen>() == CardSeen{{ticket}, true});
    const auto read = bench.process.await<SocialSecurityCardRead>();
    CHECK(read.ticket == Ticket{ticket});
    CHECK(read.card.number == holder["number"].get<std::string>());
    CHECK(read.card.number_check_right);
    CHECK(!read.card.name.empty());
    CHECK(read.card.card_number == holder["card_number"].get<std::string>());
    const auto until = holder["valid_until"].get<std::string>();
    const auto* last = std::get_if<drivers::Date>(&read.card.valid_until);
    CHECK((last != nullptr ? last->compact() : "") == until);
    CHECK(!std::holds_alternative<drivers::WithoutEnd>(read.card.valid_until));
    bench.reader.command("remove");
    bench.process.await<CardLifted>();
  }
  CHECK(bench.process.count<Unready>() == 0);
}

TEST_CASE("cards of either protocol and either framing are read, whatever the quirk says") {
  const auto protocol = GENERATE(as<std::string>{}, "t0", "t1");
  const auto records = GENERATE(as<std::string>{}, "tlv", "plain");
  const auto quirk = GENERATE(as<std::string>{}, "tlv", "plain");
  Bench bench{{"--protocol", protocol, "--records", records}, {"--quirk", "records=" + quirk}};
  bench.reader.command("lay zhang-xiaoming");
  bench.process.say(StartReading{{1}});
  const auto card = bench.process.await<SocialSecurityCardRead>().card;
  CHECK(card.name == "张晓明");
  CHECK(card.number == "44980119850312001X");
  CHECK(card.sex == drivers::Sex::Male);
  CHECK(card.ethnicity_code == "01");
  CHECK(card.birth == drivers::Date::from(1985, 3, 12));
}

TEST_CASE("a card laid later is found, and after stop none is") {
  Bench bench;
  bench.process.say(StartReading{{1}});
  bench.beats(1);
  bench.reader.command("lay " + bench.any_card());
  bench.process.await<SocialSecurityCardRead>();
  bench.reader.command("remove");
  bench.process.await<CardLifted>();
  bench.process.say(StartReading{{2}});
  bench.process.say(StopReading{});
  bench.beats(1);
  bench.reader.command("lay " + bench.any_card());
  bench.beats(3);
  CHECK(bench.process.count<CardSeen>() == 1);
  CHECK(bench.reader.state()["reads"] == 1);
}

TEST_CASE("two cards one after the other, the second laid as the first is taken") {
  Bench bench;
  const auto cards = bench.cards();
  REQUIRE(cards.size() >= 2);
  bench.reader.command("lay " + cards[0]);
  bench.process.say(StartReading{{1}});
  const auto first = bench.process.await<SocialSecurityCardRead>().card;
  bench.reader.command("lay " + cards[1]);
  bench.process.await<CardLifted>();
  bench.process.say(StartReading{{2}});
  const auto second = bench.process.await<SocialSecurityCardRead>();
  CHECK(second.ticket == Ticket{2});
  CHECK(second.card.number != first.number);
}

// As quickly as a hand never is.
void change_cards(const Bench& bench, const std::string& next) {
  bench.reader.command("remove");
  bench.reader.command("lay " + next);
}

TEST_CASE("a card that is changed in no time is seen to be lifted, and the other one is read") {
  Bench bench;
  const auto cards = bench.cards();
  for (std::uint64_t ticket = 1; ticket <= 6; ++ticket) {
    const auto& card = cards[ticket % cards.size()];
    INFO(card);
    change_cards(bench, card);
    if (ticket > 1) bench.process.await<CardLifted>();
    bench.process.say(StartReading{{ticket}});
    const auto read = bench.process.await<SocialSecurityCardRead>();
    CHECK(read.card.number == bench.reader.state()["holder"]["number"].get<std::string>());
  }
}

TEST_CASE("after a bank card the right one is read, however quickly they are changed") {
  Bench bench;
  bench.reader.command("other-card");
  bench.process.say(StartReading{{1}});
  CHECK(bench.process.await<CardUnreadable>() == CardUnreadable{{1}, CardFault::WrongKind});
  change_cards(bench, bench.any_card());
  bench.process.await<CardLifted>();
  bench.process.say(StartReading{{2}});
  CHECK(bench.process.await<SocialSecurityCardRead>().ticket == Ticket{2});
}

TEST_CASE("an earlier citizen's card that is changed in no time does not hide the next one") {
  Bench bench;
  const auto cards = bench.cards();
  bench.reader.command("lay " + cards[0]);
  bench.beats(2);  // by then pcscd has seen it
  bench.process.say(StartReading{.ticket = {1}, .only_new = true});
  bench.beats(2);
  change_cards(bench, cards[1]);
  const auto read = bench.process.await<SocialSecurityCardRead>();
  CHECK(read.card.number == bench.reader.state()["holder"]["number"].get<std::string>());
}

TEST_CASE("a card that was read and lies there still is read again when asked") {
  Bench bench;
  bench.reader.command("lay " + bench.any_card());
  for (std::uint64_t ticket = 1; ticket <= 3; ++ticket) {
    bench.process.say(StartReading{{ticket}});
    CHECK(bench.process.await<SocialSecurityCardRead>().ticket == Ticket{ticket});
  }
  CHECK(bench.process.count<CardLifted>() == 0);
}

TEST_CASE("a card pulled in mid-read was removed; laid again it is read") {
  Bench bench;
  bench.reader.command("pull-mid-read");
  bench.reader.command("lay " + bench.any_card());
  bench.process.say(StartReading{{1}});
  CHECK(bench.process.await<CardUnreadable>() == CardUnreadable{{1}, CardFault::Removed});
  bench.process.await<CardLifted>();
  bench.process.say(StartReading{{2}});
  bench.reader.command("lay " + bench.any_card());
  CHECK(bench.process.await<SocialSecurityCardRead>().ticket == Ticket{2});
  CHECK(bench.process.count<Unready>() == 0);
}

TEST_CASE("a mute card is damaged and not removed") {
  Bench bench;
  bench.reader.command("mute on");
  bench.reader.command("lay " + bench.any_card());
  bench.process.say(StartReading{{1}});
  CHECK(bench.process.await<CardUnreadable>() == CardUnreadable{{1}, CardFault::Damaged});
  bench.reader.command("remove");
  bench.process.await<CardLifted>();
  CHECK(bench.process.count<Unready>() == 0);
}

TEST_CASE("a bank card is another kind of card, and the right one after it is read") {
  Bench bench;
  bench.reader.command("other-card");
  bench.process.say(StartReading{{1}});
  CHECK(bench.process.await<CardUnreadable>() == CardUnreadable{{1}, CardFault::WrongKind});
  bench.reader.command("remove");
  bench.process.await<CardLifted>();
  bench.reader.command("lay " + bench.any_card());
  bench.process.say(StartReading{{2}});
  CHECK(bench.process.await<SocialSecurityCardRead>().ticket == Ticket{2});
}

TEST_CASE("a card whose records make no sense is garbled") {
  Bench bench;
  bench.reader.command("garble on");
  bench.reader.command("lay " + bench.any_card());
  bench.process.say(StartReading{{1}});
  CHECK(bench.process.await<CardUnreadable>() == CardUnreadable{{1}, CardFault::Garbled});
}

TEST_CASE("a reader that hangs in mid-read costs no heartbeat, and comes back when it wakes up") {
  Bench bench;
  bench.reader.command("hang on");
  bench.reader.command("lay " + bench.any_card());
  bench.process.say(StartReading{{1}});
  bench.process.await<CardSeen>();
  bench.process.await<Heartbeat>(3s);
  bench.process.await<Heartbeat>(3s);
  CHECK(bench.process.await<Unready>(20s).trouble == DeviceTrouble::NoAnswer);
  bench.process.await<Heartbeat>(3s);
  bench.reader.command("hang off");
  bench.process.await<Ready>(20s);
  bench.process.say(StartReading{{2}});
  CHECK(bench.process.await<SocialSecurityCardRead>().ticket == Ticket{2});
}

TEST_CASE("who is sent away while a reader hangs leaves at once") {
  Bench bench;
  bench.reader.command("hang on");
  bench.reader.command("lay " + bench.any_card());
  bench.process.say(StartReading{{1}});
  bench.process.await<CardSeen>();
  bench.process.say(Shutdown{});
  CHECK(bench.process.await_exit() == 0);
}

TEST_CASE("a pcscd that is killed costs seconds") {
  Bench bench;
  const bool reading = GENERATE(false, true);
  bench.reader.command("lay " + bench.any_card());
  if (reading) {
    bench.reader.command("mute on");
    bench.process.say(StartReading{{1}});
    bench.process.await<CardSeen>();
  }
  const auto began = std::chrono::steady_clock::now();
  bench.reader.command("service kill");
  bench.process.await<Unready>();
  bench.process.await<Ready>();
  CHECK(std::chrono::steady_clock::now() - began < 8s);
  bench.reader.command("mute off");
  bench.process.say(StartReading{{2}});
  CHECK(bench.process.await<SocialSecurityCardRead>().ticket == Ticket{2});
  CHECK(bench.reader.state()["service_starts"] == 2);
}

TEST_CASE("without pcscd the reader is not ready, and says what to start") {
  Bench bench;
  bench.reader.command("service off");
  Unready said = bench.process.await<Unready>();
  if (said.trouble == DeviceTrouble::Unplugged) said = bench.process.await<Unready>();
  INFO(said.detail);
  CHECK(said.trouble == DeviceTrouble::NoAnswer);
  CHECK(said.detail.starts_with("pcscd does not run; start pcscd.socket"));
  bench.reader.command("service on");
  bench.process.await<Ready>();
  bench.reader.command("lay " + bench.any_card());
  bench.process.say(StartReading{{1}});
  bench.process.await<SocialSecurityCardRead>();
}

TEST_CASE("a reader that is away is missing, and is ready when it is plugged in again") {
  Bench bench;
  bench.reader.command("unplug");
  while (bench.process.await<Unready>().trouble != DeviceTrouble::Missing) continue;
  bench.reader.command("plug");
  bench.process.await<Ready>();
  bench.reader.command("lay " + bench.any_card());
  bench.process.say(StartReading{{1}});
  bench.process.await<SocialSecurityCardRead>();
}

TEST_CASE("a reader is chosen by a part of its name, and a wrong name tells those that are there") {
  Bench bench;
  RunningDevice second{{"--kind", "social-security-card-reader", "--connection", "pcsc:00 01"}};
  CHECK(second.await<Ready>().detail.starts_with("Virtual PCD 00 01"));
  RunningDevice third{{"--kind", "social-security-card-reader", "--connection", "pcsc:ACR39U"}};
  const auto said = third.await<Unready>();
  CHECK(said.trouble == DeviceTrouble::Missing);
  CHECK(said.detail.contains("'ACR39U'; there is: Virtual PCD 00 00, Virtual PCD 00 01"));
}

TEST_CASE("a card that stays in the slot beyond the end of the visit is seen being taken") {
  Bench bench;
  bench.reader.command("lay " + bench.any_card());
  bench.process.say(StartReading{{1}});
  bench.process.await<SocialSecurityCardRead>();
  bench.process.say(EndVisit{});
  bench.beats(2);
  CHECK(bench.process.count<CardLifted>() == 0);
  bench.reader.command("remove");
  bench.process.await<CardLifted>();
}

TEST_CASE("a card of an earlier citizen stays unread in the slot, and the next one is read") {
  Bench bench;
  bench.reader.command("lay " + bench.any_card());
  bench.beats(2);  // by then pcscd has seen it
  bench.process.say(StartReading{.ticket = {1}, .only_new = true});
  bench.beats(3);
  CHECK(bench.process.count<CardSeen>() == 0);
  bench.reader.command("remove");
  bench.beats(3);  // no hand is quicker
  bench.reader.command("lay " + bench.any_card());
  CHECK(bench.process.await<SocialSecurityCardRead>().ticket == Ticket{1});
}

TEST_CASE("the end of the visit leaves nothing to be told") {
  Bench bench;
  bench.process.say(StartReading{{1}});
  bench.process.say(EndVisit{});
  bench.beats(2);  // by then it has heard of it
  bench.reader.command("lay " + bench.any_card());
  bench.beats(3);
  CHECK(bench.process.count<CardSeen>() == 0);
  CHECK(bench.reader.state()["commands"] == 0);
}

// Clock ticks that a process has used.
long processor_time(pid_t pid) {
  std::ifstream stat{"/proc/" + std::to_string(pid) + "/stat"};
  std::string word;
  long ticks = 0;
  // The name, the second word, is bianmin-device and has no space in it.
  for (int at = 1; at <= 15 && stat >> word; ++at) {
    if (at >= 14) ticks += std::stol(word);
  }
  return ticks;
}

TEST_CASE("waiting for a card costs no processor time that can be measured") {
  Bench bench;
  bench.process.say(StartReading{{1}});
  bench.beats(2);
  const auto before = processor_time(bench.process.pid());
  bench.beats(5);
  CHECK((processor_time(bench.process.pid()) - before) * 1000 / ::sysconf(_SC_CLK_TCK) <= 20);
}

}  // namespace
}  // namespace bianmin::tests
