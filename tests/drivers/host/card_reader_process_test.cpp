// The id card reader's process against the emulated SAM_V reader.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "kiosk/base/check_digits.h"
#include "tests/drivers/host/emulator.h"
#include "tests/drivers/host/running_device.h"

namespace bianmin::tests {
namespace {

using namespace device;

struct Bench {
  Emulator reader;
  RunningDevice process;

  explicit Bench(std::vector<std::string> emulator = {}, std::vector<std::string> driver = {})
      : reader{"sam_v_reader.py", with(std::move(emulator), {"--link", "@/line"})},
        process{with(std::move(driver),
                     {"--kind", "id-card-reader", "--connection", "serial:" + reader.folder() / "line"})} {
    process.await<Ready>();
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
};

TEST_CASE("the reader introduces itself with its module's number") {
  Bench bench;
  REQUIRE(bench.process.heard().size() == 1);
  CHECK(std::get<Ready>(bench.process.heard().front()) == Ready{"sam-v", "05.03-20260118-1449801017-1503276049"});
}

TEST_CASE("every sample card is read as its holder is known") {
  Bench bench;
  const auto holders = bench.reader.command("cards")["cards"];
  REQUIRE(holders.size() >= 4);
  std::uint64_t ticket = 0;
  for (const auto& [key, holder] : holders.items()) {
    INFO(key);
    bench.reader.command("lay " + key);
    bench.process.say(StartReading{{++ticket}});
    CHECK(bench.process.await<CardSeen>() == CardSeen{{ticket}, true});
    const auto read = bench.process.await<CardRead>();
    CHECK(read.ticket == Ticket{ticket});
    const std::string number = holder["number"];
    const std::string name = holder["name"];
    const std::string until = holder["valid_until"];
    CHECK(read.card.number == number);
    CHECK((read.card.name == name || read.card.english_name == name));
    CHECK((read.card.valid_until ? read.card.valid_until->compact() : "长期") == until);
    bench.reader.command("remove");
    bench.process.await<CardLifted>();
  }
  CHECK(bench.reader.state()["errors"].empty());
}

TEST_CASE("a card laid later is found, and after stop no card is read") {
  Bench bench;
  const auto card = bench.cards().front();
  bench.process.say(StartReading{{1}});
  bench.process.await<Heartbeat>();
  bench.reader.command("lay " + card);
  bench.process.await<CardRead>();
  bench.process.say(StopReading{});
  const auto reads = bench.reader.state()["reads"];
  bench.reader.command("remove");
  bench.reader.command("lay " + card);
  for (int beats = 0; beats < 2; ++beats) bench.process.await<Heartbeat>();
  CHECK(bench.reader.state()["reads"] == reads);
  CHECK(bench.process.count<CardLifted>() == 0);
}

TEST_CASE("fingerprints come only when a service asks for them") {
  Bench bench;
  bench.reader.command("lay zhang-xiaoming");
  bench.process.say(StartReading{{1}});
  CHECK(bench.process.await<CardRead>().card.fingerprints.empty());
  bench.process.say(StartReading{{2}, true});
  const auto read = bench.process.await<CardRead>();
  CHECK(read.ticket == Ticket{2});
  REQUIRE(read.card.fingerprints.size() == 2);
  CHECK(read.card.fingerprints[1].size() == 512);
  CHECK(bench.reader.state()["errors"].empty());
}

std::vector<std::string> with_decoder(const std::string& symbol) {
  return {"--photo-decoder", BIANMIN_BINARY_DIR "/tests/test_photo_decoder.so", "--quirk", "photo_symbol=" + symbol};
}

TEST_CASE("an operator's decoder gives the photo to every card") {
  Bench bench{{}, with_decoder("unpack")};
  CHECK(std::get<Ready>(bench.process.heard().front()).detail == "05.03-20260118-1449801017-1503276049");
  bench.reader.command("lay " + bench.cards().front());
  for (std::uint64_t ticket = 1; ticket <= 2; ++ticket) {
    bench.process.say(StartReading{{ticket}});
    const auto read = bench.process.await<CardRead>();
    REQUIRE(read.card.photo);
    CHECK(read.card.photo->width == 102);
    CHECK(read.card.photo->height == 126);
    CHECK(read.card.photo->rgb.size() == 38'556);
  }
  CHECK(bench.process.count<Ready>() == 1);
}

TEST_CASE("a decoder that crashes costs the photo, never the card, and the technician is told") {
  Bench bench{{}, with_decoder("unpack_crashing")};
  bench.reader.command("lay " + bench.cards().front());
  for (std::uint64_t ticket = 1; ticket <= 4; ++ticket) {
    bench.process.say(StartReading{{ticket}});
    const auto read = bench.process.await<CardRead>();
    CHECK(read.ticket == Ticket{ticket});
    CHECK_FALSE(read.card.number.empty());
    CHECK_FALSE(read.card.photo);
  }
  bench.process.await<Heartbeat>();
  std::vector<std::string> details;
  for (const auto& message : bench.process.heard()) {
    if (const auto* ready = std::get_if<Ready>(&message)) details.push_back(ready->detail);
  }
  // Ready; after the first card; after the third.
  REQUIRE(details.size() == 3);
  CHECK(details[0].find("photo decoder") == std::string::npos);
  CHECK(details[1].find("test_photo_decoder.so ") != std::string::npos);
  CHECK(details[2].find("left alone until the terminal starts again") != std::string::npos);
  CHECK(bench.process.count<Unready>() == 0);
}

TEST_CASE("a decoder that hangs costs a second and the photo, and the process goes on beating") {
  Bench bench{{}, with_decoder("unpack_hanging")};
  bench.reader.command("lay " + bench.cards().front());
  bench.process.say(StartReading{{1}});
  bench.process.await<CardSeen>();
  bench.process.await<Heartbeat>(std::chrono::seconds{3});
  CHECK_FALSE(bench.process.await<CardRead>().card.photo);
  CHECK(bench.process.await<Ready>().detail.find("did not finish within 1 s") != std::string::npos);
  CHECK(bench.process.count<Unready>() == 0);
}

TEST_CASE("a decoder that is not there is told before the first card, and cards are read") {
  Bench bench{{}, {"--photo-decoder", "/no/such/libwlt.so"}};
  CHECK(std::get<Ready>(bench.process.heard().front()).detail.find("/no/such/libwlt.so is not there") !=
        std::string::npos);
  bench.reader.command("lay " + bench.cards().front());
  bench.process.say(StartReading{{1}});
  CHECK_FALSE(bench.process.await<CardRead>().card.photo);
}

TEST_CASE("a card pulled in mid-read was removed; laid again it is read") {
  Bench bench;
  const auto card = bench.cards().front();
  bench.reader.command("pull-mid-read");
  bench.reader.command("lay " + card);
  bench.process.say(StartReading{{1}});
  CHECK(bench.process.await<CardUnreadable>() == CardUnreadable{{1}, CardFault::Removed});
  bench.process.await<CardLifted>();
  bench.process.say(StartReading{{2}});
  bench.reader.command("lay " + card);
  CHECK(bench.process.await<CardRead>().ticket == Ticket{2});
  CHECK(bench.process.count<Unready>() == 0);
}

TEST_CASE("a damaged card is told from a removed one") {
  Bench bench;
  bench.reader.command("damage on");
  bench.reader.command("lay " + bench.cards().front());
  bench.process.say(StartReading{{1}});
  CHECK(bench.process.await<CardUnreadable>() == CardUnreadable{{1}, CardFault::Damaged});
}

TEST_CASE("a card that cannot be read is seen to be lifted, and the next one waits for an order") {
  Bench bench;
  bench.reader.command("damage on");
  bench.reader.command("lay " + bench.cards().front());
  bench.process.say(StartReading{{1}});
  bench.process.await<CardUnreadable>();
  bench.reader.command("remove");
  bench.process.await<CardLifted>();
  bench.reader.command("damage off");
  bench.reader.command("lay " + bench.cards().front());
  for (int beats = 0; beats < 2; ++beats) bench.process.await<Heartbeat>();
  CHECK(bench.reader.state()["reads"] == 0);
  bench.process.say(StartReading{{2}});
  CHECK(bench.process.await<CardRead>().ticket == Ticket{2});
}

TEST_CASE("rubbish between the frames and frames in pieces cost nothing") {
  Bench bench;
  bench.reader.command("rubbish on");
  bench.reader.command("split on");
  bench.reader.command("lay " + bench.cards().front());
  for (std::uint64_t ticket = 1; ticket <= 5; ++ticket) {
    bench.process.say(StartReading{{ticket}});
    CHECK(bench.process.await<CardRead>().ticket == Ticket{ticket});
  }
  CHECK(bench.process.count<Unready>() == 0);
}

TEST_CASE("a reader unplugged in the middle of a visit comes back when it is plugged in again") {
  Bench bench;
  const auto card = bench.cards().front();
  bench.process.say(StartReading{{1}});
  bench.reader.command("unplug");
  CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Unplugged);
  CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Missing);
  bench.reader.command("plug");
  bench.process.await<Ready>();
  bench.reader.command("lay " + card);
  bench.process.say(StartReading{{2}});
  CHECK(bench.process.await<CardRead>().ticket == Ticket{2});
}

TEST_CASE("a reader that falls silent is not ready, also while nobody reads") {
  Bench bench;
  bench.reader.command("silence on");
  CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::NoAnswer);
  bench.reader.command("silence off");
  bench.process.await<Ready>();
}

TEST_CASE("a reader on a serial line that is unplugged while nobody reads is told to be gone at once") {
  Bench bench;
  const auto pulled = std::chrono::steady_clock::now();
  bench.reader.command("unplug");
  CHECK(bench.process.await<Unready>() == Unready{DeviceTrouble::Unplugged, "unplugged"});
  // Less than the 5 s after which a reader is first asked whether it lives.
  CHECK(std::chrono::steady_clock::now() - pulled < std::chrono::seconds{4});
}

// How often the reader was looked at during two seconds.
int looks_in_two_seconds(Bench& bench) {
  bench.process.await<Heartbeat>();
  const auto before = bench.reader.state()["looks"].get<int>();
  for (int beats = 0; beats < 2; ++beats) bench.process.await<Heartbeat>();
  return bench.reader.state()["looks"].get<int>() - before;
}

TEST_CASE("a card that a citizen is asked for is looked for many times a second, and otherwise not at all") {
  Bench bench;
  CHECK(looks_in_two_seconds(bench) == 0);
  bench.process.say(StartReading{{1}});
  // Some 75 where nothing else is to be done.
  CHECK(looks_in_two_seconds(bench) > 30);
  bench.process.say(StopReading{});
  CHECK(looks_in_two_seconds(bench) <= 1);
}

TEST_CASE("a model that needs a rest between two looks gets it") {
  Bench bench{{}, {"--quirk", "look_pause=500"}};
  bench.process.say(StartReading{{1}});
  CHECK(looks_in_two_seconds(bench) <= 6);
  bench.reader.command("lay " + bench.cards().front());
  CHECK(bench.process.await<CardRead>().ticket == Ticket{1});
}

TEST_CASE("waiting for a card costs next to no processor time") {
  Bench bench;
  bench.process.say(StartReading{{1}});
  bench.process.await<Heartbeat>();
  const auto before = bench.process.processor_time();
  for (int beats = 0; beats < 4; ++beats) bench.process.await<Heartbeat>();
  // Some 150 looks, in a program that was not optimised.
  CHECK(bench.process.processor_time() - before <= std::chrono::milliseconds{120});
}

TEST_CASE("a model that finds a card only once still reads each card that is laid") {
  Bench bench{{"--find-after-read", "once"}, {"--quirk", "find_after_read=once"}};
  const auto cards = bench.cards();
  REQUIRE(cards.size() >= 2);
  for (std::uint64_t ticket = 1; ticket <= 2; ++ticket) {
    bench.reader.command("remove");
    bench.reader.command("lay " + cards[ticket - 1]);
    bench.process.say(StartReading{{ticket}});
    CHECK(bench.process.await<CardRead>().ticket == Ticket{ticket});
  }
  CHECK(bench.process.count<CardLifted>() == 0);
}

TEST_CASE("a card that stays on the reader beyond the end of the visit is seen being taken") {
  Bench bench;
  bench.reader.command("lay " + bench.cards().front());
  bench.process.say(StartReading{{1}});
  CHECK(bench.process.await<CardRead>().watched);
  bench.process.say(EndVisit{});
  for (int beats = 0; beats < 2; ++beats) bench.process.await<Heartbeat>();
  CHECK(bench.process.count<CardLifted>() == 0);
  bench.reader.command("remove");
  bench.process.await<CardLifted>();
}

TEST_CASE("a card whose reading is stopped is watched like one that was read") {
  Bench bench;
  bench.process.say(StartReading{{1}});
  bench.reader.command("lay " + bench.cards().front());
  bench.process.await<CardSeen>();
  bench.process.say(StopReading{});
  bench.process.say(EndVisit{});
  for (int beats = 0; beats < 2; ++beats) bench.process.await<Heartbeat>();
  CHECK(bench.process.count<CardLifted>() == 0);
  bench.reader.command("remove");
  bench.process.await<CardLifted>();
}

TEST_CASE("a card of an earlier citizen is not read, and the next one that is laid is") {
  Bench bench;
  const auto cards = bench.cards();
  bench.reader.command("lay " + cards[0]);
  bench.process.say(StartReading{.ticket = {1}, .only_new = true});
  for (int beats = 0; beats < 2; ++beats) bench.process.await<Heartbeat>();
  CHECK(bench.process.count<CardSeen>() == 0);
  CHECK(bench.reader.state()["reads"] == 0);
  bench.reader.command("remove");
  for (int beats = 0; beats < 2; ++beats) bench.process.await<Heartbeat>();  // no hand is quicker
  bench.reader.command("lay " + cards[1]);
  CHECK(bench.process.await<CardRead>().ticket == Ticket{1});
}

TEST_CASE("the end of the visit in the middle of reading leaves nothing to be told") {
  Bench bench;
  bench.process.say(StartReading{{1}});
  bench.process.say(EndVisit{});
  for (int beats = 0; beats < 2; ++beats) bench.process.await<Heartbeat>();  // by then it has heard of it
  bench.reader.command("lay " + bench.cards().front());
  for (int beats = 0; beats < 2; ++beats) bench.process.await<Heartbeat>();
  CHECK(bench.process.count<CardSeen>() == 0);
  CHECK(bench.reader.state()["reads"] == 0);
}

}  // namespace
}  // namespace bianmin::tests
