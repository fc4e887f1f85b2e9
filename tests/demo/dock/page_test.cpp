#include "demo/dock/page.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "screens/render/painter.h"
#include "screens/scene/theme.h"

namespace bianmin::dock {
namespace {

std::vector<SampleCard> nine_cards() {
  std::vector<SampleCard> cards{
      {"rezwangul",
       "citizen",
       {"热孜宛古丽阿依·阿卜杜热依木江（姓名很长）", "Rezwangul Ay Abdurehimjan (very long name)"}},
      {"wong",
       "hmt-permit",
       {"黄嘉熙（港澳台居民居住证）", "Wong Ka Hei (Hong Kong, Macao and Taiwan residence permit)"}},
      {"wolfeschlegel",
       "foreign-2023",
       {"亚历山大·沃尔夫（外国人永久居留身份证，2023 版）",
        "Alexandr Wolfeschlegelsteinhausen (foreign permanent resident, 2023 card)"}}};
  for (const auto* name : {"a", "b", "c", "d", "e", "f"}) {
    cards.push_back({name, "citizen", {"赵桂兰（年长，证件长期有效）", "Zhao Guilan (elderly, card valid for life)"}});
  }
  return cards;
}

Application application() {
  return {"YS-7KDG-XFDU-YM5D", "社会保险参保缴费记录查询打印", "热********* 4498**********0867",
          "2026-11-22T11:28:01.123Z", 0};
}

Bench well() {
  Bench bench;
  bench.reader = ReaderState{.card = "wong", .reads = 12};
  bench.slot = SlotState{.card = "rezwangul", .reads = 3};
  bench.scanner = ScannerState{.shown = sample_codes().front().text};
  bench.printer = PrinterState{.in_mouth = "ticket-0012.png", .last_cut = "ticket-0012.png", .tickets = 12};
  bench.platform = PlatformState{.stored = 128, .applications = {50, application()}};
  bench.platform->applications.front().replays = 2;
  bench.cards = nine_cards();
  bench.operator_url = "http://127.0.0.1:40185/";
  return bench;
}

Bench all_wrong() {
  auto bench = well();
  bench.reader = ReaderState{.card = "wolfeschlegel",
                             .pull_mid_read = true,
                             .damage = true,
                             .rubbish = true,
                             .silence = true,
                             .plugged = false,
                             .reads = 12};
  bench.slot = SlotState{.pull_mid_read = true, .plugged = false};
  bench.scanner = ScannerState{.rubbish = true, .silence = true, .plugged = false};
  bench.printer = PrinterState{.roll = Roll::Out,
                               .cover_open = true,
                               .cutter_jammed = true,
                               .head_hot = true,
                               .silence = true,
                               .listening = false,
                               .stopped = true,
                               .last_cut = "ticket-0012.png",
                               .tickets = 12};
  bench.platform->slow_ms = 3000;
  bench.platform->refuse = bench.platform->forbid = bench.platform->drops_reply = true;
  bench.platform->error = 503;
  bench.platform->listening = false;
  bench.refusal = "printer: come-back: [Errno 98] error while attempting to bind on address ('127.0.0.1', 34695)";
  return bench;
}

Bench nothing_runs() {
  Bench bench;
  bench.why_lost[index(Wire::Reader)] = "/run/user/1000/bianmin/demo/reader.sock: No such file or directory";
  bench.why_lost[index(Wire::Slot)] = "/run/user/1000/bianmin/demo/slot.sock: No such file or directory";
  return bench;
}

Bench enlarged() {
  auto bench = well();
  bench.enlarged = true;
  return bench;
}

std::string all_problems(const scene::Laid& laid) {
  std::string all;
  for (const auto& problem : scene::problems(laid)) all += scene::describe(problem) + "\n";
  return all;
}

// As on a machine where no pcscd can be started.
Bench without_slot() {
  auto bench = well();
  bench.slot.reset();
  return bench;
}

Bench slot_lost() {
  auto bench = without_slot();
  bench.why_lost[index(Wire::Slot)] = "/run/user/1000/bianmin/demo/slot.sock: the other side hung up";
  return bench;
}

std::vector<Bench> all_benches() {
  return {well(), all_wrong(), without_slot(), slot_lost(), nothing_runs(), enlarged(), Bench{}};
}

TEST_CASE("the dock's page has room for everything it says") {
  auto bench = GENERATE(from_range(all_benches()));
  bench.language = GENERATE(Language::Chinese, Language::English);
  // As it starts, and on a small screen.
  const auto window = GENERATE(kWindow, scene::Size{748, 720});
  render::Painter painter{render::Assets{}};
  CAPTURE(tag(bench.language), window.width);
  CHECK(all_problems(page_of(bench, window, painter).laid) == "");
}

TEST_CASE("a window drawn wide or tall keeps the page whole") {
  auto bench = GENERATE(from_range(all_benches()));
  bench.language = GENERATE(Language::Chinese, Language::English);
  const auto window = GENERATE(scene::Size{1600, 1000}, scene::Size{1040, 1400});
  render::Painter painter{render::Assets{}};
  CAPTURE(tag(bench.language), window.width);
  const auto laid = page_of(bench, window, painter).laid;
  for (const auto& problem : laid.overflow) CHECK(scene::describe(problem) == "");
  for (const auto& hit : laid.hits) CHECK(scene::Rect{0, 0, window.width, window.height}.contains(hit.box));
}

TEST_CASE("every word on the dock can be read on what lies below it") {
  auto bench = GENERATE(well(), all_wrong(), nothing_runs());
  render::Painter painter{render::Assets{}};
  const auto laid = page_of(bench, kWindow, painter).laid;
  std::size_t words = 0;
  for (std::size_t i = 0; i < laid.items.size(); ++i) {
    const auto* text = std::get_if<scene::LaidText>(&laid.items[i].shape);
    if (text == nullptr || text->words.empty()) continue;
    auto below = laid.background;
    for (std::size_t j = 0; j < i; ++j) {
      const auto* box = std::get_if<scene::LaidBox>(&laid.items[j].shape);
      if (box != nullptr && box->fill.alpha == 255 && laid.items[j].box.contains(laid.items[i].box)) below = box->fill;
    }
    CAPTURE(text->words);
    CHECK(scene::contrast(text->colour, below) >= 4.5);
    ++words;
  }
  CHECK(words >= 15);
}

TEST_CASE("nobody takes the workbench for the terminal") {
  render::Painter painter{render::Assets{}};
  const auto laid = page_of(well(), kWindow, painter).laid;
  const scene::Theme terminal{{}};
  for (const auto& item : laid.items) {
    const auto* box = std::get_if<scene::LaidBox>(&item.shape);
    if (box == nullptr) continue;
    CHECK(box->fill != terminal.fill(scene::Surface::Brand));
    CHECK(box->fill != terminal.fill(scene::Surface::Action));
  }
}

TEST_CASE("the card that lies is marked, and a press takes it away") {
  render::Painter painter{render::Assets{}};
  auto bench = well();
  const auto lying = page_of(bench, kWindow, painter).laid;
  const auto* remove = lying.hit_of({"reader:remove"});
  REQUIRE(remove != nullptr);
  CHECK(remove->target.selected);
  CHECK(lying.hit_of({"reader:lay 'wong'"}) == nullptr);
  CHECK(lying.hit_of({"reader:lay 'rezwangul'"}) != nullptr);
  bench.reader->card.clear();
  const auto empty = page_of(bench, kWindow, painter).laid;
  CHECK(empty.hit_of({"reader:remove"}) == nullptr);
  CHECK(empty.hit_of({"reader:lay 'wong'"}) != nullptr);
}

TEST_CASE("a social-security card is put into its slot and taken out, where there is one") {
  render::Painter painter{render::Assets{}};
  auto bench = well();
  const auto inside = page_of(bench, kWindow, painter).laid;
  REQUIRE(inside.hit_of({"slot:remove"}) != nullptr);
  CHECK(inside.hit_of({"slot:remove"})->target.selected);
  bench.slot->card.clear();
  const auto outside = page_of(bench, kWindow, painter).laid;
  CHECK(outside.hit_of({"slot:remove"}) == nullptr);
  CHECK(outside.hit_of({"slot:lay 'rezwangul'"}) != nullptr);
  for (const auto& none : {without_slot(), slot_lost()}) {
    for (const auto& hit : page_of(none, kWindow, painter).laid.hits) {
      CHECK_FALSE(hit.target.action.value.starts_with("slot:"));
    }
  }
}

TEST_CASE("a switch orders what it is not") {
  render::Painter painter{render::Assets{}};
  auto bench = well();
  CHECK(page_of(bench, kWindow, painter).laid.hit_of({"platform:go-away"}) != nullptr);
  bench.platform->listening = false;
  CHECK(page_of(bench, kWindow, painter).laid.hit_of({"platform:go-away"}) == nullptr);
  CHECK(page_of(bench, kWindow, painter).laid.hit_of({"platform:come-back"}) != nullptr);
}

TEST_CASE("a ticket can be taken only while it hangs in the slot") {
  render::Painter painter{render::Assets{}};
  auto bench = well();
  const auto hanging = page_of(bench, kWindow, painter);
  CHECK(hanging.laid.hit_of({"printer:take"})->target.enabled);
  CHECK(hanging.ticket.path == "ticket-0012.png");
  CHECK(hanging.ticket.comes_from_slot);
  bench.printer->in_mouth.clear();
  const auto taken = page_of(bench, kWindow, painter);
  CHECK_FALSE(taken.laid.hit_of({"printer:take"})->target.enabled);
  CHECK(taken.ticket.path.empty());
}

TEST_CASE("a program behind the wrong socket is not taken for another") {
  Bench bench;
  take_in(bench, {Wire::Scanner, Message{ReaderState{}}});
  CHECK_FALSE(bench.running(Wire::Scanner));
  CHECK_FALSE(bench.running(Wire::Reader));
  CHECK(bench.why_lost[index(Wire::Scanner)].find("reader") != std::string::npos);
}

}  // namespace
}  // namespace bianmin::dock
