#pragma once
// The driver of a SAM_V reader at work on a script.
#include <catch2/catch_test_macros.hpp>
#include <memory>

#include "drivers/id_card_reader/sam_v_reader.h"
#include "drivers/transport/scripted.h"
#include "tests/drivers/id_card_reader/cards.h"

namespace bianmin::tests {

struct SamVBench {
  drivers::ScriptedTransport* script = nullptr;
  std::unique_ptr<drivers::SamVReader> reader;
  drivers::KeepGoing go = [] { return true; };

  explicit SamVBench(drivers::SamVQuirks quirks = {}) {
    auto transport = std::make_unique<drivers::ScriptedTransport>();
    script = transport.get();
    reader = std::make_unique<drivers::SamVReader>(std::move(transport), quirks);
  }
  SamVBench& exchange(const drivers::sam_v::Command& command, const Bytes& reply) {
    script->expect(request(command)).reply(reply);
    return *this;
  }
  // What comes is no answer, and nothing else does.
  SamVBench& in_vain(const drivers::sam_v::Command& command, const Bytes& reply) {
    script->expect(request(command)).reply(reply).silence();
    return *this;
  }
  SamVBench& found() { return exchange(drivers::sam_v::kFindCard, reply_frame(0x9F, Bytes(4))); }
  SamVBench& no_card() { return exchange(drivers::sam_v::kFindCard, reply_frame(0x80)); }
  SamVBench& no_card_twice() { return no_card().no_card(); }
  SamVBench& selected() { return exchange(drivers::sam_v::kSelectCard, reply_frame(0x90, Bytes(8))); }
  SamVBench& base() {
    return exchange(drivers::sam_v::kReadBase, reply_frame(0x90, base_data(citizen_block().block())));
  }
  SamVBench& no_newer_address() { return exchange(drivers::sam_v::kReadNewestAddress, reply_frame(0x91)); }

  drivers::CardReading read(const drivers::CardWishes& wishes = {}) {
    const auto reading = reader->read_card(wishes, go);
    REQUIRE(reading);
    return *reading;
  }
  void finished() const { CHECK(script->expect_finished().empty()); }
};

}  // namespace bianmin::tests
