// The plug of a reader on USB is pulled, at every stage and at any byte, and put back.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>
#include <vector>

#include "drivers/id_card_reader/sam_v_wire.h"
#include "tests/umockdev/usb_bench.h"

namespace bianmin::tests {
namespace {

using namespace device;
using namespace std::chrono_literals;

// Less than the 5 s after which a reader is first asked whether it lives.
constexpr auto kAtOnce = 4s;

void comes_back(UsbBench& bench, std::uint64_t ticket) {
  bench.reader.command("plug");
  bench.process.await<Ready>();
  bench.reader.command("remove");
  bench.reader.command("lay " + bench.any_card());
  CHECK(bench.reads_right_card(ticket));
}

enum class When { Greeted, Visit, VisitWithFingerprints, Never };

// A stage of the conversation, what the emulated reader calls it, when the process asks it, and at which bytes of its
// answer the plug is pulled: before it, in and behind its header, in its data, before its end.
struct Stage {
  drivers::sam_v::Command command;
  std::string name;
  When when;
  std::vector<int> bytes;
};

const std::vector<Stage> kStages{
    {drivers::sam_v::kModuleStatus, "status", When::Greeted, {0, 8}},
    {drivers::sam_v::kResetModule, "reset", When::Greeted, {0, 7, 10}},
    {drivers::sam_v::set_largest_rf_frame(0x50), "rf-frame", When::Greeted, {0, 7, 10}},
    {drivers::sam_v::kModuleId, "sam-id", When::Greeted, {0, 7, 20}},
    {drivers::sam_v::kFindCard, "find", When::Visit, {0, 7, 9}},
    {drivers::sam_v::kSelectCard, "select", When::Visit, {0, 7, 11}},
    {drivers::sam_v::kReadBase, "read", When::Visit, {0, 1, 6, 7, 8, 14, 270, 1293, 1294}},
    {drivers::sam_v::kReadNewestAddress, "address", When::Visit, {0, 7, 8}},
    {drivers::sam_v::kReadBaseAndFingerprints,
     "read-fingerprints",
     When::VisitWithFingerprints,
     {0, 7, 15, 1297, 2320}},
    // Only kioskctl asks for it.
    {drivers::sam_v::kReadManagementNumber, "management-number", When::Never, {}},
    {*drivers::sam_v::set_baud_rate(115'200), "baud-rate", When::Never, {}},
};

TEST_CASE("there is no stage of the conversation whose interruption is not tried") {
  for (const auto& question : drivers::sam_v::questions()) {
    INFO(question.name);
    const auto tried = std::ranges::count_if(kStages, [&](const Stage& stage) {
      return drivers::sam_v::question_of(stage.command) == &question &&
             stage.bytes.empty() == (stage.when == When::Never);
    });
    CHECK(tried == 1);
  }
  CHECK(kStages.size() == drivers::sam_v::questions().size());
}

// What is said never to be asked is not.
void check_asked(const UsbBench& bench) {
  const auto asked = bench.reader.state()["asked"].get<std::vector<std::string>>();
  for (const auto& stage : kStages) {
    INFO(stage.name);
    if (stage.when == When::Never) CHECK(std::ranges::find(asked, stage.name) == asked.end());
  }
}

TEST_CASE("unplugged at any byte of a visit's conversation, the reader is told to be gone at once and comes back") {
  const std::string layout = GENERATE("split", "pair");
  const bool fingerprints = GENERATE(false, true);
  INFO(layout);
  UsbBench bench{layout};
  bench.process.await<Ready>();
  std::uint64_t ticket = 0;
  for (const auto& stage : kStages) {
    if (stage.when != (fingerprints ? When::VisitWithFingerprints : When::Visit)) continue;
    for (const auto byte : stage.bytes) {
      INFO(stage.name << ' ' << byte);
      const auto reads = bench.process.count<CardRead>();
      bench.reader.command("remove");
      bench.reader.command("lay " + bench.any_card());
      bench.reader.command("fault unplug " + stage.name + " " + std::to_string(byte));
      bench.process.say(StartReading{{++ticket}, fingerprints});
      CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Unplugged);
      CHECK(bench.process.count<CardRead>() == reads);
      CHECK(bench.process.count<CardUnreadable>() == 0);
      comes_back(bench, ++ticket);
    }
  }
  check_asked(bench);
}

TEST_CASE("unplugged while it is greeted, the reader is greeted again when it is back") {
  UsbBench bench{GENERATE("split", "pair")};
  bench.process.await<Ready>();
  std::uint64_t ticket = 0;
  for (const auto& stage : kStages) {
    if (stage.when != When::Greeted) continue;
    for (const auto byte : stage.bytes) {
      INFO(stage.name << ' ' << byte);
      bench.reader.command("unplug");
      CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Unplugged);
      CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Missing);
      // Only a module that is unwell is started anew.
      if (stage.name == "reset") bench.reader.command("unwell");
      bench.reader.command("fault unplug " + stage.name + " " + std::to_string(byte));
      bench.reader.command("plug");
      CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Unplugged);
      comes_back(bench, ++ticket);
    }
  }
  check_asked(bench);
}

TEST_CASE("unplugged while nobody reads, the reader is told to be gone at once") {
  UsbBench bench{GENERATE("split", "pair")};
  bench.process.await<Ready>();
  const auto pulled = std::chrono::steady_clock::now();
  bench.reader.command("unplug");
  CHECK(bench.process.await<Unready>() == Unready{DeviceTrouble::Unplugged, "unplugged"});
  CHECK(std::chrono::steady_clock::now() - pulled < kAtOnce);
  CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Missing);
  comes_back(bench, 1);
}

TEST_CASE("a card that lies there when the plug is pulled is read again when it is back") {
  UsbBench bench{"split"};
  bench.process.await<Ready>();
  bench.reader.command("lay " + bench.any_card());
  CHECK(bench.reads_right_card(1));
  bench.reader.command("unplug");
  CHECK(bench.process.await<Unready>().trouble == DeviceTrouble::Unplugged);
  bench.reader.command("plug");
  bench.process.await<Ready>();
  CHECK(bench.reads_right_card(2));
  CHECK(bench.process.count<CardLifted>() == 0);
}

TEST_CASE("a plug that is pulled and put back ten times in a row is followed") {
  UsbBench bench{"split"};
  for (int round = 0; round < 10; ++round) {
    bench.process.await<Ready>();
    bench.reader.command("unplug");
    bench.process.await<Unready>();
    bench.reader.command("plug");
  }
  bench.process.await<Ready>();
}

}  // namespace
}  // namespace bianmin::tests
