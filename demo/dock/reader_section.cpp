// The sample citizens' cards, and what can go wrong with reading them.
#include "demo/dock/sections.h"

namespace bianmin::dock {

using namespace scene;

namespace {

struct Kind {
  std::string_view name;
  const Said& said;
  const char* icon;
};
constexpr std::array kKinds{
    Kind{"citizen", words::kCitizen, "card"}, Kind{"hmt-permit", words::kPermit, "residence-permit"},
    Kind{"foreign-2017", words::kForeigner, "certificate"}, Kind{"foreign-2023", words::kForeigner, "certificate"}};
constexpr Kind kUnknownKind{"", words::kOtherKind, "card"};

const Kind& kind_of(const SampleCard& card) {
  for (const auto& kind : kKinds) {
    if (kind.name == card.kind) return kind;
  }
  return kUnknownKind;
}

// What kind of card it is and what is special about it, without saying it twice.
std::string described(const std::string& kind, const std::string& note, Language language) {
  if (note.empty() || note.find(kind) != std::string::npos) return note.empty() ? kind : note;
  return kind + words::kComma.in(language) + note;
}

Node card_tile(const SampleCard& card, bool lies, Language language) {
  const auto& kind = kind_of(card);
  const auto title = title_of(card, language);
  const auto note = described(kind.said.in(language), title.note, language);
  const auto below = lies ? small(words::kLies.in(language), {.weight = Weight::Bold, .ink = Ink::Good})
                          : small(note, {.ink = Ink::Soft});
  return touchable({.action = action_of({Wire::Reader, lies ? "remove" : "lay " + shell_word(card.key)}),
                    .label = title.name + ", " + note,
                    .role = Role::Choice,
                    .selected = lies},
                   row({.padding = sides(12, 6),
                        .gap = 12,
                        .height = grow(),
                        .min_height = 152,
                        .align = Align::Center,
                        .surface = lies ? Surface::Selected : Surface::Field,
                        .border = lies ? Border::Strong : Border::Line,
                        .radius = 20},
                       icon(kind.icon, 64, Ink::Accent),
                       column({.gap = 2, .width = grow()},
                              text(breakable(title.name), {.weight = Weight::Bold, .max_lines = 2}), below)));
}

}  // namespace

Node reader_section(const Bench& bench) {
  const auto language = bench.language;
  const auto state = bench.reader.value_or(ReaderState{});
  std::vector<Node> tiles;
  for (const auto& card : bench.cards) tiles.push_back(card_tile(card, card.key == state.card, language));
  const Standing standing = state.plugged ? Standing{words::kTimesRead.with(language, state.reads), true}
                                          : Standing{words::kUnplugged.in(language), false};
  return section(bench, Wire::Reader, "card", words::kReader, standing,
                 {grid({.portrait = 3}, {.gap = 16, .height = grow()}, std::move(tiles)),
                  column({.gap = 16}, slot_line(bench),
                         troubles(bench, Wire::Reader, 5,
                                  {on_off(words::kPullMidRead, "pull-mid-read", state.pull_mid_read),
                                   on_off(words::kDamaged, "damage", state.damage),
                                   on_off(words::kRubbish, "rubbish", state.rubbish),
                                   on_off(words::kSilence, "silence", state.silence),
                                   {words::kUnplug, "unplug", "plug", !state.plugged}}))},
                 words::kLayCard.in(language));
}

}  // namespace bianmin::dock
