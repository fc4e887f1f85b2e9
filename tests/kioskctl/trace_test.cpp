#include "kioskctl/trace.h"

#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "drivers/transport/scripted.h"
#include "tests/drivers/id_card_reader/cards.h"

namespace bianmin::kioskctl {
namespace {

using namespace drivers::sam_v;
using namespace std::chrono_literals;

TEST_CASE("requests are shown whole, by their names") {
  CHECK(traced_request(request(kFindCard)) == "→ find card: aa aa aa 96 69 00 03 20 01 22");
  CHECK(traced_request(Bytes{0x01}) == "→ unknown command: 01");
}

TEST_CASE("of what a card says only the size is shown") {
  const auto block = tests::citizen_block();
  CHECK(traced_reply(kReadBase, {0, 0, 0x90, tests::base_data(block.block())}) ==
        "← 90 done, 1284 bytes not shown: text 256, photo 1024");
  CHECK(traced_reply(kReadBaseAndFingerprints, {0, 0, 0x90, tests::base_and_fingerprints_data(block.block(), 2)}) ==
        "← 90 done, 2310 bytes not shown: text 256, photo 1024, fingerprints 1024");
  CHECK(traced_reply(kSelectCard, {0, 0, 0x90, Bytes(8, 0x5A)}) == "← 90 done, 8 bytes not shown");
  CHECK(traced_reply(kReadBase, {0, 0, 0x90, Bytes(3, 0x5A)}) == "← 90 done, 3 bytes not shown");
  CHECK(traced_reply(kFindCard, {0, 0, 0x80, {}}) == "← 80 no card found");
  CHECK(traced_reply(kFindCard, {1, 2, 0x77, {}}) == "← 01 02 77 a status that no source knows");
}

TEST_CASE("the module's number is no card's") {
  CHECK(traced_reply(kModuleId, {0, 0, 0x90, Bytes(16)}) == "← 90 done: 00.00-00000000-0000000000-0000000000");
}

TEST_CASE("a traced line passes everything on, and tells frames, rubbish and its end") {
  auto script = std::make_unique<drivers::ScriptedTransport>();
  auto* wire = script.get();
  const auto reply = tests::reply_frame(0x9F, Bytes(4));
  wire->expect(request(kFindCard)).reply({reply.begin(), reply.begin() + 6}).reply({reply.begin() + 6, reply.end()});
  wire->expect(request(kSelectCard)).reply({0x12, 0x34}).expect(request(kFindCard)).hang_up();
  std::vector<std::string> lines;
  const auto line = traced(std::move(script), [&](const std::string& text) { lines.push_back(text.substr(10)); });
  const auto write = [&](const Command& command) { return line->write(request(command), 1s); };
  CHECK(write(kFindCard) == request(kFindCard).size());
  CHECK(line->read(100, 1s) == Bytes(reply.begin(), reply.begin() + 6));
  CHECK(line->read(100, 1s) == Bytes(reply.begin() + 6, reply.end()));
  CHECK(write(kSelectCard));
  CHECK(line->read(100, 1s) == Bytes{0x12, 0x34});
  CHECK(write(kFindCard));
  CHECK_FALSE(line->read(100, 1s));
  CHECK(wire->expect_finished().empty());
  CHECK(lines ==
        std::vector<std::string>{"→ find card: aa aa aa 96 69 00 03 20 01 22", "← 9f card found, 4 bytes not shown",
                                 "→ select card: aa aa aa 96 69 00 03 20 02 21", "← bytes that belong to no frame",
                                 "→ find card: aa aa aa 96 69 00 03 20 01 22", "← the line is broken"});
}

class Card final : public drivers::CardChannel {
 public:
  std::expected<Bytes, drivers::CardLinkFault> transmit(ByteView command, const drivers::KeepGoing&) override {
    if (command[1] == 0xB2) return Bytes{0x08, 0x01, 0x31, 0x90, 0x00};
    return std::unexpected{drivers::CardLinkFault::Removed};
  }
};

TEST_CASE("of a smart card's answers the status is shown and the rest is counted") {
  std::vector<std::string> lines;
  const auto card =
      traced(std::make_unique<Card>(), [&](const std::string& text) { lines.push_back(text.substr(10)); });
  CHECK(card->transmit(Bytes{0x00, 0xB2, 0x08, 0x04}, [] { return true; })->size() == 5);
  CHECK_FALSE(card->transmit(Bytes{0x00, 0xA4}, [] { return true; }));
  CHECK(lines == std::vector<std::string>{"→ 00 b2 08 04", "← 90 00, 3 bytes not shown", "→ 00 a4",
                                          "← " + std::string{to_string(drivers::CardLinkFault::Removed)}});
}

}  // namespace
}  // namespace bianmin::kioskctl
